import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { configWanted, isFree, mixWanted } from '#src/control/reading.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { completePlay } from '#src/crowd/typed/completePlay.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import { MAX_REQUEST_LENGTH, type WordReading } from '#src/words/interpretation.ts';
import { translate } from '#src/words/translate.ts';
import type { Command, CommandContext, Station } from './Command.ts';
import { completeSaved, namedMix, savedMixesOf } from './mix/named.ts';
import { named } from './named.ts';
import { changeMusic, startMusic } from './play/setMusic.ts';

/** Starts the music in the caller's voice channel; while it plays, changes it. */
export const play: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.play'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.play.prompt'),
        required: true,
        min_length: 1,
        max_length: MAX_REQUEST_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const { guildId, caller, stations, texts, answer } = context;
    const typed = context.options.string('prompt') ?? '';
    const named = namedMix(typed, await savedMixesOf(context));
    const isUnwanted = saysOneOf(stations.settings(guildId).blockedWords, typed);
    if (named === undefined && isUnwanted && caller.voiceChannelId !== undefined) {
      await answer.whisper(reasonText(texts, 'unwanted', caller.voiceChannelId));
      return;
    }
    await playHere(context, (station) => named ?? read(typed, context, station));
  },

  complete: (typed, _option, _station, saved, texts) =>
    completeSaved(texts, typed, saved, completePlay(texts, typed, translate)),
};

/**
 * Starts music where the caller is, or changes what plays there.
 *
 * @param readFor what is wanted, for a station that plays or for none
 */
export async function playHere(
  context: CommandContext,
  readFor: (station?: Station) => WordReading,
): Promise<void> {
  const { guildId, caller, stations, texts, answer } = context;
  const channelId = caller.voiceChannelId;
  if (channelId === undefined) {
    await answer.whisper(reasonText(texts, 'nowhere', ''));
    return;
  }
  const station = stations.get(guildId);
  const playsIn = station?.state.kept.record.channelId;
  if (station !== undefined && channelId === playsIn) {
    await changeMusic(context, station, readFor(station));
    return;
  }
  if (station !== undefined && !isFree(station.state)) {
    const { channelId: elsewhere } = station.state.kept.record;
    await answer.whisper(texts.say('play.elsewhere', { channelId: elsewhere }));
    return;
  }
  const why = whyNot('start', caller, undefined, stations.settings(guildId));
  if (why !== undefined) {
    await answer.whisper(reasonText(texts, why, channelId));
    return;
  }
  const possible = stations.check(guildId, channelId);
  if (!possible.ok) {
    await answer.whisper(texts.put(possible.text));
    return;
  }
  await station?.act(caller, { kind: 'give-way' });
  await startMusic(context, channelId, readFor());
}

/** Whatever the words mean. */
function read(typed: string, { words }: CommandContext, station?: Station): WordReading {
  if (station === undefined) return words.read({ text: typed });
  const playing = {
    prompts: mixWanted(station.state, station.now),
    config: configWanted(station.state, station.now),
  };
  return words.read({ text: typed, playing });
}
