import { isMixOf } from './isMixOf.ts';

const CHANNELS = 2;
/** A bridge plays what is up to two minutes and ten seconds old; chunks are 2 s long. */
const REMEMBERED_CHUNKS = 90;
/** So close around a corner its shape is its own, and does not tell of what it is mixed with. */
const REACH_PAIRS = 12;
/** Mixed with something else, a corner keeps its shape as well as this. */
const MIN_CORRELATION = 0.97;
/** A corner may have been faded down, and up by what levels are matched by: 3 dB. */
const MOST_GAIN = 1.42;

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
    const streams = this.#streams();
    const bends = bendsOf(passage);
    const at = sharpest(bends);
    const from = at - REACH_PAIRS * CHANNELS - (at % CHANNELS);
    const shape = bends.slice(Math.max(0, from), from + (2 * REACH_PAIRS + 1) * CHANNELS);
    const peak = at - Math.max(0, from);
    return (
      streams.some((stream) => holds(bendsOf(stream), shape, peak)) ||
      isMixOf(streams, passage, at, Math.abs(bends[at] ?? 0))
    );
  }

  #streams(): readonly Int16Array[] {
    const sessions = new Set(this.#chunks.map(({ session }) => session));
    return [...sessions].map((session) => this.#streamOf(session));
  }

  #streamOf(session: object): Int16Array {
    const chunks = this.#chunks.filter((chunk) => chunk.session === session);
    const length = chunks.reduce((sum, { pcm }) => sum + pcm.length, 0);
    const stream = new Int16Array(length);
    let at = 0;
    for (const { pcm } of chunks) {
      stream.set(pcm, at);
      at += pcm.length;
    }
    return stream;
  }
}

/** Second differences within each channel: large where the wave has a corner. */
function bendsOf(pcm: Int16Array): Int32Array {
  const bends = new Int32Array(pcm.length);
  for (let i = CHANNELS; i < pcm.length - CHANNELS; i += 1) {
    bends[i] = (pcm[i - CHANNELS] ?? 0) - 2 * (pcm[i] ?? 0) + (pcm[i + CHANNELS] ?? 0);
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

function holds(stream: Int32Array, shape: Int32Array, peak: number): boolean {
  const wanted = shape[peak] ?? 0;
  const least = Math.abs(wanted) / MOST_GAIN;
  for (let start = 0; start + shape.length <= stream.length; start += CHANNELS) {
    const here = stream[start + peak] ?? 0;
    if (here * wanted > 0 && Math.abs(here) >= least && isAlike(stream, start, shape)) return true;
  }
  return false;
}

function isAlike(stream: Int32Array, start: number, shape: Int32Array): boolean {
  let xy = 0;
  let xx = 0;
  let yy = 0;
  shape.forEach((x, i) => {
    const y = stream[start + i] ?? 0;
    xy += x * y;
    xx += x * x;
    yy += y * y;
  });
  return xy >= MIN_CORRELATION * Math.sqrt(xx * yy);
}
