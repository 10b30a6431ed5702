const CHANNELS = 2;
/** So much to either side of the corner is compared: half a millisecond, in which fades hardly move. */
const AROUND = 24 * CHANNELS;
/** Rounding of both sides and of the mix, and gains that move within the passage. */
const ROUNDING = 5;
const GLIDE = 0.006;
/** Both are faded, or matched in level: music that settles by 8 dB at most. */
const MOST_GAIN = 2.5;
/** So close around a corner is its shape, and so much of its power is to be theirs. */
const CORNER = 25 * CHANNELS;
const CORNER_SHARE = 0.96;
/** How often either side is found anew beside the other. */
const TURNS = 4;
/** So much of a second side is to be its own: both may come from one recording, moments apart. */
const LEAST_OWN = 0.01;
/** Places worth a closer look, by how alike every fourth sample is. */
const ROUGH_STEP = 4 * CHANNELS;

/**
 * Whether a passage is the mix of two stretches of what was delivered, each with a gain of its own:
 * then the corner at index `at`, so sharp, is one of theirs, and no seam is in the passage. The
 * stretch most like the passage is taken for one side; it may lie a little off its place, drawn there
 * by the other side, so each is then found anew beside the other. A corner that is the softer side's
 * is found by itself as well. Where one fades into the other within the passage, each is found by
 * what is heard of it alone, before the fade or after it.
 */
export function isMixOf(
  streams: readonly Int16Array[],
  passage: Int16Array,
  at: number,
  sharpness: number,
): boolean {
  const from = Math.max(0, at - (at % CHANNELS) - AROUND);
  const part = passage.subarray(from, from + 2 * AROUND);
  const corner = { at: at - from, least: sharpness / MOST_GAIN };
  const areBoth = (some: readonly Place[], others: readonly Place[]): boolean =>
    some.some((one) => {
      const first = stretchAt(one, from, part.length);
      return others.some((other) => {
        const second = stretchAt(other, from, part.length);
        return isSum(part, first, second) || haveCorner(part, first, second);
      });
    });
  const third = Math.floor(passage.length / (3 * CHANNELS)) * CHANNELS;
  const before = placesLike(streams, passage, { end: third });
  const after = placesLike(streams, passage, { first: passage.length - third });
  if (areBoth(before, after)) return true;
  let sides = placesLike(streams, passage);
  const isOthers = sides.some((place) => {
    const louder = stretchAt(place, from, part.length);
    if (bendAt(louder, corner.at) >= corner.least) return false;
    return streams.some((stream) => holdsOther(stream, part, louder, corner));
  });
  if (isOthers) return true;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [side] = sides;
    if (side === undefined) return false;
    const beside = stretchAt(side, 0, passage.length);
    const others = placesLike(streams, passage, { beside });
    if (areBoth(sides, others)) return true;
    sides = others;
  }
  return false;
}

interface Place {
  readonly stream: Int16Array;
  readonly start: number;
}

function stretchAt({ stream, start }: Place, skip: number, length: number): Int16Array {
  return stream.subarray(start + skip, start + skip + length);
}

/** Whether somewhere in a stream is a corner that, added to `louder`, makes `part`. */
function holdsOther(
  stream: Int16Array,
  part: Int16Array,
  louder: Int16Array,
  corner: { readonly at: number; readonly least: number },
): boolean {
  for (let start = 0; start + part.length <= stream.length; start += CHANNELS) {
    if (bendAt(stream, start + corner.at) < corner.least) continue;
    if (isSum(part, louder, stream.subarray(start, start + part.length))) return true;
  }
  return false;
}

/**
 * The place most like a passage, by every fourth pair, and its neighbours: it may be one off.
 *
 * @param by the part of the passage from sample `first` to `end` is gone by; all of it, if not given.
 *   With `beside`, one side that is known already, the place that together with it is most like it.
 */
