import { type BeatGrid, beatIn, distanceFromBeat, nextBeat } from '../beat/beatIn.ts';
import { levelRatio } from './levelRatio.ts';
import { PlaceSearch } from './PlaceSearch.ts';

/** What of the crossfade is compared at most: two seconds hold a bar. */
const MAX_MODEL_PAIRS = 96_000;
/** Below this, a beat that was found is too doubtful to go by. */
const MIN_BEAT_CONFIDENCE = 0.15;
/** Nobody hears 10 ms. */
const BEAT_TOLERANCE_PAIRS = 480;
/** Being on the beat outweighs a good deal of likeness. */
const BEAT_BONUS = 0.5;

/** One side of a crossfade: interleaved stereo PCM and where in it the fade may begin. */
export interface FadeSide {
  /** A few seconds of what comes before help to find the beat. */
  readonly pcm: Int16Array;
  readonly earliestPair: number;
  readonly latestPair: number;
}

export interface AlignmentQuery {
  readonly leaving: FadeSide;
  readonly coming: FadeSide;
  /** Length of the crossfade; at least as much must follow the latest beginnings. */
  readonly fadePairs: number;
  /** Length of a beat where the tempo is known and the same on both sides. */
  readonly beatPairs?: number;
  /** How much louder the coming side may be made, where that is not the usual 1.4. */
  readonly mostGain?: number;
}

/** Where to begin a crossfade on both sides. */
export interface Alignment {
  readonly leavingPair: number;
  readonly comingPair: number;
  /** How alike both sides are over the crossfade, -1 to 1: decides on the gains. */
  readonly correlation: number;
  /** What would make the coming side as loud as the leaving one, from 0.7 to `mostGain`. */
  readonly levelRatio: number;
  /** Whether both sides begin on a beat. */
  readonly onBeat: boolean;
}

/**
 * Finds where to begin a crossfade between two streams so that their rhythms (on the beat, where
 * the tempo is known) and, if they are related, their waves agree. Works in steps of at most half
 * a millisecond.
 */
export class AlignmentSearch {
  readonly #work: Generator<void, Alignment>;
  #alignment: Alignment | undefined;

  /** @param query Its PCM must not change until the search is done. */
  constructor(query: AlignmentQuery) {
    this.#work = search(query);
  }

  /** Does a bit of the work. Returns the alignment once it is found. */
  step(): Alignment | undefined {
    if (this.#alignment === undefined) {
      const { done, value } = this.#work.next();
      if (done === true) this.#alignment = value;
    }
    return this.#alignment;
  }
}

function* search(query: AlignmentQuery): Generator<void, Alignment> {
  const { leaving, coming, fadePairs, beatPairs } = query;
  const leavingGrid = yield* reliableBeat(leaving.pcm, beatPairs);
  const comingGrid = yield* reliableBeat(coming.pcm, beatPairs);
  const leavingPair = beginOnBeat(leaving, leavingGrid);
  const from = leavingPair ?? leaving.earliestPair;
  const place = new PlaceSearch({
    model: { pcm: leaving.pcm, fromPair: from, pairs: Math.min(MAX_MODEL_PAIRS, fadePairs) },
    pcm: coming.pcm,
    firstPair: coming.earliestPair,
    lastPair: coming.latestPair,
    fade: { fromPair: 0, pairs: fadePairs },
    bonus: (pair) => (leavingPair !== undefined && isOnBeat(comingGrid, pair) ? BEAT_BONUS : 0),
  });
  let found = place.step();
  while (found === undefined) {
    yield;
    found = place.step();
  }
  return {
    leavingPair: from,
    comingPair: found.pair,
    correlation: found.similarity,
    levelRatio: levelRatio(
      { pcm: leaving.pcm, fromPair: from, pairs: fadePairs },
      { pcm: coming.pcm, fromPair: found.pair, pairs: fadePairs },
      query.mostGain,
    ),
    onBeat: leavingPair !== undefined && isOnBeat(comingGrid, found.pair),
  };
}

function* reliableBeat(
  pcm: Int16Array,
  beatPairs: number | undefined,
): Generator<void, BeatGrid | undefined> {
  if (beatPairs === undefined) return undefined;
  const grid = yield* beatIn(pcm, beatPairs);
  return grid.confidence >= MIN_BEAT_CONFIDENCE ? grid : undefined;
}

/** The first beat on which the fade may begin, if any. */
function beginOnBeat(side: FadeSide, grid: BeatGrid | undefined): number | undefined {
  if (grid === undefined) return undefined;
  const beat = Math.round(nextBeat(grid, side.earliestPair));
  return beat <= side.latestPair ? beat : undefined;
}

function isOnBeat(grid: BeatGrid | undefined, pair: number): boolean {
  return grid !== undefined && distanceFromBeat(grid, pair) <= BEAT_TOLERANCE_PAIRS;
}
