import { isMixOf } from './isMixOf.ts';

const CHANNELS = 2;
/** A bridge plays what is up to two minutes and ten seconds old; chunks are 2 s long. */
const REMEMBERED_CHUNKS = 90;
/** Two decks hold no more than this. */
const LATELY_CHUNKS = 12;
/** So close around a corner its shape is its own, and does not tell of what it is mixed with. */
const REACH_PAIRS = 12;
/** Mixed with something else, a corner keeps its shape as well as this. */
const MIN_CORRELATION = 0.97;
/** A corner may have been faded down, and up by what levels are matched by, music that settles most. */
const MOST_GAIN = 2.5;

/**
 * The audio that the service delivered of late: tells the material's own discontinuities, such as
 * the stroke of a drum stick, from those that the program made. Fades, gains and mixing with
 * something smooth leave the shape of a corner as it is; a seam makes a new one.
 */
export class Delivered {
  #chunks: { readonly session: object; readonly pcm: Int16Array }[] = [];

  push(session: object, pcm: Int16Array): void {
    this.#chunks.push({ session, pcm });
    if (this.#chunks.length > REMEMBERED_CHUNKS) this.#chunks.shift();
  }

  /**
   * Whether the sharpest corner of a passage is in what one session delivered, as sharp or sharper.
   *
   * @param passage interleaved stereo, 10 ms to either side of the corner
   */
  hasCornerOf(passage: Int16Array): boolean {
    const bends = bendsOf(passage);
    const at = sharpest(bends);
    const from = Math.max(0, at - REACH_PAIRS * CHANNELS - (at % CHANNELS));
    const shape = bends.slice(from, from + (2 * REACH_PAIRS + 1) * CHANNELS);
    const peak = at - from;
    // What is heard came a moment ago, unless a loop is heard; looking through it all takes long.
    if (this.#streams(LATELY_CHUNKS).some((stream) => holds(stream, shape, peak))) return true;
    const streams = this.#streams(REMEMBERED_CHUNKS);
    return (
      streams.some((stream) => holds(stream, shape, peak)) ||
      isMixOf(streams, passage, at, Math.abs(bends[at] ?? 0))
    );
  }

  /** What each session has delivered in the last chunks. */
  #streams(chunks: number): readonly Int16Array[] {
    const lately = this.#chunks.slice(-chunks);
    const sessions = new Set(lately.map(({ session }) => session));
    return [...sessions].map((session) => joined(lately.filter((one) => one.session === session)));
  }
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

/** Whether a corner of this shape is somewhere in a stream, as sharp or sharper. */
function holds(stream: Int16Array, shape: Int32Array, peak: number): boolean {
  const wanted = shape[peak] ?? 0;
  const sign = Math.sign(wanted);
  const least = Math.abs(wanted) / MOST_GAIN;
  const last = stream.length - CHANNELS - shape.length;
  for (let start = CHANNELS; start <= last; start += CHANNELS) {
    if (sign * bendAt(stream, start + peak) >= least && isAlike(stream, start, shape)) return true;
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

function joined(chunks: readonly { readonly pcm: Int16Array }[]): Int16Array {
  const stream = new Int16Array(chunks.reduce((sum, { pcm }) => sum + pcm.length, 0));
  let at = 0;
  for (const { pcm } of chunks) {
    stream.set(pcm, at);
    at += pcm.length;
  }
  return stream;
}