function placesLike(
  streams: readonly Int16Array[],
  passage: Int16Array,
  by: { readonly first?: number; readonly end?: number; readonly beside?: Int16Array } = {},
): readonly Place[] {
  const { first = 0, end = passage.length, beside } = by;
  const known = sampled(beside ?? new Int16Array(), first, beside === undefined ? first : end);
  const rest = sampled(passage, first, end);
  const aa = Math.max(1, dot(known, known));
  // What the known side explains is taken off before, so that none of it is found again.
  const share = dot(known, rest) / aa;
  known.forEach((a, k) => {
    rest[k] = (rest[k] ?? 0) - share * a;
  });
  let best: Place | undefined;
  let highest = 0;
  for (const stream of streams) {
    for (let start = 0; start + passage.length <= stream.length; start += CHANNELS) {
      let xy = 0;
      let yy = 1;
      for (let k = 0, i = start + first; k < rest.length; k += 1, i += ROUGH_STEP) {
        const y = stream[i] ?? 0;
        xy += (rest[k] ?? 0) * y;
        yy += y * y;
      }
      if (xy <= 0 || (xy * xy) / yy <= highest * LEAST_OWN) continue;
      let ay = 0;
      for (let k = 0, i = start + first; k < known.length; k += 1, i += ROUGH_STEP) {
        ay += (known[k] ?? 0) * (stream[i] ?? 0);
      }
      // Of this stretch, what the known side is not: next to nothing where both are the same.
      const own = yy - (ay * ay) / aa;
      const alike = own < LEAST_OWN * yy ? 0 : (xy * xy) / own;
      if (alike > highest) {
        highest = alike;
        best = { stream, start };
      }
    }
  }
  if (best === undefined) return [];
  const { stream, start } = best;
  return [start, start - CHANNELS, start + CHANNELS]
    .filter((near) => near >= 0 && near + passage.length <= stream.length)
    .map((near) => ({ stream, start: near }));
}

/** Every fourth pair's left sample, from one sample to another. */
function sampled(pcm: Int16Array, first: number, end: number): Float64Array {
  const all = new Float64Array(Math.ceil((end - first) / ROUGH_STEP));
  return all.map((_, k) => pcm[first + k * ROUGH_STEP] ?? 0);
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, a, k) => sum + a * (other[k] ?? 0), 0);
}

function bendAt(pcm: Int16Array, i: number): number {
  return Math.abs(turnAt(pcm, i));
}

/** The second difference within a channel: large where the wave has a corner. */
function turnAt(pcm: Int16Array, i: number): number {
  return (pcm[i - CHANNELS] ?? 0) - 2 * (pcm[i] ?? 0) + (pcm[i + CHANNELS] ?? 0);
}

/**
 * Whether the corner in the middle of a passage is that of `a` and `b` together, where something else
 * is heard besides: a loop that is faded has seams of its own. Their shapes, with the gains that suit
 * best, leave next to nothing of it.
 */
function haveCorner(sum: Int16Array, a: Int16Array, b: Int16Array): boolean {
  const [first, end] = [(sum.length - CORNER) / 2, (sum.length + CORNER) / 2];
  const products = { aa: 0, bb: 0, ab: 0, as: 0, bs: 0 };
  let all = 0;
  for (let i = first; i < end; i += 1) {
    const [x, y, z] = [turnAt(a, i), turnAt(b, i), turnAt(sum, i)];
    products.aa += x * x;
    products.bb += y * y;
    products.ab += x * y;
    products.as += x * z;
    products.bs += y * z;
    all += z * z;
  }
  const gains = gainsOf(products);
  if (gains === undefined) return false;
  return gains.a * products.as + gains.b * products.bs >= CORNER_SHARE * all;
}

/** The gains with which `a` and `b` come nearest to their sum; undefined where none is possible. */
function gainsOf(products: {
  readonly aa: number;
  readonly bb: number;
  readonly ab: number;
  readonly as: number;
  readonly bs: number;
}): { readonly a: number; readonly b: number } | undefined {
  const { aa, bb, ab, as, bs } = products;
  const determinant = aa * bb - ab * ab;
  if (determinant <= 0) return undefined;
  const a = (as * bb - bs * ab) / determinant;
  const b = (bs * aa - as * ab) / determinant;
  return Math.min(a, b) < 0 || Math.max(a, b) > MOST_GAIN ? undefined : { a, b };
}

/** Whether `sum` is `a` and `b` with the gains that suit best, but for rounding. */
function isSum(sum: Int16Array, a: Int16Array, b: Int16Array): boolean {
  let aa = 0;
  let bb = 0;
  let ab = 0;
  let as = 0;
  let bs = 0;
  for (let i = 0; i < sum.length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    const z = sum[i] ?? 0;
    aa += x * x;
    bb += y * y;
    ab += x * y;
    as += x * z;
    bs += y * z;
  }
  const gains = gainsOf({ aa, bb, ab, as, bs });
  if (gains === undefined) return false;
  for (let i = 0; i < sum.length; i += 1) {
    const x = (a[i] ?? 0) * gains.a;
    const y = (b[i] ?? 0) * gains.b;
    const tolerance = ROUNDING + GLIDE * (Math.abs(x) + Math.abs(y));
    if (Math.abs((sum[i] ?? 0) - x - y) > tolerance) return false;
  }
  return true;
}
