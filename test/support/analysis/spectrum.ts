import { Fft } from '#src/audio/Fft.ts';
import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { toMono } from './mono.ts';

const FFTS = new Map<number, Fft>();

function fftOf(size: number): Fft {
  const fft = FFTS.get(size) ?? new Fft(size);
  FFTS.set(size, fft);
  return fft;
}

/** Frequency of a bin. */
export function hertzOfBin(bin: number, size: number): number {
  return (bin * SAMPLE_RATE) / size;
}

/**
 * Power in each bin up to half the sampling rate, of one Hann-weighted window after another.
 * The array is used again for the next window.
 */
export function* powerSpectra(
  pcm: Int16Array,
  size: number,
  hop = size / 2,
): Generator<Float64Array> {
  const mono = toMono(pcm);
  const fft = fftOf(size);
  const window = Float64Array.from(
    { length: size },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
  );
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const power = new Float64Array(size / 2);
  for (let at = 0; at + size <= mono.length; at += hop) {
    for (let i = 0; i < size; i += 1) re[i] = (mono[at + i] ?? 0) * (window[i] ?? 0);
    im.fill(0);
    fft.forward(re, im);
    for (let bin = 0; bin < power.length; bin += 1) {
      power[bin] = ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2) / size;
    }
    yield power;
  }
}

/** Mean power in each bin over the whole recording. */
export function meanSpectrum(pcm: Int16Array, size = 4096): Float64Array {
  const mean = new Float64Array(size / 2);
  let count = 0;
  for (const power of powerSpectra(pcm, size)) {
    for (let bin = 0; bin < mean.length; bin += 1) mean[bin] = (mean[bin] ?? 0) + (power[bin] ?? 0);
    count += 1;
  }
  return mean.map((sum) => sum / Math.max(1, count));
}
