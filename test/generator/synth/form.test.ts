import { describe, expect, test } from 'vitest';
import { FORMS, type Form } from '#src/generator/synth/catalogue/forms.ts';
import { loudnessAt, meanLevelDb, placeAt } from '#src/generator/synth/music/form.ts';
import { rmsDb } from '#test/support/analysis/levels.ts';
import { listen } from '#test/support/synth.ts';

const forms: readonly (readonly [string, Form])[] = Object.entries(FORMS);

describe.each(forms)('the form %s', (_name, form) => {
  const places = Array.from({ length: 2 * form.cycle.length + 1 }, (_, n) => placeAt(form, 7, n));

  test('opens with a section that is not quiet', () => {
    expect(Math.min(...form.opening.loudness)).toBeGreaterThanOrEqual(0.7);
    expect(form.opening.bars).toBeLessThanOrEqual(8);
  });

  test('has sections of both kinds, and no quiet one of more than 8 bars', () => {
    const loudest = places.map(({ section }) => Math.max(...section.loudness));
    expect(Math.max(...loudest)).toBe(1);
    expect(Math.min(...loudest)).toBeLessThan(0.3);
    for (const { section } of places) {
      if (Math.max(...section.loudness) < 0.3) expect(section.bars).toBeLessThanOrEqual(8);
    }
  });

  test('brings a theme back within one time round, and has others in the next', () => {
    const themes = places.slice(1).map(({ theme }) => theme);
    const first = themes.slice(0, form.cycle.length);
    const second = themes.slice(form.cycle.length);
    expect(new Set(first).size).toBeLessThan(first.length);
    expect(second.filter((theme) => first.includes(theme))).toEqual([]);
  });

  test('is as loud as any other, taken as a whole', () => {
    const dynamics = 8;
    const mean = meanLevelDb(form, dynamics);
    const levels = places
      .slice(1)
      .flatMap(({ section }) =>
        Array.from(
          { length: section.bars },
          (_, bar) => 10 ** (((loudnessAt(section, bar) - 1) * dynamics - mean) / 10),
        ),
      );
    const all = levels.reduce((sum, power) => sum + power, 0) / levels.length;
    expect(Math.abs(10 * Math.log10(all))).toBeLessThan(0.5);
  });

  test('never lets everybody rest', () => {
    for (const { section } of places) {
      const { drums, bass, chords, lead, arp, pad } = section;
      expect(chords + lead + pad).toBeGreaterThan(1);
      expect(drums + bass + arp).toBeGreaterThan(0);
    }
  });
});

test('a section goes evenly from its first loudness to its last', () => {
  const section = { ...FORMS.club.opening, bars: 5, loudness: [0.2, 1] as const };
  const loudness = [0, 1, 2, 4, 5].map((bar) => loudnessAt(section, bar));
  expect(loudness.map((value) => Math.round(10 * value))).toEqual([2, 4, 6, 10, 10]);
});

test('a quiet section is heard as one', () => {
  // At 200 bpm the opening ends after 9.6 s, the first chorus after 19.2 s; verse and bridge follow.
  const seconds = Array.from({ length: 52 }, (_, n) => n);
  const pcm = listen('Punk', { bpm: 200 }, seconds.length, 1);
  const levels = seconds.map((second) =>
    rmsDb(pcm.subarray(96_000 * second, 96_000 * (second + 1))),
  );
  const mean = (from: number, to: number): number =>
    levels.slice(from, to).reduce((sum, level) => sum + level, 0) / (to - from);
  expect(mean(12, 18)).toBeGreaterThan(mean(45, 51) + 4);
});
