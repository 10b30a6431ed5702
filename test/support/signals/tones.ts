import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { seededNoise } from './random.ts';
import { sketch, toPcm } from './stereo.ts';

export interface Sine {
  readonly hz: number;
  readonly seconds: number;
  /** Peak, 0 to 1. */
  readonly level?: number;
  /** How far the right channel is ahead of the left, in radians. */
  readonly phaseDifference?: number;
}

export function sine({ hz, seconds, level = 0.5, phaseDifference = 0 }: Sine): Int16Array {
  const out = sketch(seconds);
  const step = (2 * Math.PI * hz) / SAMPLE_RATE;
  for (let i = 0; i < out.left.length; i += 1) {
    out.left[i] = level * Math.sin(step * i);
    out.right[i] = level * Math.sin(step * i + phaseDifference);
  }
  return toPcm(out);
}

/** White noise, different in both channels. */
export function noise(seconds: number, level = 0.3, seed = 1): Int16Array {
  const next = seededNoise(seed);
  const out = sketch(seconds);
  for (let i = 0; i < out.left.length; i += 1) {
    out.left[i] = level * next();
    out.right[i] = level * next();
  }
  return toPcm(out);
}

/** A sustained chord: each note with harmonics that fade as 1/n, slightly detuned left and right. */
export function chord(frequenciesHz: readonly number[], seconds: number, level = 0.4): Int16Array {
  const out = sketch(seconds);
  const scale = level / frequenciesHz.length;
  for (const [index, hz] of frequenciesHz.entries()) {
    for (let harmonic = 1; harmonic <= 6; harmonic += 1) {
      const step = (2 * Math.PI * hz * harmonic) / SAMPLE_RATE;
      for (let i = 0; i < out.left.length; i += 1) {
        out.left[i] = (out.left[i] ?? 0) + (scale / harmonic) * Math.sin(step * i * 0.9995 + index);
        out.right[i] = (out.right[i] ?? 0) + (scale / harmonic) * Math.sin(step * i * 1.0005);
      }
    }
  }
  return toPcm(out);
}
