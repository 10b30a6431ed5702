import { Fft } from '#src/audio/Fft.ts';
import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { peak, widthDb } from '#test/support/analysis/levels.ts';
import { toMono } from '#test/support/analysis/mono.ts';
import { hertzOfBin } from '#test/support/analysis/spectrum.ts';
import { integratedLufs, loudnessRangeLu, rangeOfStretchesDb, weightedPowers } from './loudness.ts';
import { longestLineSeconds } from './steadyLine.ts';

const WELCH_SIZE = 4096;
const LOWEST_HZ = 20;
const HIGHEST_HZ = 16_000;
const STRETCH_SECONDS = 15;
/** Below this the loudspeaker of a phone gives next to nothing. */
const PHONE_HZ = 300;
/** The two sections of a Butterworth filter of the fourth order. */
const BUTTERWORTH_QUALITIES = [0.541_196_1, 1.306_563] as const;
const FULL_SCALE = 32_767;

/** What a recording measures. */
export interface SoundFigures {
  readonly integratedLufs: number;
  readonly peakDbfs: number;
  readonly clippedSamples: number;
  /** Share of the power between 20 Hz and 16 kHz that lies below 250 Hz. */
  readonly lowPercent: number;
  /** 2 to 6 kHz, and 6 to 16 kHz, relative to all between 20 Hz and 16 kHz. */
  readonly presenceDb: number;
  readonly airDb: number;
  readonly sideToMidDb: number;
  /** What is lost when both sides are added up. */
  readonly monoLossLu: number;
  /** Loudness through the loudspeaker of a phone, relative to the whole. */
  readonly phoneLu: number;
  readonly loudnessRangeLu: number;
  /** Between the softest and the loudest 15 s. */
  readonly stretchRangeDb: number;
  /** For how long a single line above 5 kHz stands out. */
  readonly steadyLineSeconds: number;
}

export function figuresOf(pcm: Int16Array): SoundFigures {
  const powers = weightedPowers(pcm);
  const integrated = integratedLufs(powers);
  const spectrum = stereoSpectrum(pcm);
  const all = powerBetween(spectrum, LOWEST_HZ, HIGHEST_HZ);
  const share = (from: number, to: number): number => powerBetween(spectrum, from, to) / all;
  const mono = toMono(pcm);
  return {
    integratedLufs: integrated,
    peakDbfs: 20 * Math.log10(peak(pcm) / FULL_SCALE),
    clippedSamples: pcm.reduce((sum, value) => sum + (Math.abs(value) >= FULL_SCALE ? 1 : 0), 0),
    lowPercent: 100 * share(LOWEST_HZ, 250),
    presenceDb: 10 * Math.log10(share(2_000, 6_000)),
    airDb: 10 * Math.log10(share(6_000, HIGHEST_HZ)),
    sideToMidDb: widthDb(pcm),
    monoLossLu: integrated - loudnessOf(mono),
    phoneLu: loudnessOf(highPassed(mono)) - integrated,
    loudnessRangeLu: loudnessRangeLu(powers),
    stretchRangeDb: rangeOfStretchesDb(powers, STRETCH_SECONDS),
    steadyLineSeconds: longestLineSeconds(mono),
  };
}

/** Mean power in each bin, of both sides together. */
function stereoSpectrum(pcm: Int16Array): Float64Array {
  const fft = new Fft(WELCH_SIZE);
  const re = new Float64Array(WELCH_SIZE);
  const im = new Float64Array(WELCH_SIZE);
  const sum = new Float64Array(WELCH_SIZE / 2);
  for (let at = 0; at + 2 * WELCH_SIZE <= pcm.length; at += WELCH_SIZE) {
    for (let side = 0; side < 2; side += 1) {
      for (let i = 0; i < WELCH_SIZE; i += 1) {
        const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WELCH_SIZE);
        re[i] = window * (pcm[at + 2 * i + side] ?? 0);
      }
      im.fill(0);
      fft.forward(re, im);
      for (let bin = 0; bin < sum.length; bin += 1) {
        sum[bin] = (sum[bin] ?? 0) + (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
      }
    }
  }
  return sum;
}

function powerBetween(spectrum: Float64Array, lowHz: number, highHz: number): number {
  let sum = 1e-9;
  spectrum.forEach((power, bin) => {
    const hertz = hertzOfBin(bin, WELCH_SIZE);
    if (hertz >= lowHz && hertz < highHz) sum += power;
  });
  return sum;
}

/** Of a mono signal (-1 to 1) from two loudspeakers. */
function loudnessOf(mono: Float64Array): number {
  const pcm = new Int16Array(2 * mono.length);
  mono.forEach((value, i) => {
    pcm[2 * i] = Math.round(FULL_SCALE * value);
    pcm[2 * i + 1] = pcm[2 * i] ?? 0;
  });
  return integratedLufs(weightedPowers(pcm));
}

/** Fourth order, Butterworth: the two sections as the Audio EQ Cookbook has them. */
function highPassed(mono: Float64Array): Float64Array {
  const turn = (2 * Math.PI * PHONE_HZ) / SAMPLE_RATE;
  return BUTTERWORTH_QUALITIES.reduce((samples, quality) => {
    const alpha = Math.sin(turn) / (2 * quality);
    const scale = 1 / (1 + alpha);
    const b0 = ((1 + Math.cos(turn)) / 2) * scale;
    const a1 = -2 * Math.cos(turn) * scale;
    const a2 = (1 - alpha) * scale;
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    return samples.map((x) => {
      const y = b0 * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
      [x1, x2, y1, y2] = [x, x1, y, y1];
      return y;
    });
  }, mono);
}
