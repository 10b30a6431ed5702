const FULL_SCALE = 32_768;

/** Root mean square of all samples, in dB relative to full scale. */
export function rmsDb(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return 10 * Math.log10(sum / pcm.length / FULL_SCALE ** 2);
}

/** Largest sample, 0 to 32,768. */
export function peak(pcm: Int16Array): number {
  let largest = 0;
  for (const sample of pcm) largest = Math.max(largest, Math.abs(sample));
  return largest;
}

/** How much the sides differ: power of the difference relative to that of the sum, in dB. */
export function widthDb(pcm: Int16Array): number {
  let middle = 1e-9;
  let side = 1e-9;
  for (let i = 0; i < pcm.length; i += 2) {
    middle += ((pcm[i] ?? 0) + (pcm[i + 1] ?? 0)) ** 2;
    side += ((pcm[i] ?? 0) - (pcm[i + 1] ?? 0)) ** 2;
  }
  return 10 * Math.log10(side / middle);
}
