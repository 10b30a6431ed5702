import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { LONGEST_TIMER_MS } from '#src/control/parts/sleep.ts';
import { durationText, parseDuration } from '#src/crowd/typed/duration.ts';
import type { Command } from './Command.ts';
import { act } from './station.ts';

const PERCENT = 100;
const MS_PER_S = 1_000;
const SHORTEST_TIMER_MS = 60_000;
const LONGEST_TYPED = 30;
const USUAL_TIMERS = ['15 min', '30 min', '45 min', '1 h', '1 h 30 min', '2 h', 'off'];
const OFF = /^(?:off|no|never|cancel|0)$/i;
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
    description: 'Stop the music and leave the voice channel, now or later',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'in',
        description: 'After so long, such as 30m or 1h 30m, with a slow fade; off: not any more',
        max_length: LONGEST_TYPED,
        autocomplete: true,
      },
    ],
  },
  async execute(context) {
    const { textChannelId: askIn, nowMs, answer } = context;
    const typed = context.options.string('in')?.trim();
    if (typed === undefined) {
      const done = 'The music fades out. `/lyria play` brings it back.';
      await act(context, { kind: 'stop', askIn }, done);
    } else if (OFF.test(typed)) {
      await act(context, { kind: 'stay' }, 'The timer is off. The music goes on.');
    } else {
      const inMs = parseDuration(typed) ?? 0;
      if (inMs < SHORTEST_TIMER_MS || inMs > LONGEST_TIMER_MS) {
        await answer.whisper(
          'Say for how long: from 1 minute to 24 hours, such as `30m` or `1h 30m`.',
        );
        return;
      }
      const at = `<t:${Math.ceil((nowMs + inMs) / MS_PER_S)}:R>`;
      const done = `The music fades out ${at}. \`/lyria stop in:off\` lets it go on.`;
      await act(context, { kind: 'stop', inMs, askIn }, done);
    }
  },
  complete: (typed) => {
    const inMs = parseDuration(typed) ?? 0;
    const fits = inMs >= SHORTEST_TIMER_MS && inMs <= LONGEST_TIMER_MS;
    const own = fits ? [durationText(inMs)] : [];
    return [...new Set([...own, ...USUAL_TIMERS])].filter((one) => fits || one.startsWith(typed));
  },
};
