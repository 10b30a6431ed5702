import { Crossfade } from '../audio/Crossfade.ts';
import { copyPairs } from '../audio/copyPairs.ts';
import { FRAME_PAIRS } from '../audio/frame.ts';
import { type Alignment, AlignmentSearch } from '../audio/match/AlignmentSearch.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import { GainedSource } from './GainedSource.ts';
import type { History } from './History.ts';
import { pairsIn } from './stationTimes.ts';

/** Steps of the search a frame, each within half a millisecond. */
const STEPS_PER_FRAME = 2;
/** So much of the past helps to find the beat. */
const PAST_MS = 2_000;

export interface TransitionPlan {
  readonly history: History;
  readonly leaving: PcmSource;
  readonly coming: PcmSource;
  /** How far ahead in `leaving` the crossfade begins at the earliest, and how much later at most. */
  readonly leadPairs: number;
  readonly leadReachPairs: number;
  /** Where in `coming` it begins at the earliest, and how much later at most. */
  readonly comingPairs: number;
  readonly comingReachPairs: number;
  readonly fadePairs: number;
  readonly beatPairs?: number | undefined;
  /** How much louder the coming side may be made, where that is not the usual 3 dB. */
  readonly mostGain?: number;
}

/** Whether both sides hold enough for such a crossfade. */
export function isFeasible(plan: TransitionPlan): boolean {
  return (
    plan.leaving.availablePairs >= plan.leadPairs + plan.leadReachPairs + plan.fadePairs &&
    plan.coming.availablePairs >=
      plan.comingPairs + plan.comingReachPairs + plan.fadePairs + FRAME_PAIRS
  );
}

/**
 * A crossfade in preparation: looks for the best place, a step a frame, while the leaving side
 * plays on, and says when its time has come.
 */
export class Transition {
  readonly #plan: TransitionPlan;
  readonly #pastPairs: number;
  readonly #search: AlignmentSearch;
  #alignment: Alignment | undefined;
  #playedPairs = 0;

  /** @param plan must be feasible */
  constructor(plan: TransitionPlan) {
    this.#plan = plan;
    const { history, leaving, coming, fadePairs } = plan;
    this.#pastPairs = Math.min(history.pairs, pairsIn(PAST_MS));
    const ahead = plan.leadPairs + plan.leadReachPairs + fadePairs;
    const leavingPcm = new Int16Array(2 * (this.#pastPairs + ahead));
    history.copyLast(leavingPcm, this.#pastPairs);
    leaving.peek(leavingPcm, this.#pastPairs, 0, ahead);
    const comingPcm = new Int16Array(2 * (plan.comingReachPairs + fadePairs));
    coming.peek(comingPcm, 0, plan.comingPairs, plan.comingReachPairs + fadePairs);
    const earliest = this.#pastPairs + plan.leadPairs;
    this.#search = new AlignmentSearch({
      leaving: {
        pcm: leavingPcm,
        earliestPair: earliest,
        latestPair: earliest + plan.leadReachPairs,
      },
      coming: { pcm: comingPcm, earliestPair: 0, latestPair: plan.comingReachPairs },
      fadePairs,
      ...(plan.beatPairs === undefined ? {} : { beatPairs: plan.beatPairs }),
      ...(plan.mostGain === undefined ? {} : { mostGain: plan.mostGain }),
    });
  }

  /** Searches a little. To be called once before each frame of the leaving side. */
  step(): void {
    for (let step = 0; step < STEPS_PER_FRAME; step += 1) this.#alignment ??= this.#search.step();
  }

  /** So much of the leaving side was consumed for a frame; less than nothing after a repetition. */
  played(pairs: number): void {
    this.#playedPairs += pairs;
  }

  /** Whether the crossfade is to begin with the next frame. */
  get isDue(): boolean {
    const earliest = this.#plan.leadPairs;
    if (this.#playedPairs + FRAME_PAIRS <= earliest) return false;
    const begin = this.#finish().leavingPair - this.#pastPairs;
    return this.#playedPairs + FRAME_PAIRS > begin;
  }

  /**
   * Begins the crossfade: the coming side is moved to its place.
   *
   * @param how `sameSource`: both sides are one source, which jumps ahead; what it leaves is kept
   *   as a copy. `leavingGain`: what the leaving side is played with. `comingGain`: what the coming
   *   side is played with; `matched` makes it as loud as the leaving one.
   * @returns the crossfade and the gain that the coming side is left with
   */
  begin(how: {
    readonly sameSource: boolean;
    readonly leavingGain: number;
    readonly comingGain: number | 'matched';
  }): { readonly crossfade: Crossfade; readonly gain: number } {
    const { leaving, coming, fadePairs } = this.#plan;
    const { leavingPair, comingPair, correlation, levelRatio } = this.#finish();
    // Frames begin where they begin: what the place is late by, both sides are moved by.
    const early = leavingPair - this.#pastPairs - this.#playedPairs;
    const consumed = how.sameSource ? this.#playedPairs : 0;
    const from = how.sameSource ? tailOf(leaving, fadePairs + FRAME_PAIRS) : leaving;
    coming.take(Math.max(0, this.#plan.comingPairs + comingPair - early - consumed));
    const gain = how.comingGain === 'matched' ? how.leavingGain * levelRatio : how.comingGain;
    const crossfade = new Crossfade(gained(from, how.leavingGain), gained(coming, gain), {
      lengthPairs: fadePairs,
      correlation,
    });
    return { crossfade, gain };
  }

  #finish(): Alignment {
    let found = this.#alignment;
    while (found === undefined) found = this.#search.step();
    this.#alignment = found;
    return found;
  }
}

function gained(source: PcmSource, gain: number): PcmSource {
  return gain === 1 ? source : new GainedSource(source, gain);
}

/** The next pairs of a source as a source of their own, so that the source itself can jump. */
function tailOf(source: PcmSource, pairs: number): PcmSource {
  const length = Math.min(pairs, source.availablePairs);
  const pcm = new Int16Array(2 * length);
  source.peek(pcm, 0, 0, length);
  let at = 0;
  return {
    get availablePairs() {
      return length - at;
    },
    peek(out, outPair, skipPairs, count) {
      copyPairs(pcm, at + skipPairs, out, outPair, count);
    },
    take(count) {
      at += count;
    },
  };
}
