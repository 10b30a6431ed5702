const FULL_SCALE = 32_768;
const FRAME_SAMPLES = 960 * 2;

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

/** Mean of all samples, in sample steps. */
export function dcOffset(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample;
  return sum / pcm.length;
}

/** Frames of 20 ms in which both sides are digital zero throughout. */
export function silentFrames(pcm: Int16Array): number {
  let silent = 0;
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    if (pcm.subarray(at, at + FRAME_SAMPLES).every((sample) => sample === 0)) silent += 1;
  }
  return silent;
}

/** The longest stretch, in ms, in which no sample exceeds `limit` (sample steps). */
export function longestSilenceMs(pcm: Int16Array, limit = 0): number {
  let run = 0;
  let longest = 0;
  for (let i = 0; i < pcm.length; i += 2) {
    const isSilent = Math.abs(pcm[i] ?? 0) <= limit && Math.abs(pcm[i + 1] ?? 0) <= limit;
    run = isSilent ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest / 48;
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
