import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { completePlay } from '../src/crowd/completePlay.ts';
import { findPresetByTitle } from '../src/crowd/presetTitles.ts';
import { mixOf } from '../src/crowd/standings.ts';
import { MAX_REQUEST_LENGTH, type WordReading } from '../src/words/interpretation.ts';
import type { Command, CommandContext } from './Command.ts';
import { changeMusic } from './play/changeMusic.ts';
import { startMusic } from './play/startMusic.ts';
import type { StationControl, WordsPort } from './ports.ts';

/** Starts the music in the caller's voice channel; while it plays, changes it. */
export const play: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'play',
    description: 'Play endless music in your voice channel, or change what plays',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description:
          'In your own words: rainy lo-fi with soft piano; a bit faster; techno:2, pads:0.5',
        required: true,
        min_length: 1,
        max_length: MAX_REQUEST_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const { guildId, caller, stations, answer } = context;
    const channelId = caller.voiceChannelId;
    if (channelId === undefined) {
      await answer.whisper(
        'Join a voice channel first, then `/lyria play` brings the music to you.',
      );
      return;
    }
    const typed = context.options.string('prompt') ?? '';
    const station = stations.get(guildId);
    if (station === undefined) {
      const possible = stations.check(guildId, channelId);
      if (!possible.ok) await answer.whisper(possible.text);
      else await startMusic(context, channelId, read(typed, context.words));
    } else if (channelId !== station.channelId && isFree(context, station)) {
      const possible = stations.check(guildId, channelId);
      if (!possible.ok) {
        await answer.whisper(possible.text);
        return;
      }
      station.stop();
      await startMusic(context, channelId, read(typed, context.words));
    } else if (channelId !== station.channelId) {
      await answer.whisper(
        `The music plays in <#${station.channelId}>. Join it to change the mix.`,
      );
    } else await changeMusic(context, station, read(typed, context.words, station));
  },

  complete: completePlay,
};

/** Nobody hears it where it plays, and it is not to keep its place for ever. */
function isFree({ guildId, stations }: CommandContext, station: StationControl): boolean {
  return station.listeners.length === 0 && !stations.settings(guildId).alwaysOn;
}

/** A preset by its title, or whatever the words mean. */
function read(typed: string, words: WordsPort, station?: StationControl): WordReading {
  const preset = findPresetByTitle(typed);
  if (preset !== undefined) {
    const { title, prompts, config } = preset;
    return { first: { kind: 'music', by: 'preset', way: 'fresh', title, prompts, config } };
  }
  if (station === undefined) return words.read({ text: typed });
  const playing = { prompts: mixOf(station.vote.standings()), config: station.config };
  return words.read({ text: typed, playing });
}
