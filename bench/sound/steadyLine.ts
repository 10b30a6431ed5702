import { Fft } from '#src/audio/Fft.ts';
import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { hertzOfBin } from '#test/support/analysis/spectrum.ts';

const SIZE = 2048;
/** Spectra are averaged over half a second: a whistle that comes with every beat is steady, too. */
const LOOK_SECONDS = 0.5;
const LOWEST_HZ = 5_000;
const HIGHEST_HZ = 16_000;
/** A bin stands out by this over the median of those around it. */
const STANDS_OUT = 10 ** (12 / 10);
const NEIGHBOURS = 12;
/** Fainter than this nobody hears it whistle: 75 dB below a full-scale tone. */
const FAINT_POWER = (SIZE / 4) ** 2 * 10 ** (-75 / 10);

/** The longest time for which one and the same bin above 5 kHz stays 12 dB over its neighbours. */
export function longestLineSeconds(mono: Float64Array): number {
  const runs = new Float64Array(SIZE / 2);
  let longest = 0;
  for (const power of looks(mono)) {
    for (let bin = 0; bin < runs.length; bin += 1) {
      const hertz = hertzOfBin(bin, SIZE);
      if (hertz < LOWEST_HZ || hertz > HIGHEST_HZ) continue;
      runs[bin] = standsOut(power, bin) ? (runs[bin] ?? 0) + LOOK_SECONDS : 0;
      longest = Math.max(longest, runs[bin] ?? 0);
    }
  }
  return longest;
}

function standsOut(power: Float64Array, bin: number): boolean {
  const here = power[bin] ?? 0;
  if (here < FAINT_POWER) return false;
  const around = power.subarray(bin - NEIGHBOURS, bin + NEIGHBOURS + 1).toSorted();
  return here > STANDS_OUT * (around[NEIGHBOURS] ?? 0);
}

function* looks(mono: Float64Array): Generator<Float64Array> {
  const fft = new Fft(SIZE);
  const span = LOOK_SECONDS * SAMPLE_RATE;
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  const power = new Float64Array(SIZE / 2);
  for (let from = 0; from + span + SIZE <= mono.length; from += span) {
    power.fill(0);
    let count = 0;
    for (let at = from; at < from + span; at += SIZE / 2) {
      for (let i = 0; i < SIZE; i += 1) {
        re[i] = (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE)) * (mono[at + i] ?? 0);
      }
      im.fill(0);
      fft.forward(re, im);
      count += 1;
      for (let bin = 0; bin < power.length; bin += 1) {
        power[bin] = (power[bin] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
      }
    }
    for (let bin = 0; bin < power.length; bin += 1) power[bin] = (power[bin] ?? 0) / count;
    yield power;
  }
}
