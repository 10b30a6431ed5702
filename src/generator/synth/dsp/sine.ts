/** One period of a sine, and one value more for the interpolation. */
export const SINE_SIZE = 4096;
export const SINE_MASK = SINE_SIZE - 1;

export const SINE = Float32Array.from({ length: SINE_SIZE + 1 }, (_, i) =>
  Math.sin((2 * Math.PI * i) / SINE_SIZE),
);
