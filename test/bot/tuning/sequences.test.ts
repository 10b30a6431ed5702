import fc from 'fast-check';
import { expect, test } from 'vitest';
import { play } from '#commands/play.ts';
import { reset, volume } from '#commands/playback.ts';
import { tune } from '#commands/tune.ts';
import { configWanted } from '#src/control/reading.ts';
import { tunedConfig } from '#src/crowd/mix/tunedConfig.ts';
import { NO_TUNING, pressTuning, type TuningState } from '#src/crowd/mix/tuning.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import { PACES } from '#src/crowd/votes/cooldowns.ts';
import { configMessage } from '#src/lyria/clientMessages.ts';
import { applyChanges } from '#src/music/controlChanges.ts';
import {
  CONTROL_NAMES,
  type ControlName,
  type MusicGenerationConfig,
  type NumericControl,
  TUNABLES,
  type Tunable,
} from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { SCALE_NAMES } from '#src/music/scales.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { type OptionValues, StationRig } from '#test/support/bot/StationRig.ts';

const SEQUENCES = 1_000;
const MOST_STEPS_LONG = 6;
/** The ramps and the wait for more presses on a tempo are over; six of them are not yet too long for a mute session. */
const SETTLED_MS = 2_800;
const LISTENERS = ['ada', 'ben'];

type Step =
  | { readonly do: 'tune'; readonly set: MusicGenerationConfig; readonly reset?: string }
  | { readonly do: 'press'; readonly by: string; readonly control: Tunable; readonly way: 1 | -1 }
  | { readonly do: 'preset'; readonly title: string }
  | {
      readonly do: 'ask';
      readonly set: Pick<MusicGenerationConfig, 'bpm' | 'scale' | 'density'>;
      readonly answer: 'yes' | 'no';
      /** Decided by somebody who may while the others are asked. */
      readonly meanwhile: MusicGenerationConfig;
    }
  | { readonly do: 'reset' }
  | { readonly do: 'volume' };

function numeric(name: NumericControl) {
  const { min, max, integer } = CONTROLS[name];
  const inside = integer
    ? fc.integer({ min, max })
    : fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);
  return fc.oneof(fc.constantFrom(min, max), inside);
}

const controls = {
  bpm: numeric('bpm'),
  scale: fc.constantFrom(...SCALE_NAMES),
  density: numeric('density'),
  brightness: numeric('brightness'),
  guidance: numeric('guidance'),
  temperature: numeric('temperature'),
  topK: numeric('topK'),
  seed: numeric('seed'),
  musicGenerationMode: fc.constantFrom('QUALITY', 'DIVERSITY', 'VOCALIZATION'),
  muteBass: fc.boolean(),
  muteDrums: fc.boolean(),
  onlyBassAndDrums: fc.boolean(),
};
const some = fc
  .tuple(fc.record(controls), fc.subarray([...CONTROL_NAMES], { maxLength: 3 }))
  .map(([all, names]) => pick(all, names));

function pick(config: MusicGenerationConfig, names: readonly string[]): MusicGenerationConfig {
  return Object.fromEntries(Object.entries(config).filter(([name]) => names.includes(name)));
}

const soft = some.map((config) =>
  pick(
    config,
    CONTROL_NAMES.filter((name) => name !== 'bpm' && name !== 'scale'),
  ),
);
const { bpm, scale, density } = controls;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tune'), set: some }) },
  fc.record({
    do: fc.constant('tune'),
    set: fc.constant({}),
    reset: fc.constantFrom('all', ...CONTROL_NAMES),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('press'),
      by: fc.constantFrom(...LISTENERS),
      control: fc.constantFrom(...TUNABLES),
      way: fc.constantFrom(1, -1),
    }),
  },
  fc.record({ do: fc.constant('preset'), title: fc.constantFrom(...PRESETS.map((p) => p.title)) }),
  fc.record({
    do: fc.constant('ask'),
    set: fc.record({ bpm, scale, density }, { requiredKeys: [] }),
    answer: fc.constantFrom('yes', 'no'),
    meanwhile: soft,
  }),
  fc.record({ do: fc.constant('reset') }),
  fc.record({ do: fc.constant('volume') }),
);

function optionsFor(set: MusicGenerationConfig): OptionValues {
  return Object.fromEntries(
    CONTROL_NAMES.flatMap((name) => {
      const value = set[name];
      if (value === undefined) return [];
      const shown =
        name === 'scale' && set.scale !== undefined ? ENGLISH.say(`scale.${set.scale}`) : value;
      return [[CONTROLS[name].option, shown]];
    }),
  );
}

/** What should be in force, told by the rules alone. */
class Expected {
  own: MusicGenerationConfig = {};
  tuning: TuningState = NO_TUNING;

  get config(): MusicGenerationConfig {
    return tunedConfig(this.own, this.tuning, new Set(LISTENERS));
  }

