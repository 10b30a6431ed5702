import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';

export { FRAME_PAIRS, SAMPLE_RATE };

/**
 * Envelopes, filters and gains are reckoned anew every 32 samples (0.67 ms) and run in straight
 * lines in between: finer than any attack the ear can tell, and cheap.
 */
export const SLICE = 32;

/** The share by which a value has moved towards its target after one slice. */
export function approachPerSlice(seconds: number): number {
  return 1 - Math.exp(-SLICE / (Math.max(seconds, 1e-4) * SAMPLE_RATE));
}

export function hertzOfMidi(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

export function midiOfHertz(hertz: number): number {
  return 69 + 12 * Math.log2(hertz / 440);
}

export function clamp(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value;
}
