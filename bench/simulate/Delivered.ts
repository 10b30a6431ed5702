import { isMixOf } from './isMixOf.ts';

const CHANNELS = 2;
/** A bridge plays what is up to two minutes and ten seconds old; chunks are 2 s long. */
const REMEMBERED_CHUNKS = 90;
/** Each piece begins with the end of the one before it, so that no passage lies across two. */
const OVERLAP_PAIRS = 1_000;
/** So close around a corner its shape is its own, and does not tell of what it is mixed with. */
const REACH_PAIRS = 12;
/** Mixed with something else, a corner keeps its shape as well as this. */
const MIN_CORRELATION = 0.97;
/** A corner may have been faded down, and up by what levels are matched by, music that settles most. */
const MOST_GAIN = 2.5;
/** Places are looked at by the block: most have no corner that comes near to the one looked for. */
const BLOCK_PAIRS = 64;

/** What one session delivered with one chunk, and the end of what it delivered before. */
class Piece {
  readonly pcm: Int16Array;
  #sharpest: Int32Array | undefined;

  constructor(pcm: Int16Array) {
    this.pcm = pcm;
  }

  /** The sharpest corner in each block, whichever way it goes. Made when it is first asked for. */
  get sharpest(): Int32Array {
    this.#sharpest ??= sharpestOf(this.pcm);
    return this.#sharpest;
  }
}

/**
 * The audio that the service delivered of late: tells the material's own discontinuities, such as
 * the stroke of a drum stick, from those that the program made. Fades, gains and mixing with
 * something smooth leave the shape of a corner as it is; a seam makes a new one.
 */
export class Delivered {
  /** The newest first: what is heard came a moment ago, unless a loop is heard. */
  readonly #pieces: Piece[] = [];
  readonly #ends = new WeakMap<object, Int16Array>();

  push(session: object, pcm: Int16Array): void {
    const before = this.#ends.get(session) ?? new Int16Array();
    const all = new Int16Array(before.length + pcm.length);
    all.set(before);
    all.set(pcm, before.length);
    this.#ends.set(session, all.subarray(-OVERLAP_PAIRS * CHANNELS));
    this.#pieces.unshift(new Piece(all));
    if (this.#pieces.length > REMEMBERED_CHUNKS) this.#pieces.pop();
  }

  /**
   * Whether the sharpest corner of a passage is in what one session delivered, as sharp or sharper.
   *
   * @param passage interleaved stereo, 10 ms to either side of the corner
   * @param heard what was heard before it: a loop plays that again, with what splices made of it, and
   *   each corner in it was judged when it was first heard
   */
  hasCornerOf(passage: Int16Array, heard: () => Int16Array = nothing): boolean {
    const bends = bendsOf(passage);
    const at = sharpest(bends);
    const from = Math.max(0, at - REACH_PAIRS * CHANNELS - (at % CHANNELS));
    const shape = bends.slice(from, from + (2 * REACH_PAIRS + 1) * CHANNELS);
    const isIn = (pieces: readonly Piece[]): boolean =>
      pieces.some((piece) => holds(piece, shape, at - from));
    const isMixed = (pieces: readonly Piece[]): boolean => {
      const streams = pieces.map(({ pcm }) => pcm);
      return isMixOf(streams, passage, at, Math.abs(bends[at] ?? 0));
    };
    if (isIn(this.#pieces) || isMixed(this.#pieces)) return true;
    const pcm = heard();
    if (pcm.length === 0) return false;
    const before = new Piece(pcm);
    return isIn([before]) || isMixed([...this.#pieces, before]);
  }
}

const nothing = (): Int16Array => new Int16Array();

function sharpestOf(pcm: Int16Array): Int32Array {
  const blocks = new Int32Array(Math.ceil(pcm.length / (CHANNELS * BLOCK_PAIRS)));
  for (let block = 0; block < blocks.length; block += 1) {
    const first = Math.max(CHANNELS, block * BLOCK_PAIRS * CHANNELS);
    const end = Math.min(pcm.length - CHANNELS, (block + 1) * BLOCK_PAIRS * CHANNELS);
    let most = 0;
    for (let i = first; i < end; i += 1) {
      const bend = bendAt(pcm, i);
      if (bend > most) most = bend;
      else if (-bend > most) most = -bend;
    }
    blocks[block] = most;
  }
  return blocks;
}

/** Second differences within each channel: large where the wave has a corner. */
function bendsOf(pcm: Int16Array): Int32Array {
  const bends = new Int32Array(pcm.length);
  for (let i = CHANNELS; i < pcm.length - CHANNELS; i += 1) {
    bends[i] = bendAt(pcm, i);
  }
  return bends;
}

/** In the middle third. */
function sharpest(bends: Int32Array): number {
  const third = Math.floor(bends.length / 3);
  let best = third;
  for (let i = third; i < 2 * third; i += 1) {
    if (Math.abs(bends[i] ?? 0) > Math.abs(bends[best] ?? 0)) best = i;
  }
  return best;
}

/** Whether a corner of this shape is somewhere in a piece, as sharp or sharper. */
function holds({ pcm, sharpest: blocks }: Piece, shape: Int32Array, peak: number): boolean {
  const wanted = shape[peak] ?? 0;
  const sign = Math.sign(wanted);
  const least = Math.abs(wanted) / MOST_GAIN;
  const last = pcm.length - CHANNELS - shape.length;
  for (let block = 0; block < blocks.length; block += 1) {
    if ((blocks[block] ?? 0) < least) continue;
    const first = block * BLOCK_PAIRS * CHANNELS + (peak % CHANNELS);
    for (let i = first; i < first + BLOCK_PAIRS * CHANNELS; i += CHANNELS) {
      const start = i - peak;
      if (start < CHANNELS || start > last || sign * bendAt(pcm, i) < least) continue;
      if (isAlike(pcm, start, shape)) return true;
    }
  }
  return false;
}

function isAlike(stream: Int16Array, start: number, shape: Int32Array): boolean {
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < shape.length; i += 1) {
    const x = shape[i] ?? 0;
    const y = bendAt(stream, start + i);
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xy >= MIN_CORRELATION * Math.sqrt(xx * yy);
}

function bendAt(pcm: Int16Array, i: number): number {
  return (pcm[i - CHANNELS] ?? 0) - 2 * (pcm[i] ?? 0) + (pcm[i + CHANNELS] ?? 0);
}
