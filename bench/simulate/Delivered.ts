const CHANNELS = 2;
/** A bridge plays what is up to two minutes and ten seconds old; chunks are 2 s long. */
const REMEMBERED_CHUNKS = 90;
/** Levels are matched across transitions, by 3 dB either way. */
const SOFTEST = 0.6;
const LOUDEST = 1.6;
/** Rounding, and a gain that glides within the passage. */
const ROUNDING = 2;
const GLIDE = 0.004;

/**
 * The audio that the service delivered of late: tells what is the music's own from what the program
 * did to it. A passage that is, sample by sample, a stretch of what one session delivered has no
 * seam in it, and what discontinuity it holds the material has, such as the attack of a drum.
 */
export class Delivered {
  #chunks: { readonly session: object; readonly pcm: Int16Array }[] = [];

  push(session: object, pcm: Int16Array): void {
    this.#chunks.push({ session, pcm });
    if (this.#chunks.length > REMEMBERED_CHUNKS) this.#chunks.shift();
  }

  /** @param passage interleaved stereo, a few milliseconds; its level may differ */
  holds(passage: Int16Array): boolean {
    const sessions = new Set(this.#chunks.map(({ session }) => session));
    return [...sessions].some((session) => holds(this.#streamOf(session), passage));
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

function holds(stream: Int16Array, passage: Int16Array): boolean {
  const steepest = steepestStep(passage);
  const step = (passage[steepest + CHANNELS] ?? 0) - (passage[steepest] ?? 0);
  for (let start = 0; start + passage.length <= stream.length; start += CHANNELS) {
    const at = start + steepest;
    const gain = step / ((stream[at + CHANNELS] ?? 0) - (stream[at] ?? 0));
    if (gain >= SOFTEST && gain <= LOUDEST && isSame(stream, start, passage, gain)) return true;
  }
  return false;
}

function isSame(stream: Int16Array, start: number, passage: Int16Array, gain: number): boolean {
  for (let i = 0; i < passage.length; i += 1) {
    const expected = (stream[start + i] ?? 0) * gain;
    const tolerance = ROUNDING + GLIDE * Math.abs(expected);
    if (Math.abs((passage[i] ?? 0) - expected) > tolerance) return false;
  }
  return true;
}

/** Index of the sample before the largest step within a channel: there the gain shows best. */
function steepestStep(passage: Int16Array): number {
  let steepest = 0;
  let largest = 0;
  for (let i = 0; i + CHANNELS < passage.length; i += 1) {
    const step = Math.abs((passage[i + CHANNELS] ?? 0) - (passage[i] ?? 0));
    if (step > largest) {
      largest = step;
      steepest = i;
    }
  }
  return steepest;
}
