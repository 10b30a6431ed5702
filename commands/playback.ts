import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { LONGEST_TIMER_MS } from '#src/control/parts/sleep.ts';
import { durationText, parseDuration } from '#src/crowd/typed/duration.ts';
import { tell } from '#src/texts/texts.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';
import { act } from './station.ts';

const PERCENT = 100;
const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
const SHORTEST_TIMER_MS = 60_000;
const LONGEST_TYPED = 30;
const USUAL_TIMERS_MIN = [15, 30, 45, 60, 90, 120];
const OFF_TYPED = 'off';
const OFF = /^(?:off|no|never|cancel|0)$/i;
/** Of what can be set at all; a server has a limit of its own. */
export const LOUDEST_PERCENT = 200;

/** Holds the music. */
export const pause: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.pause'),
  },
  async execute(context) {
    const wish = { kind: 'pause', askIn: context.textChannelId } as const;
    await act(context, wish, tell('pause.done'));
  },
};

/** Goes on after a pause. */
export const resume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.resume'),
  },
  async execute(context) {
    await act(context, { kind: 'resume' }, tell('resume.done'));
  },
};

/** The same mix, a new piece. */
export const reset: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.reset'),
  },
  async execute(context) {
    await act(context, { kind: 'reset' }, tell('reset.done'));
  },
};

/** Back to what played before somebody changed all of it. */
export const undo: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.undo'),
  },
  async execute(context) {
    const wish = { kind: 'undo', askIn: context.textChannelId } as const;
    await act(context, wish, tell('undo.done'));
  },
};

/** Turns the music up or down for everybody. */
export const volume: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.volume'),
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        ...named('option.volume.percent'),
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
    await act(context, wish, tell('volume.done', { percent: tell('percent', { value: percent }) }));
  },
};

/** Ends the music; while others listen, they are asked. */
export const stop: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.stop'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.stop.in'),
        max_length: LONGEST_TYPED,
        autocomplete: true,
      },
    ],
  },
  async execute(context) {
    const { textChannelId: askIn, nowMs, answer, texts } = context;
    const typed = context.options.string('in')?.trim();
    if (typed === undefined) {
      await act(context, { kind: 'stop', askIn }, tell('stop.done'));
    } else if (OFF.test(typed)) {
      await act(context, { kind: 'stay' }, tell('stop.off'));
    } else {
      const inMs = parseDuration(typed) ?? 0;
      if (inMs < SHORTEST_TIMER_MS || inMs > LONGEST_TIMER_MS) {
        await answer.whisper(texts.say('stop.how-long'));
        return;
      }
      const when = `<t:${Math.ceil((nowMs + inMs) / MS_PER_S)}:R>`;
      await act(context, { kind: 'stop', inMs, askIn }, tell('stop.later', { when }));
    }
  },
  complete: (typed, _option, _station, _saved, texts) => {
    const inMs = parseDuration(typed) ?? 0;
    const fits = inMs >= SHORTEST_TIMER_MS && inMs <= LONGEST_TIMER_MS;
    const own = fits ? [durationText(texts, inMs)] : [];
    const usual = USUAL_TIMERS_MIN.map((minutes) => durationText(texts, minutes * MS_PER_MIN));
    return [...new Set([...own, ...usual, OFF_TYPED])].filter(
      (one) => fits || one.startsWith(typed),
    );
  },
};
