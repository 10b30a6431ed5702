import { SAMPLE_RATE } from '#src/audio/frame.ts';
/** Two channels of floating-point samples under construction; full scale is 1. */
export interface StereoSketch {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export function sketch(seconds: number): StereoSketch {
  const pairs = Math.round(seconds * SAMPLE_RATE);
  return { left: new Float64Array(pairs), right: new Float64Array(pairs) };
}

/** Rounds to 16 bit and interleaves; what exceeds full scale is clipped. */
export function toPcm({ left, right }: StereoSketch): Int16Array {
  const pcm = new Int16Array(left.length * 2);
  for (let i = 0; i < left.length; i += 1) {
    pcm[2 * i] = toSample(left[i] ?? 0);
    pcm[2 * i + 1] = toSample(right[i] ?? 0);
  }
  return pcm;
}

function toSample(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)));
}

/** One channel as numbers between -1 and 1. */
export function channel(pcm: Int16Array, which: 'left' | 'right'): Float64Array {
  const offset = which === 'left' ? 0 : 1;
  return Float64Array.from(
    { length: pcm.length / 2 },
    (_, i) => (pcm[2 * i + offset] ?? 0) / 32_767,
  );
}
