import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Command } from './Command.ts';
import { act } from './station.ts';

const PERCENT = 100;
/** Of what can be set at all; a server has a limit of its own. */
export const LOUDEST_PERCENT = 200;

/** Holds the music. */
export const pause: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'pause',
    description: 'Pause the music; /lyria resume continues',
  },
  async execute(context) {
    const wish = { kind: 'pause', askIn: context.textChannelId } as const;
    await act(context, wish, 'Paused. `/lyria resume` continues.');
  },
};

/** Goes on after a pause. */
export const resume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'resume',
    description: 'Continue after a pause',
  },
  async execute(context) {
    await act(context, { kind: 'resume' }, 'Resumed.');
  },
};

/** The same mix, a new piece. */
export const reset: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'reset',
    description: 'Start a new piece of music with the same mix',
  },
  async execute(context) {
    await act(context, { kind: 'reset' }, 'A new piece with the same mix is on its way.');
  },
};

/** Back to what played before somebody changed all of it. */
export const undo: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'undo',
    description: 'Go back to the mix before the last new mix, tempo or scale',
  },
  async execute(context) {
    const wish = { kind: 'undo', askIn: context.textChannelId } as const;
    const done = 'The mix from before is coming back. `/lyria undo` once more goes forward again.';
    await act(context, wish, done);
  },
};

/** Turns the music up or down for everybody. */
export const volume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'volume',
    description: 'Turn the music up or down for everybody',
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'percent',
        description: '100 plays it as it comes',
        required: true,
        min_value: 0,
        max_value: LOUDEST_PERCENT,
      },
    ],
  },
  async execute(context) {
    const percent = context.options.number('percent') ?? PERCENT;
    const wish = {
      kind: 'volume',
      volume: percent / PERCENT,
      askIn: context.textChannelId,
    } as const;
    await act(context, wish, `Volume ${percent}%, also for what plays next on this server.`);
  },
};

/** Ends the music; while others listen, they are asked. */
export const stop: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'stop',
    description: 'Stop the music and leave the voice channel',
  },
  async execute(context) {
    const done = 'The music fades out. `/lyria play` brings it back.';
    await act(context, { kind: 'stop', askIn: context.textChannelId }, done);
  },
};
