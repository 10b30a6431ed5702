import { FRAME_PAIRS, PAIRS_PER_MS } from '../frame.ts';
import { monoAt } from '../mono.ts';
import { TonePredictor } from './TonePredictor.ts';

/** The signal is judged in blocks of 1 ms, of which the highest prediction error counts. */
const BLOCK_PAIRS = PAIRS_PER_MS;
const BLOCKS_PER_FRAME = FRAME_PAIRS / BLOCK_PAIRS;
/**
 * How far around a peak its like is looked for. After it: less than the 20 ms between both edges
 * of a lost frame, which must not excuse each other. Before it: more than the 24 ms between the
 * edges of a low saw-tooth bass, which are the material's own.
 */
const BLOCKS_BEFORE = 50;
const BLOCKS_AFTER = 18;
/** A click may straddle two blocks, so its neighbours do not count as its like. */
const BLOCKS_OWN = 1;
/** How much higher than all around a click is. Music with drums reaches 2 by itself. */
const MIN_RATIO = 3;
/** Where everything around is about as high, less will do. White noise reaches 1.8 once a day. */
const MIN_RATIO_WHEN_EVEN = 2.2;
/** Even is what is nowhere higher than this many times its mean. */
const EVEN_RATIO = 1.7;
/** Below this, in sample steps, nothing is heard: 60 dB under full scale. */
const MIN_STEP = 48;
/** Nor is a step of less than this share of what sounds around it. */
const MIN_SHARE = 0.005;
/** A loud sound that sets in within a few milliseconds has corners of up to this share of it. */
const ONSET_SHARE = 0.15;
/** The level around a peak is that of so many blocks before and after it. */
const LEVEL_BLOCKS = 8;

const RING = 128;
/** Samples are kept for a few frames, since levels are asked for up to 30 ms later. */
const KEPT_FRAMES = 4;

/**
 * Finds clicks in a stream of frames: discontinuities beyond what the material has itself.
 *
 * What a sample differs from its prediction is small in tones, large all along in noise, and large
 * for a while at a drum's attack. A click is a single peak of it: several times higher than
 * anything nearby, before or after, and not the corner of a sound setting in. Verdicts come
 * some 40 ms late.
 *
 * Costs a few microseconds a frame and allocates nothing.
 */
export class ClickDetector {
  readonly #predictor = new TonePredictor(FRAME_PAIRS);
  readonly #errors = new Float64Array(FRAME_PAIRS);
  /** Two frames take turns: the newest, and the one before it, which the errors belong to. */
  #newest = new Float64Array(FRAME_PAIRS);
  #judged = new Float64Array(FRAME_PAIRS);
  /** Of the last `RING` blocks: the highest prediction error. */
  readonly #peaks = new Float64Array(RING);
  /** The last frames that the errors belong to: levels are measured only around a suspect. */
  readonly #kept = new Float64Array(KEPT_FRAMES * FRAME_PAIRS);
  #blocks = 0;
  #clicks = 0;
  #lastClickPair = -1;

  /** Clicks found so far. */
  get clicks(): number {
    return this.#clicks;
  }

  /** Where the last click was, to the millisecond, in pairs since the first frame; -1 if none. */
  get lastClickPair(): number {
    return this.#lastClickPair;
  }

  /** @returns How many clicks this frame brought to light. */
  push(frame: Int16Array): number {
    [this.#newest, this.#judged] = [this.#judged, this.#newest];
    const newest = this.#newest;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      newest[i] = monoAt(frame, 2 * i);
    }
    this.#predictor.errors(newest, this.#errors);
    this.#kept.set(this.#judged, (this.#blocks * BLOCK_PAIRS) % this.#kept.length);
    let found = 0;
    for (let block = 0; block < BLOCKS_PER_FRAME; block += 1) {
      this.#note(block * BLOCK_PAIRS);
      if (this.#isClick(this.#blocks - 1 - BLOCKS_AFTER)) found += 1;
    }
    this.#clicks += found;
    return found;
  }

  #note(start: number): void {
    const errors = this.#errors;
    let peak = 0;
    for (let i = start; i < start + BLOCK_PAIRS; i += 1) {
      const error = Math.abs(errors[i] ?? 0);
      if (error > peak) peak = error;
    }
    this.#peaks[this.#blocks % RING] = peak;
    this.#blocks += 1;
  }

  /** Whether block number `block` has a peak without its like, all things considered. */
  #isClick(block: number): boolean {
    if (block < BLOCKS_BEFORE) return false;
    const peak = this.#peaks[block % RING] ?? 0;
    if (peak < MIN_STEP) return false;
    // Of a click across two blocks the higher one counts.
    if (peak < this.#highest(this.#peaks, block - BLOCKS_OWN, block + BLOCKS_OWN)) return false;
    const before = block - BLOCKS_OWN - 1;
    const after = block + BLOCKS_OWN + 1;
    if (this.#hasLike(block, peak / MIN_RATIO_WHEN_EVEN)) return false;
    const around = Math.max(
      this.#highest(this.#peaks, block - BLOCKS_BEFORE, before),
      this.#highest(this.#peaks, after, block + BLOCKS_AFTER),
    );
    if (peak < MIN_RATIO * around && !this.#isEven(block, around)) return false;
    const levelBefore = this.#level(before - LEVEL_BLOCKS, before);
    const levelAfter = this.#level(after, after + LEVEL_BLOCKS);
    if (peak < MIN_SHARE * Math.max(levelBefore, levelAfter)) return false;
    if (peak < ONSET_SHARE * (levelAfter - levelBefore)) return false;
    this.#lastClickPair = block * BLOCK_PAIRS - FRAME_PAIRS;
    return true;
  }

  /** Whether a peak nearby reaches so high. Most blocks have one close by, so that is looked at first. */
  #hasLike(block: number, limit: number): boolean {
    for (let away = BLOCKS_OWN + 1; away <= BLOCKS_BEFORE; away += 1) {
      if ((this.#peaks[(block - away) % RING] ?? 0) > limit) return true;
      if (away <= BLOCKS_AFTER && (this.#peaks[(block + away) % RING] ?? 0) > limit) return true;
    }
    return false;
  }

  /** Whether the peaks around a block, of which the highest is given, are much the same. */
  #isEven(block: number, highest: number): boolean {
    let sum = 0;
    let count = 0;
    for (let near = block - BLOCKS_BEFORE; near <= block + BLOCKS_AFTER; near += 1) {
      if (Math.abs(near - block) <= BLOCKS_OWN) continue;
      sum += this.#peaks[near % RING] ?? 0;
      count += 1;
    }
    return highest * count <= EVEN_RATIO * sum;
  }

  /** The highest sample of some blocks, which must be of the last `KEPT_FRAMES` frames. */
  #level(first: number, last: number): number {
    const kept = this.#kept;
    let level = 0;
    for (let i = first * BLOCK_PAIRS; i < (last + 1) * BLOCK_PAIRS; i += 1) {
      const value = Math.abs(kept[i % kept.length] ?? 0);
      if (value > level) level = value;
    }
    return level;
  }

  #highest(values: Float64Array, first: number, last: number): number {
    let highest = 0;
    for (let block = first; block <= last; block += 1) {
      highest = Math.max(highest, values[block % RING] ?? 0);
    }
    return highest;
  }
}
