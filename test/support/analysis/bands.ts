import { hertzOfBin, meanSpectrum } from './spectrum.ts';

const SIZE = 4096;

/** Power between two frequencies, in dB (of full scale, roughly): for comparing recordings. */
export function bandDb(pcm: Int16Array, lowHz: number, highHz: number): number {
  const spectrum = meanSpectrum(pcm, SIZE);
  let sum = 1e-12;
  spectrum.forEach((power, bin) => {
    const hertz = hertzOfBin(bin, SIZE);
    if (hertz >= lowHz && hertz < highHz) sum += power;
  });
  return 10 * Math.log10(sum);
}

/** Centre of gravity of the magnitude spectrum, mean over time, in Hz: how bright it sounds. */
export function spectralCentroid(pcm: Int16Array): number {
  const spectrum = meanSpectrum(pcm, SIZE);
  let weighted = 0;
  let total = 0;
  spectrum.forEach((power, bin) => {
    const magnitude = Math.sqrt(power);
    weighted += magnitude * hertzOfBin(bin, SIZE);
    total += magnitude;
  });
  return weighted / total;
}
