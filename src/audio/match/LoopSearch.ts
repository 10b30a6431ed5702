import { SAMPLE_RATE } from '../frame.ts';
import { beatBonus } from './beatBonus.ts';
import { levelRatio } from './levelRatio.ts';
import { PlaceSearch } from './PlaceSearch.ts';

/** A loop shorter than a second sounds like a broken record; one of 8 s like the music going on. */
const MIN_LOOP_PAIRS = SAMPLE_RATE;
const MAX_LOOP_PAIRS = 8 * SAMPLE_RATE;
/** The seam is a crossfade of 60 ms: smooth in chords and not yet two drummers. */
const FADE_PAIRS = 2880;
/** What comes before the end has to resemble what comes before the loop's beginning this long. */
const CONTEXT_PAIRS = SAMPLE_RATE;
/** Twice as long counts this much more, since fewer repetitions are heard. */
const DOUBLE_LENGTH_BONUS = 0.03;
/** A loop is as loud as so much before it: what breaks off in a soft passage goes on softly. */
const LEVEL_PAIRS = 3 * SAMPLE_RATE;

/** A loop in a piece of PCM: from its end the sound goes back to its start. */
export interface Loop {
  readonly startPair: number;
  readonly endPair: number;
  /** Before the end, fades into what comes before the start. */
  readonly fadePairs: number;
  /** How alike both sides of that fade are, -1 to 1. */
  readonly correlation: number;
  /** What makes the start as loud as the end, 0.7 to 1.4 (3 dB either way). */
  readonly startGain: number;
  /** What makes all of it as loud as the last seconds before its end, 0.7 to 1.4. */
  readonly gain: number;
}

/**
 * Finds the loop in a piece of music that can go on for ever without anybody hearing its seam.
 * Works in steps of at most half a millisecond, about 30 of them for ten seconds of music.
 */
export class LoopSearch {
  readonly #pcm: Int16Array;
  readonly #fadePairs: number;
  readonly #contextPairs: number;
  readonly #search: PlaceSearch;
  #loop: Loop | undefined;

  /**
   * @param pcm The last seconds of music up to where it breaks off, interleaved stereo; better more
   *   than 9 s, at least 0.1 s. It must not change until the search is done.
   * @param beatPairs Length of a beat where the tempo is known.
   */
  constructor(pcm: Int16Array, beatPairs?: number) {
    this.#pcm = pcm;
    const end = pcm.length / 2;
    // From a snippet, make what loop it yields.
    this.#fadePairs = Math.min(FADE_PAIRS, Math.floor(end / 8));
    this.#contextPairs = Math.max(this.#fadePairs, Math.min(CONTEXT_PAIRS, Math.floor(end / 4)));
    const from = end - this.#contextPairs;
    const longest = Math.min(MAX_LOOP_PAIRS, from);
    const shortest = Math.min(MIN_LOOP_PAIRS, Math.floor(longest / 2));
    this.#search = new PlaceSearch({
      model: { pcm, fromPair: from, pairs: this.#contextPairs },
      pcm,
      firstPair: from - longest,
      lastPair: from - shortest,
      fade: { fromPair: this.#contextPairs - this.#fadePairs, pairs: this.#fadePairs },
      bonus: (pair) =>
        DOUBLE_LENGTH_BONUS * Math.log2((from - pair) / SAMPLE_RATE) +
        (beatPairs === undefined ? 0 : beatBonus(from - pair, beatPairs)),
    });
  }

  /** Does a bit of the work. Returns the loop once it is found. */
  step(): Loop | undefined {
    if (this.#loop !== undefined) return this.#loop;
    const place = this.#search.step();
    if (place === undefined) return undefined;
    const endPair = this.#pcm.length / 2;
    const pcm = this.#pcm;
    const pairs = this.#contextPairs;
    const startPair = place.pair + pairs;
    const levelPairs = Math.min(LEVEL_PAIRS, endPair);
    this.#loop = {
      startPair,
      endPair,
      fadePairs: this.#fadePairs,
      correlation: place.similarity,
      startGain: levelRatio(
        { pcm, fromPair: endPair - pairs, pairs },
        { pcm, fromPair: place.pair, pairs },
      ),
      gain: levelRatio(
        { pcm, fromPair: endPair - levelPairs, pairs: levelPairs },
        { pcm, fromPair: startPair, pairs: endPair - startPair },
      ),
    };
    return this.#loop;
  }
}
