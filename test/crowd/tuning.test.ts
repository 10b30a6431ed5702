import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MOST_STEPS,
  NO_TUNING,
  pressTuning,
  tunedSteps,
  tunedValue,
  tuningStateSchema,
  wish,
} from '#src/crowd/mix/tuning.ts';

const USERS = ['ada', 'ben', 'cleo', 'dora', 'eve'];
const all = new Set(USERS);

function wishes(...steps: readonly number[]) {
  return steps.reduce(
    (state, count, index) => wish(state, 'density', USERS[index] ?? 'x', count),
    NO_TUNING,
  );
}

describe('tuning', () => {
  it.each([
    [[], 0],
    [[1], 1],
    [[1, -1], 0],
    [[1, 1, -1], 1],
    [[2, 2, 1], 2],
    [[1, 2], 1],
    [[-1, -3], -1],
    [[0, 1], 0],
    [[-1, 0, 1, 1, 1], 1],
  ])('makes of the wishes %j %i steps', (steps, expected) => {
    expect(tunedSteps(wishes(...steps), 'density', all)).toBe(expected);
  });

  it('moves a step when more want it than not, and back when one takes it back', () => {
    let state = pressTuning(NO_TUNING, 'density', 'ada', 1);
    state = pressTuning(state, 'density', 'ben', 1);
    state = pressTuning(state, 'density', 'cleo', -1);
    expect(tunedSteps(state, 'density', all)).toBe(1);
    state = pressTuning(state, 'density', 'ben', -1);
    expect(state.density.map(({ userId }) => userId)).toEqual(['ada', 'cleo']);
    expect(tunedSteps(state, 'density', all)).toBe(0);
    expect(tunedSteps(state, 'brightness', all)).toBe(0);
  });

  it('counts only who counts', () => {
    expect(tunedSteps(wishes(1, -1), 'density', new Set(['ada']))).toBe(1);
  });

  it('holds values to what Lyria takes and counts from the usual one', () => {
    expect(tunedValue('density', undefined, 0)).toBeUndefined();
    expect(tunedValue('density', undefined, 1)).toBe(0.65);
    expect(tunedValue('density', 0.9, 4)).toBe(1);
    expect(tunedValue('bpm', 125, -1)).toBe(119);
    expect(tunedValue('bpm', 62, -4)).toBe(60);
  });

  it('does what most wish, whatever the order, and survives being written down', () => {
    const steps = fc.array(fc.integer({ min: -MOST_STEPS, max: MOST_STEPS }), { maxLength: 5 });
    fc.assert(
      fc.property(steps, (wanted) => {
        const state = wishes(...wanted);
        const moved = tunedSteps(state, 'density', all);
        for (const way of [1, -1]) {
          for (let count = 1; count <= MOST_STEPS; count += 1) {
            const wantIt = wanted.filter((one) => one * way >= count).length;
            const isDone = moved * way >= count;
            expect(isDone).toBe(wantIt > wanted.length - wantIt);
          }
        }
        expect(tuningStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      }),
      { numRuns: 1_000 },
    );
  });
});