  set(name: ControlName, value: MusicGenerationConfig[ControlName]): void {
    if (this.config[name] === value) return;
    this.own = applyChanges(this.own, { [name]: value ?? null });
    if (TUNABLES.some((tunable) => tunable === name)) this.tuning = { ...this.tuning, [name]: [] };
  }

  setAll(set: MusicGenerationConfig, names: readonly ControlName[] = CONTROL_NAMES): void {
    const after = { ...this.config, ...set };
    const isNothing = after.onlyBassAndDrums && after.muteBass && after.muteDrums;
    if (isNothing === true) return;
    for (const name of names) if (set[name] !== undefined) this.set(name, set[name]);
  }

  take(one: Step): void {
    switch (one.do) {
      case 'tune':
        for (const name of CONTROL_NAMES) {
          if (one.reset === 'all' || one.reset === name) this.set(name, undefined);
        }
        this.setAll(one.set);
        break;
      case 'press':
        this.tuning = pressTuning(this.tuning, one.control, one.by, one.way);
        break;
      case 'preset': {
        const preset = PRESETS.find(({ title }) => title === one.title);
        for (const name of CONTROL_NAMES) {
          const outlives = ['guidance', 'temperature', 'topK', 'seed'].includes(name);
          if (!outlives) this.set(name, preset?.config[name]);
        }
        break;
      }
      case 'ask':
        this.setAll(one.set, ['density']);
        this.setAll(one.meanwhile);
        if (one.answer === 'yes') this.setAll(one.set, ['bpm', 'scale']);
        break;
      default:
    }
  }
}

async function take(rig: StationRig, one: Step): Promise<void> {
  const ada = { userId: 'ada', isDj: true };
  const ben = { userId: 'ben', isDj: false };
  switch (one.do) {
    case 'tune': {
      const again = one.reset === undefined ? {} : { reset: one.reset };
      await rig.run(tune, { ...optionsFor(one.set), ...again }, ada);
      break;
    }
    case 'press':
      await rig.press(one.by, one.control, one.way);
      break;
    case 'preset':
      await rig.run(play, { prompt: one.title }, ada);
      break;
    case 'ask':
      // Long enough after the last poll for another one.
      rig.aheadMs += PACES.poll.windowMs;
      await rig.run(tune, optionsFor(one.set), ben);
      await rig.clock.advance(0);
      await rig.run(tune, optionsFor(one.meanwhile), ada);
      await rig.answerPoll('ada', one.answer);
      break;
    case 'reset':
      await rig.run(reset, {}, ada);
      break;
    case 'volume':
      await rig.run(volume, { percent: 50 }, ada);
      break;
  }
}

/** New pieces begun so far, by a context that was cleared or by another session. */
function freshStarts({ lyria }: StationRig): number {
  const resets = lyria.sessions.flatMap(({ told }) => told.filter((one) => one === 'reset'));
  return resets.length + lyria.sessions.length;
}

/** Within one session, tempo and scale change only with a reset at once, and a reset only so. */
function expectResetsToBelong({ lyria }: StationRig): void {
  for (const { told, configs } of lyria.sessions) {
    let number = 0;
    told.forEach((what, at) => {
      if (what === 'reset') expect(told[at - 1]).toBe('config');
      if (what !== 'config') return;
      const [before, config] = [configs[number - 1], configs[number]];
      number += 1;
      if (before === undefined || config === undefined) return;
      const isHard = before.bpm !== config.bpm || before.scale !== config.scale;
      expect(told[at + 1] === 'reset').toBe(isHard);
    });
  }
}

const RUN_MS = 240_000;

test(
  `a control is never lost by another change, and only tempo and scale start afresh: ${SEQUENCES} sequences`,
  async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: MOST_STEPS_LONG });
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (sequence, sounding) => {
        const rig = await StationRig.start(LISTENERS, sounding);
        const expected = new Expected();
        for (const one of sequence) {
          const before = { config: expected.config, starts: freshStarts(rig) };
          await take(rig, one);
          expected.take(one);
          await rig.clock.advance(SETTLED_MS);
          // An order asks for fresh audio; without any the session would be taken for stalled.
          rig.deliver();
          const { config } = expected;
          expect(configWanted(rig.station.state, rig.station.now)).toEqual(config);
          // The newest session is the one that will be heard: it has all of it, and nothing else.
          expect(rig.lyria.last.configs.at(-1)).toEqual(config);
          const isHard = before.config.bpm !== config.bpm || before.config.scale !== config.scale;
          const starts = freshStarts(rig) - before.starts;
          // Two sessions may be getting ready, after a reset: then each starts afresh.
          if (isHard) expect(starts).toBeGreaterThan(0);
          else if (one.do !== 'reset') expect(starts).toBe(0);
        }
        expectResetsToBelong(rig);
        for (const { configs } of rig.lyria.sessions)
          for (const each of configs) configMessage(each);
        rig.close();
      }),
      { numRuns: SEQUENCES },
    );
  },
  RUN_MS,
);
