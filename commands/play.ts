import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { completePrompts } from '../src/crowd/completePrompts.ts';
import { parsePrompts } from '../src/crowd/parsePrompts.ts';
import { needsPoll } from '../src/crowd/pollQuestion.ts';
import { MAX_PROMPT_LENGTH } from '../src/crowd/promptKey.ts';
import { REFUSAL_TEXTS } from '../src/crowd/refusal.ts';
import type { WeightedPrompt } from '../src/lyria/controls.ts';
import type { Command, CommandContext } from './Command.ts';
import type { StationControl } from './ports.ts';

/** Starts the music in the caller's voice channel; while it plays, changes the mix. */
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
          'A genre, an instrument, a mood: techno, or techno:2, dreamy pads:0.5, piano:-1',
        required: true,
        min_length: 1,
        max_length: MAX_PROMPT_LENGTH,
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
    const parsed = parsePrompts(context.options.string('prompt') ?? '');
    if (!parsed.ok) {
      await answer.whisper(parsed.problem);
      return;
    }
    const station = stations.get(guildId);
    if (station === undefined) await start(context, channelId, parsed.prompts);
    else await changeMix(context, station, channelId, parsed.prompts);
  },

  complete: completePrompts,
};

async function start(
  { guildId, textChannelId, caller, stations, answer }: CommandContext,
  channelId: string,
  prompts: readonly WeightedPrompt[],
): Promise<void> {
  const possible = stations.check(guildId, channelId);
  if (!possible.ok) {
    await answer.whisper(possible.text);
    return;
  }
  await answer.defer();
  const startedBy = caller.userId;
  const started = await stations.start({ guildId, channelId, textChannelId, startedBy, prompts });
  const station = stations.get(guildId);
  if (!started.ok || station === undefined) {
    await answer.say(started.ok ? 'The music has ended already.' : started.text);
    return;
  }
  const { channelId: shownIn, messageId } = await answer.show(station.panel());
  station.adoptPanel(shownIn, messageId);
}

async function changeMix(
  context: CommandContext,
  station: StationControl,
  channelId: string,
  prompts: readonly WeightedPrompt[],
): Promise<void> {
  const { caller, answer } = context;
  if (channelId !== station.channelId) {
    await answer.whisper(`The music plays in <#${station.channelId}>. Join it to change the mix.`);
    return;
  }
  if (needsPoll(caller, station.listeners)) {
    const question = { kind: 'new-start', prompts } as const;
    const asked = await station.ask(question, caller.userId, context.textChannelId);
    const text =
      'Others are listening, so I asked them. Or propose a single prompt with `/lyria propose`.';
    await answer.whisper(asked.ok ? text : asked.text);
    return;
  }
  const changed = station.restart(prompts, caller.userId);
  await (changed.ok
    ? answer.say('The mix is changing. You will hear it in a few seconds.')
    : answer.whisper(REFUSAL_TEXTS[changed.refusal]));
}
