import { SAMPLE_RATE } from './control.ts';

/** Coefficients of a second-order filter, normalised: b0, b1, b2, a1, a2. */
export type Biquad = Float64Array;

/** How steep shelves are: as steep as they get without a bump. */
const SHELF_SLOPE = Math.SQRT1_2;

/** After the Audio EQ Cookbook of Robert Bristow-Johnson. */
function shape(out: Biquad, b: readonly [number, number, number], a: readonly number[]): Biquad {
  const [a0 = 1, a1 = 0, a2 = 0] = a;
  out[0] = b[0] / a0;
  out[1] = b[1] / a0;
  out[2] = b[2] / a0;
  out[3] = a1 / a0;
  out[4] = a2 / a0;
  return out;
}

export function newBiquad(): Biquad {
  return Float64Array.of(1, 0, 0, 0, 0);
}

export function highPass(hertz: number, quality = Math.SQRT1_2, out = newBiquad()): Biquad {
  const { cos, alpha } = turnOf(hertz, quality);
  const b = (1 + cos) / 2;
  return shape(out, [b, -2 * b, b], [1 + alpha, -2 * cos, 1 - alpha]);
}

export function lowPass(hertz: number, quality = Math.SQRT1_2, out = newBiquad()): Biquad {
  const { cos, alpha } = turnOf(hertz, quality);
  const b = (1 - cos) / 2;
  return shape(out, [b, 2 * b, b], [1 + alpha, -2 * cos, 1 - alpha]);
}

/** A bell. */
export function peaking(hertz: number, quality: number, db: number, out = newBiquad()): Biquad {
  const { cos, alpha } = turnOf(hertz, quality);
  const a = 10 ** (db / 40);
  return shape(
    out,
    [1 + alpha * a, -2 * cos, 1 - alpha * a],
    [1 + alpha / a, -2 * cos, 1 - alpha / a],
  );
}

export function lowShelf(hertz: number, db: number, out = newBiquad()): Biquad {
  return shelf(hertz, db, 1, out);
}

export function highShelf(hertz: number, db: number, out = newBiquad()): Biquad {
  return shelf(hertz, db, -1, out);
}

/** @param side 1: below `hertz`; -1: above. */
function shelf(hertz: number, db: number, side: 1 | -1, out: Biquad): Biquad {
  const { cos, alpha } = turnOf(hertz, SHELF_SLOPE);
  const a = 10 ** (db / 40);
  const root = 2 * Math.sqrt(a) * alpha;
  const up = a + 1;
  const down = side * (a - 1);
  return shape(
    out,
    [a * (up - down * cos + root), 2 * a * (down - up * cos), a * (up - down * cos - root)],
    [up + down * cos + root, -2 * (down + up * cos), up + down * cos - root],
  );
}

function turnOf(hertz: number, quality: number): { cos: number; alpha: number } {
  const turn = (2 * Math.PI * hertz) / SAMPLE_RATE;
  return { cos: Math.cos(turn), alpha: Math.sin(turn) / (2 * quality) };
}
