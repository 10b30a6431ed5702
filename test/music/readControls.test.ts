import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, changesBetween } from '#src/music/controlChanges.ts';
import {
  CONTROL_NAMES,
  type MusicGenerationConfig,
  NUMERIC_CONTROLS,
} from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { type ReadControl, readNumber } from '#src/music/readNumber.ts';
import { completeScale, readScale, scalesOf } from '#src/music/readScale.ts';
import { SCALE_NAMES } from '#src/music/scales.ts';
import { ENGLISH } from '#src/texts/texts.ts';

function toldOf(read: ReadControl<unknown>): string {
  return read.ok ? '' : ENGLISH.put(read.text);
}

describe('numbers', () => {
  test.each(NUMERIC_CONTROLS)('%s takes its edges and nothing beyond', (name) => {
    const { min, max, integer } = CONTROLS[name];
    const step = integer ? 1 : 0.001;
    for (const value of [min, max]) expect(readNumber(name, value)).toEqual({ ok: true, value });
    for (const value of [min - step, max + step, ...(integer ? [min + 0.5] : [])]) {
      const read = readNumber(name, value);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(ENGLISH.put(read.text)).toContain(`from ${min} to ${max}`);
    }
  });

  test.each([
    ['density', 70, 0.7],
    ['brightness', 1.5, 0.015],
    ['density', -1, 0],
    ['bpm', 59, 60],
    ['bpm', 45, 90],
    ['bpm', 210, 200],
    ['bpm', 240, 120],
    ['bpm', 127.5, 128],
    ['guidance', 10, 6],
    ['topK', 0, 1],
    ['seed', 2_147_483_648, 2_147_483_647],
  ] as const)('%s %d: did you mean %d?', (name, typed, meant) => {
    const read = readNumber(name, typed);
    expect(toldOf(read)).toContain(`mean ${meant}?`);
    expect(readNumber(name, meant).ok).toBe(true);
  });
});

describe('scales', () => {
  test.each([
    ['D major / B minor', 'D_MAJOR_B_MINOR'],
    ['d major', 'D_MAJOR_B_MINOR'],
    ['b minor', 'D_MAJOR_B_MINOR'],
    ['Bm', 'D_MAJOR_B_MINOR'],
    ['h-moll', 'D_MAJOR_B_MINOR'],
    ['F# minor', 'A_MAJOR_G_FLAT_MINOR'],
    ['G♭ minor', 'A_MAJOR_G_FLAT_MINOR'],
    ['C sharp major', 'D_FLAT_MAJOR_B_FLAT_MINOR'],
    ['B flat minor', 'D_FLAT_MAJOR_B_FLAT_MINOR'],
    ['Bb major', 'B_FLAT_MAJOR_G_MINOR'],
    ['cb major', 'B_MAJOR_A_FLAT_MINOR'],
    ['a-flat minor', 'B_MAJOR_A_FLAT_MINOR'],
    ['e_flat_major_c_minor', 'E_FLAT_MAJOR_C_MINOR'],
  ] as const)('%s is %s', (typed, value) => {
    expect(readScale(typed)).toEqual({ ok: true, value });
  });

  test('every scale is read by its name and by what people read', () => {
    for (const name of SCALE_NAMES) {
      expect(scalesOf(name)).toEqual([name]);
      expect(scalesOf(ENGLISH.say(`scale.${name}`))).toEqual([name]);
    }
  });

  test('asks back where major and minor both fit, and where nothing does', () => {
    expect(toldOf(readScale('d'))).toContain('D major / B minor or F major / D minor?');
    expect(toldOf(readScale('X mixolydian'))).toContain('list');
    expect(completeScale(ENGLISH, 'd min')[0]?.name).toBe('F major / D minor');
    expect(completeScale(ENGLISH, '')).toHaveLength(12);
    expect(completeScale(ENGLISH, 'zzz')).toHaveLength(12);
  });
});

test('a change changes what it names and nothing else', () => {
  const config: MusicGenerationConfig = { bpm: 120, density: 0.5, muteBass: true };
  expect(applyChanges(config, { bpm: null, density: 0.6 })).toEqual({
    density: 0.6,
    muteBass: true,
  });
  expect(applyChanges(config, {})).toBe(config);
  const value = fc.record(
    {
      bpm: fc.nat(),
      density: fc.double({ min: 0, max: 1, noNaN: true }),
      muteDrums: fc.boolean(),
      seed: fc.nat(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(value, value, (from, to) => {
      expect(applyChanges(from, changesBetween(from, to))).toEqual(to);
    }),
  );
  expect(new Set(CONTROL_NAMES).size).toBe(12);
});
