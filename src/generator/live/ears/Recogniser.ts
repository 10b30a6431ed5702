import { DIMENSIONS, type Features } from './features.ts';

/** One word, or a few that belong together, as one voice says it. */
export interface Template {
  readonly text: string;
  /** Vectors of `DIMENSIONS` numbers. */
  readonly vectors: Float32Array;
}

/** What somebody seems to have said. */
export interface Heard {
  readonly words: readonly string[];
  /** How far from the templates, on average over the frames with speech. */
  readonly cost: number;
}

/** Another word costs as much as a bad frame or two: many short words fit anything. */
const WORD_COST = 38;
/** To stay on a template's frame, or to leave one out: nobody speaks at another's pace for nothing. */
const STAY_COST = 2.5;
const SKIP_COST = 2.5;
/** Frames quieter than this belong to no word. */
const SILENCE_LOUDNESS = 0.35;
/** What a frame of silence costs as silence, and what one that is not costs as well. */
const SILENCE_COST = 4;
const NO_SILENCE_COST = 400;

/** What costs so much more than the best so far never becomes the best: it is not gone on with. */
const BEAM = 700;

/**
 * Finds the row of templates that lies nearest to what was said: dynamic programming over all frames
 * of all templates at once, one pass over the time. Any word may follow any, with silence between.
 */
export class Recogniser {
  readonly #templates: readonly Template[];
  readonly #lengths: readonly number[];
  readonly #starts: readonly number[];
  readonly #states: number;
  readonly #vectors: Float32Array;

  constructor(templates: readonly Template[]) {
    this.#templates = templates;
    this.#lengths = templates.map(({ vectors }) => vectors.length / DIMENSIONS);
    let states = 0;
    this.#starts = this.#lengths.map((length) => {
      states += length;
      return states - length;
    });
    this.#states = states;
    this.#vectors = new Float32Array(states * DIMENSIONS);
    templates.forEach(({ vectors }, word) => {
      this.#vectors.set(vectors, (this.#starts[word] ?? 0) * DIMENSIONS);
    });
  }

  /** The row of templates; empty where nothing was said. */
  hear({ vectors, loudness, count }: Features): Heard {
    const states = this.#states;
    let costs = new Float32Array(states).fill(Number.POSITIVE_INFINITY);
    let begun = new Int32Array(states);
    let nextCosts = new Float32Array(states);
    let nextBegun = new Int32Array(states);
    // Up to each frame: the best row of whole words, its last word, and where that began.
    const endCosts = new Float32Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const endWords = new Int16Array(count + 1).fill(-1);
    const endBegun = new Int32Array(count + 1);
    endCosts[0] = 0;
    let limit = Number.POSITIVE_INFINITY;
    for (let frame = 0; frame < count; frame += 1) {
      const before = endCosts[frame] ?? 0;
      const isQuiet = (loudness[frame] ?? 0) < SILENCE_LOUDNESS;
      let best = before + (isQuiet ? SILENCE_COST : NO_SILENCE_COST);
      let bestWord = -1;
      let bestBegun = frame;
      let least = best;
      for (let word = 0; word < this.#lengths.length; word += 1) {
        const start = this.#starts[word] ?? 0;
        const end = start + (this.#lengths[word] ?? 0);
        for (let state = start; state < end; state += 1) {
          let cost = (costs[state] ?? 0) + STAY_COST;
          let from = begun[state] ?? 0;
          if (state === start) {
            if (before + WORD_COST < cost) {
              cost = before + WORD_COST;
              from = frame;
            }
          } else {
            const step = costs[state - 1] ?? 0;
            if (step < cost) {
              cost = step;
              from = begun[state - 1] ?? 0;
            }
            if (state > start + 1) {
              const skip = (costs[state - 2] ?? 0) + SKIP_COST;
              if (skip < cost) {
                cost = skip;
                from = begun[state - 2] ?? 0;
              }
            }
          }
          // No vector need be looked at.
          if (cost >= limit) {
            nextCosts[state] = Number.POSITIVE_INFINITY;
            continue;
          }
          cost += this.#distance(state, vectors, frame);
          if (cost < least) least = cost;
          nextCosts[state] = cost;
          nextBegun[state] = from;
        }
        const whole = nextCosts[end - 1] ?? 0;
        if (whole < best) {
          best = whole;
          bestWord = word;
          bestBegun = nextBegun[end - 1] ?? 0;
        }
      }
      limit = least + BEAM;
      endCosts[frame + 1] = best;
      endWords[frame + 1] = bestWord;
      endBegun[frame + 1] = bestBegun;
      [costs, nextCosts] = [nextCosts, costs];
      [begun, nextBegun] = [nextBegun, begun];
    }
    return this.#read(endCosts, endWords, endBegun, count);
  }

  #read(endCosts: Float32Array, endWords: Int16Array, endBegun: Int32Array, count: number): Heard {
    const words: string[] = [];
    let spoken = 0;
    let cost = 0;
    for (let at = count; at > 0; ) {
      const word = endWords[at] ?? -1;
      const from = endBegun[at] ?? at - 1;
      if (word >= 0) {
        words.unshift(this.#templates[word]?.text ?? '');
        spoken += at - from;
        cost += (endCosts[at] ?? 0) - (endCosts[from] ?? 0);
      }
      at = from;
    }
    return { words, cost: spoken === 0 ? 0 : cost / spoken };
  }

  #distance(state: number, vectors: Float32Array, frame: number): number {
    const own = this.#vectors;
    let at = state * DIMENSIONS;
    let sum = 0;
    const end = (frame + 1) * DIMENSIONS;
    for (let index = frame * DIMENSIONS; index < end; index += 1) {
      const difference = (own[at] ?? 0) - (vectors[index] ?? 0);
      sum += difference * difference;
      at += 1;
    }
    return Math.sqrt(sum);
  }
}
