import { describe, expect, it } from 'vitest';
import { clicksIn } from '#test/support/clicks.ts';
import { drumLoop } from '#test/support/signals/drums.ts';
import { materials } from '#test/support/signals/materials.ts';
import { music } from '#test/support/signals/music.ts';
import { seededRandom } from '#test/support/signals/random.ts';
import { chord, noise, sine } from '#test/support/signals/tones.ts';

/** A click is told to the millisecond; one on the border of two may be told as either. */
const NEAR_PAIRS = 96;

describe('clean material', () => {
  it.each(materials)('gives no alarm: $name', ({ make }) => {
    expect(clicksIn(make(40))).toEqual([]);
  });

  const fast = [70, 95, 128, 174].flatMap((bpm) => [1, 2].map((seed) => ({ bpm, seed })));
  it.each(fast)('gives no alarm: music at $bpm bpm, seed $seed', ({ bpm, seed }) => {
    expect(clicksIn(music({ seconds: 30, bpm, seed }))).toEqual([]);
    expect(clicksIn(drumLoop(30, bpm, seed))).toEqual([]);
  });

  it('gives no alarm in a saw-tooth bass, whose edges are its own', () => {
    const pcm = new Int16Array(2 * 48_000 * 4);
    for (let i = 0; i < pcm.length; i += 1) {
      const turn = (Math.floor(i / 2) * 42) / 48_000;
      const fadeIn = Math.min(1, i / 48_000);
      pcm[i] = 12_000 * fadeIn * (2 * (turn - Math.floor(turn)) - 1);
    }
    expect(clicksIn(pcm)).toEqual([]);
  });
});

describe('splices without a crossfade', () => {
  const tonal = [
    { name: 'a low tone', pcm: sine({ hz: 55.3, seconds: 30 }) },
    { name: 'a tone', pcm: sine({ hz: 1003, seconds: 30 }) },
    { name: 'a high tone', pcm: sine({ hz: 7919, seconds: 30, phaseDifference: 2 }) },
    { name: 'a chord', pcm: chord([110, 138.6, 164.8, 220], 30) },
    { name: 'music without drums', pcm: music({ seconds: 30, drums: false }) },
  ];
  it.each(tonal)('are found in $name', ({ pcm }) => {
    const { spliced, at } = spliceAnywhere(pcm);
    expect(found(spliced, at)).toBeGreaterThanOrEqual(0.94);
  });

  it('are found in music with drums where no hit covers them up', () => {
    const { spliced, at } = spliceAnywhere(music({ seconds: 60 }));
    expect(found(spliced, at)).toBeGreaterThanOrEqual(0.35);
  });

  it('are found where a frame was lost', () => {
    const pcm = music({ seconds: 10, drums: false });
    const lost = new Int16Array(pcm.length);
    lost.set(pcm.subarray(0, 2 * 100_000));
    lost.set(pcm.subarray(2 * 100_960), 2 * 100_000);
    expect(found(lost, [100_000])).toBe(1);
  });

  it('are found where a frame went silent', () => {
    const pcm = chord([110, 164.8], 5);
    pcm.fill(0, 2 * 96_000, 2 * 96_960);
    expect(clicksIn(pcm).length).toBeGreaterThan(0);
  });
});

// In drums a hit may cover one up.
describe('single wrong samples', () => {
  const cases = [
    { name: 'noise', pcm: noise(20, 0.15), size: 24_000 },
    { name: 'a tone', pcm: sine({ hz: 440, seconds: 20, level: 0.4 }), size: 400 },
    { name: 'music without drums', pcm: music({ seconds: 20, drums: false }), size: 1500 },
    { name: 'drums', pcm: drumLoop(20, 96), size: 30_000 },
  ];
  it.each(cases)('are found in $name', ({ pcm, size }) => {
    const random = seededRandom(3);
    const at: number[] = [];
    for (let pair = 20_000; pair < pcm.length / 2 - 20_000; pair += 24_000) {
      const where = pair + Math.floor(random() * 8000);
      at.push(where);
      const step = (pcm[2 * where] ?? 0) > 0 ? -size : size;
      for (const side of [0, 1]) {
        const moved = (pcm[2 * where + side] ?? 0) + step;
        pcm[2 * where + side] = Math.max(-32_768, Math.min(32_767, moved));
      }
    }
    expect(found(pcm, at)).toBeGreaterThanOrEqual(0.85);
  });

  it('are told to the millisecond', () => {
    const pcm = sine({ hz: 220, seconds: 2 });
    pcm[2 * 50_000] = 20_000;
    const [at] = clicksIn(pcm);
    expect(Math.abs((at ?? 0) - 50_000)).toBeLessThan(NEAR_PAIRS);
  });
});

/** Puts half-second pieces from anywhere behind one another. */
function spliceAnywhere(pcm: Int16Array): { spliced: Int16Array; at: number[] } {
  const random = seededRandom(5);
  const piece = 24_000;
  const pieces = Math.floor(pcm.length / 2 / piece);
  const spliced = new Int16Array(2 * pieces * piece);
  for (let i = 0; i < pieces; i += 1) {
    const from = Math.floor(random() * (pcm.length / 2 - piece));
    spliced.set(pcm.subarray(2 * from, 2 * (from + piece)), 2 * i * piece);
  }
  return { spliced, at: Array.from({ length: pieces - 1 }, (_, i) => (i + 1) * piece) };
}

/** The share of places at which a click is found. Fails on a click anywhere else. */
function found(pcm: Int16Array, at: readonly number[]): number {
  const clicks = clicksIn(pcm);
  const isNear = (a: number) => (b: number) => Math.abs(a - b) <= NEAR_PAIRS;
  expect(clicks.filter((click) => !at.some(isNear(click)))).toEqual([]);
  return at.filter((place) => clicks.some(isNear(place))).length / at.length;
}
