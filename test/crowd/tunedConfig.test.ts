import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adoptConfig, rebaseConfig, tunedConfig } from '#src/crowd/mix/tunedConfig.ts';
import { NO_TUNING, pressTuning } from '#src/crowd/mix/tuning.ts';
import { TUNABLES } from '#src/music/controls.ts';

const USERS = ['ada', 'ben', 'cleo'];
const counting = new Set(USERS);
const config = fc.record(
  {
    bpm: fc.integer({ min: 60, max: 200 }),
    density: fc.constantFrom(0, 0.3, 0.5, 1),
    brightness: fc.constantFrom(0, 0.3, 0.5, 1),
    guidance: fc.constantFrom(0, 4, 6),
    muteBass: fc.boolean(),
  },
  { requiredKeys: [] },
);
const wishes = fc
  .array(fc.tuple(fc.constantFrom(...TUNABLES), fc.constantFrom(...USERS), fc.constantFrom(1, -1)))
  .map((presses) =>
    presses.reduce(
      (state, [control, user, way]) => pressTuning(state, control, user, way === 1 ? 1 : -1),
      NO_TUNING,
    ),
  );

test('what is decided is played, and ends the wishes for what it changes alone', () => {
  fc.assert(
    fc.property(config, wishes, config, (own, tuning, wanted) => {
      const before = tunedConfig(own, tuning, counting);
      const adopted = adoptConfig({ own, tuning }, counting, wanted);
      expect(tunedConfig(adopted.own, adopted.tuning, counting)).toEqual(wanted);
      for (const control of TUNABLES) {
        const expected = wanted[control] === before[control] ? tuning[control] : [];
        expect(adopted.tuning[control]).toEqual(expected);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('wishes move a value, and it goes back when they are taken back', () => {
  const own = { bpm: 120, muteBass: true };
  const pressed = pressTuning(NO_TUNING, 'bpm', 'ada', 1);
  expect(tunedConfig(own, pressed, counting)).toEqual({ bpm: 126, muteBass: true });
  expect(tunedConfig(own, pressTuning(pressed, 'bpm', 'ada', -1), counting)).toEqual(own);
  expect(tunedConfig(own, pressed, new Set())).toEqual(own);
});

test('a change asked for some time ago undoes nothing that was changed meanwhile', () => {
  const whenAsked = { bpm: 100, density: 0.5, guidance: 3 };
  const now = { bpm: 100, density: 0.7, guidance: 5, muteBass: true };
  const slower = { ...whenAsked, bpm: 90 };
  expect(rebaseConfig(slower, whenAsked, now, true)).toEqual({ ...now, bpm: 90 });
  // Another piece comes with its own tempo and colour; what is about the model stays.
  const preset = { bpm: 130, guidance: 3 };
  expect(rebaseConfig(preset, whenAsked, now, false)).toEqual({ bpm: 130, guidance: 5 });
});
