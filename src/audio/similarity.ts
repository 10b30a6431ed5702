/**
 * How alike two stretches of sound are, from -1 (opposite) over 0 (unrelated) to 1 (the same).
 *
 * The measure is `2 xy / (xx + yy)`, not the usual correlation coefficient: it is 1 minus the
 * energy of the difference over the energy of both, so it also falls when only the levels differ,
 * and that is what is heard where one stretch is faded into the other.
 */
export function similarityOf(xy: number, xx: number, yy: number): number {
  const energy = xx + yy;
  return energy > 0 ? (2 * xy) / energy : 1;
}

/** Sum of products of a stretch of one signal with a stretch of another (or the same). */
export function dotProduct(
  x: Float32Array,
  xStart: number,
  y: Float32Array,
  yStart: number,
  length: number,
): number {
  // Four sums side by side, since a single one waits for itself: twice as fast.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (const last = length - 3; i < last; i += 4) {
    const xi = xStart + i;
    const yi = yStart + i;
    a += (x[xi] ?? 0) * (y[yi] ?? 0);
    b += (x[xi + 1] ?? 0) * (y[yi + 1] ?? 0);
    c += (x[xi + 2] ?? 0) * (y[yi + 2] ?? 0);
    d += (x[xi + 3] ?? 0) * (y[yi + 3] ?? 0);
  }
  for (; i < length; i += 1) a += (x[xStart + i] ?? 0) * (y[yStart + i] ?? 0);
  return a + b + c + d;
}

/** The energy of a signal up to each of its values: that of any stretch is a difference of two. */
export function energySums(x: Float32Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(x.length + 1);
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0;
    sum += value * value;
    sums[i + 1] = sum;
  }
  return sums;
}

/** Energy of a stretch, from `energySums`. */
export function energyOf(sums: Float64Array, start: number, length: number): number {
  return (sums[start + length] ?? 0) - (sums[start] ?? 0);
}

/**
 * Similarity of two stretches of interleaved stereo PCM, both channels counted, so that one lag
 * serves both and their phases stay together.
 *
 * @param stride Looks at every `stride`-th pair only.
 */
export function stereoSimilarity(
  x: Int16Array,
  xPair: number,
  y: Int16Array,
  yPair: number,
  pairs: number,
  stride: number,
): number {
  let xy = 0;
  let xx = 0;
  let yy = 0;
  const end = 2 * pairs;
  const step = 2 * stride;
  const xStart = 2 * xPair;
  const yStart = 2 * yPair;
  for (let i = 0; i < end; i += step) {
    const xl = x[xStart + i] ?? 0;
    const xr = x[xStart + i + 1] ?? 0;
    const yl = y[yStart + i] ?? 0;
    const yr = y[yStart + i + 1] ?? 0;
    xy += xl * yl + xr * yr;
    xx += xl * xl + xr * xr;
    yy += yl * yl + yr * yr;
  }
  return similarityOf(xy, xx, yy);
}
