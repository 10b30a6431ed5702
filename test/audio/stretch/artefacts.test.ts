import { describe, expect, it } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { measureFlutter, type StretchMap } from '#test/support/flutter.ts';
import { drumLoop } from '#test/support/signals/drums.ts';
import { music } from '#test/support/signals/music.ts';
import { chord, noise } from '#test/support/signals/tones.ts';
import { stretched } from './stretched.ts';

const SECONDS = 60;
/** The promise is -40 dB; what is achieved is guarded. */
const ALLOWED_DB = -50;
/** The very last of a crossfade may touch the first of a hit: a hundredth is a tenth of a decibel. */
const INAUDIBLE = 0.01;

describe('stretching by 4 %', () => {
  const pieces = [
    { name: 'music', pcm: music({ seconds: SECONDS }) },
    { name: 'music without drums', pcm: music({ seconds: SECONDS, bpm: 92, drums: false }) },
    { name: 'drums', pcm: drumLoop(SECONDS, 128) },
    { name: 'a major chord', pcm: chord([110, 138.6, 164.8, 220], SECONDS) },
    { name: 'a minor seventh', pcm: chord([130.8, 155.6, 196, 233.1], SECONDS) },
    { name: 'noise', pcm: noise(SECONDS) },
  ];
  const cases = pieces.flatMap((piece) => [0.96, 1.04].map((rate) => ({ ...piece, rate })));

  it.each(cases)('leaves no periodic artefact in $name at rate $rate', ({ pcm, rate }) => {
    const out = stretched(pcm, () => rate);
    for (const flutter of measureFlutter(pcm, out.pcm, out.map)) {
      expect(flutter.db, JSON.stringify(flutter)).toBeLessThan(ALLOWED_DB);
    }
    // 200 to 1,000 ms from splice to splice on average, spread by an eighth of that or more.
    const { mean, deviation } = statistics(out.intervals);
    expect(mean * 20).toBeGreaterThan(200);
    expect(mean * 20).toBeLessThan(1000);
    expect(deviation / mean).toBeGreaterThan(0.125);
  });

  it('would be heard by this measure if it were done blindly', () => {
    const pcm = music({ seconds: SECONDS });
    const { out, map } = spliceBlindly(pcm);
    const strongest = Math.max(...measureFlutter(pcm, out, map).map(({ db }) => db));
    expect(strongest).toBeGreaterThan(-48);
  });
});

describe('drums', () => {
  it.each([
    { bpm: 90, rate: 0.96 },
    { bpm: 128, rate: 1.04 },
    { bpm: 128, rate: 0.96 },
    { bpm: 174, rate: 1.04 },
    { bpm: 174, rate: 0.96 },
  ])('at $bpm bpm and rate $rate: every attack is heard once', ({ bpm, rate }) => {
    const pcm = drumLoop(40, bpm);
    const { map } = stretched(pcm, () => rate);
    const heard = timesHeard(map, pcm.length / 2);
    const hits = halfBeats(40, bpm).filter((pair) => pair + 480 < (map.coming.at(-1) ?? 0));
    expect(hits.length).toBeGreaterThan(100);
    // From its beginning to its body: neither doubled, nor left out, nor faded.
    for (const pair of hits.slice(1)) {
      for (let at = pair; at < pair + 240; at += 24) {
        const off = Math.abs((heard[at] ?? 0) - 1);
        expect(off, `${at - pair} pairs from the hit at ${pair}`).toBeLessThan(INAUDIBLE);
      }
    }
  });
});

function statistics(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** How often each pair of the source is heard: 1, less in a fade, 0 if left out, 2 if repeated. */
function timesHeard(map: StretchMap, pairs: number): Float64Array {
  const heard = new Float64Array(pairs);
  for (const [i, rise] of map.rise.entries()) {
    const leaving = map.leaving[i] ?? 0;
    const coming = map.coming[i] ?? 0;
    heard[leaving] = (heard[leaving] ?? 0) + 1 - rise;
    heard[coming] = (heard[coming] ?? 0) + rise;
  }
  return heard;
}

function halfBeats(seconds: number, bpm: number): number[] {
  const half = (30 * SAMPLE_RATE) / bpm;
  return Array.from({ length: Math.floor((seconds * SAMPLE_RATE) / half) }, (_, i) =>
    Math.round(i * half),
  );
}

/** Leaves out 960 pairs every half second, wherever that is: what stretching must not be. */
function spliceBlindly(pcm: Int16Array): { out: Int16Array; map: StretchMap } {
  const every = 25 * FRAME_PAIRS;
  const jump = FRAME_PAIRS;
  const fade = 480;
  const pairs = pcm.length / 2 - (pcm.length / 2 / every + 1) * jump - every;
  const out = new Int16Array(2 * Math.floor(pairs));
  const leaving = new Int32Array(out.length / 2);
  const coming = new Int32Array(out.length / 2);
  const rises = new Float64Array(out.length / 2);
  for (let i = 0; i < out.length / 2; i += 1) {
    const from = i + Math.floor(i / every) * jump;
    const rise = Math.max(0, Math.min(1, ((i % every) - (every - fade)) / fade));
    leaving[i] = from;
    coming[i] = from + (rise > 0 ? jump : 0);
    rises[i] = rise;
    for (let side = 0; side < 2; side += 1) {
      out[2 * i + side] =
        (1 - rise) * (pcm[2 * from + side] ?? 0) + rise * (pcm[2 * (from + jump) + side] ?? 0);
    }
  }
  return { out, map: { leaving, coming, rise: rises } };
}
