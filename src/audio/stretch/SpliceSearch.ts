import { FRAME_PAIRS } from '../frame.ts';
import { monoAt } from '../mono.ts';
import { dotProduct, similarityOf, stereoSimilarity } from '../similarity.ts';

/** Length of the crossfade of a splice: 10 ms, long enough for no click, short enough for drums. */
export const FADE_PAIRS = 480;
/** The shortest piece a splice removes or repeats: 10 ms. Shorter ones would come too often. */
export const MIN_JUMP_PAIRS = 480;
/**
 * The longest piece: 40 ms. A chord repeats itself only after several periods of its lowest note
 * (a major chord on A2: 36 ms), and a beat that comes up to 20 ms early or late still grooves.
 */
export const MAX_JUMP_PAIRS = 1920;

/** The coarse view has 3,000 values a second: it shows what carries most of the energy. */
const FACTOR = 16;
const FADE = FADE_PAIRS / FACTOR;
const MIN_JUMP = MIN_JUMP_PAIRS / FACTOR;
const MAX_JUMP = MAX_JUMP_PAIRS / FACTOR;
/** Values that a survey looks at: a frame and the longest jump from it. */
const SPAN = (FRAME_PAIRS + MAX_JUMP_PAIRS) / FACTOR;
/** Where in the frame a fade may begin, in values: at once, in the middle, or as late as it fits. */
const PLACES = [0, 15, 30] as const;

/** An attack shows as a rise of activity between two neighbouring stretches of 2 ms. */
const RISE_SPAN = 6;
/** Ripples are no attack: rises below this share of the usual activity cost nothing. */
const RISE_ALLOWED = 0.5;
/** What a rise as high as the usual activity adds to the cost of jumping over it. */
const RISE_COST = 0.3;
/**
 * A corner in the wave is the beginning of a stroke, or the tick of a stick, when it is so many times
 * as sharp as what was in the 5 ms before it. Faded through, it would be heard as half a tick:
 * rather any other place.
 */
const SHARP_CORNER = 3;
const CORNER_SPAN = 15;
const CORNER_COST = 4;
/** An attack faded through is worse than one heard twice. */
const FADED_RISE_COST = 0.5;
/** A splice of identical sounds has a cost, too; otherwise short jumps would win by a hair. */
const BASE_COST = 0.005;
/** Costs are per piece of this length, since shorter jumps have to come more often. */
const REFERENCE_JUMP = 960 / FACTOR;
/** How much of what a survey sees goes into what counts as usual. */
const FOLLOW = 0.2;
/** While comparing many jumps every fourth pair tells enough. */
const ROUGH_STRIDE = 4;

/** `forward` leaves something out, `back` repeats something. */
export type Direction = 'forward' | 'back';

/** A place where the sound can jump with hardly anybody noticing. */
export interface Splice {
  /** Pairs after the beginning of the frame at which the crossfade begins. */
  readonly startPair: number;
  /** How far the jump goes, always positive. */
  readonly jumpPairs: number;
  /** How alike both sides of the crossfade are, -1 to 1. */
  readonly similarity: number;
  /** 0.005: not to be noticed. About 1: as bad as cutting between unrelated loud sounds. */
  readonly cost: number;
}

/**
 * Finds where in a frame the sound can best jump ahead or back: where both sides of the jump are
 * alike, no attack gets lost or heard twice, and what differs is quiet.
 *
 * `survey` tries all places and jumps in a coarse mono view; `refine` then finds the exact jump in
 * the samples of both channels. Nothing is allocated: the result is overwritten by the next call.
 */
export class SpliceSearch {
  /** The coarse view, and running sums along it: its energy, and the activity in the treble. */
  readonly #view = new Float32Array(SPAN);
  readonly #energy = new Float64Array(SPAN + 1);
  readonly #activity = new Float64Array(SPAN + 1);
  /** How steeply activity rises, in units of the usual activity. */
  readonly #rise = new Float64Array(SPAN + 1);
  /** The sharpest corner in each value of the view. */
  readonly #corner = new Float64Array(SPAN);
  /** 1 where a stroke begins. */
  readonly #isSharp = new Uint8Array(SPAN);
  /** What a crossfade that begins there costs for the attacks and corners in it. */
  readonly #fadeCost = new Float64Array(SPAN + 1);
  readonly #best = { startPair: 0, jumpPairs: 0, similarity: 0, cost: 0 };
  /** What music of late has had per value of the view. */
  #usualActivity = 0;
  #usualEnergy = 0;

  /**
   * @param pcm Interleaved stereo with the frame at `framePair`. Up to `MAX_JUMP_PAIRS` before it
   *   (direction `back`) or after its end (`forward`) are looked at.
   */
  survey(pcm: Int16Array, framePair: number, direction: Direction): Splice {
    const first = direction === 'forward' ? framePair : framePair - MAX_JUMP_PAIRS;
    this.#look(pcm, first);
    this.#measureRises();
    this.#measureFades();
    this.#best.cost = Number.POSITIVE_INFINITY;
    const frame = (framePair - first) / FACTOR;
    for (const place of PLACES) {
      this.#surveyPlace(frame, place, direction === 'forward' ? 1 : -1);
    }
    return this.#best;
  }

  /** Finds the exact jump near what the survey of the same frame found. */
  refine(pcm: Int16Array, framePair: number, direction: Direction): Splice {
    const best = this.#best;
    const start = framePair + best.startPair;
    const sign = direction === 'forward' ? 1 : -1;
    this.#compare(pcm, start, sign, best.jumpPairs, FACTOR, ROUGH_STRIDE);
    this.#compare(pcm, start, sign, best.jumpPairs, 2, 1);
    return best;
  }

  /** Tries all jumps up to `reach` pairs longer or shorter than `middle`. */
  #compare(
    pcm: Int16Array,
    start: number,
    sign: 1 | -1,
    middle: number,
    reach: number,
    stride: number,
  ): void {
    const best = this.#best;
    best.similarity = Number.NEGATIVE_INFINITY;
    const longest = Math.min(MAX_JUMP_PAIRS, middle + reach);
    for (let jump = Math.max(MIN_JUMP_PAIRS, middle - reach); jump <= longest; jump += 1) {
      const alike = stereoSimilarity(pcm, start, pcm, start + sign * jump, FADE_PAIRS, stride);
      if (alike > best.similarity) {
        best.similarity = alike;
        best.jumpPairs = jump;
      }
    }
  }

  /** Makes the coarse view of what begins at pair `first`, and the sums along it. */
  #look(pcm: Int16Array, first: number): void {
    let index = 2 * first;
    let last = monoAt(pcm, index);
    let slope = 0;
    let energy = 0;
    let activity = 0;
    let fullEnergy = 0;
    for (let k = 0; k < SPAN; k += 1) {
      let sum = 0;
      let corner = 0;
      for (let i = 0; i < FACTOR; i += 1) {
        const value = monoAt(pcm, index);
        sum += value;
        fullEnergy += value * value;
        const step = value - last;
        activity += Math.abs(step);
        const bend = Math.abs(step - slope);
        if (bend > corner) corner = bend;
        slope = step;
        last = value;
        index += 2;
      }
      this.#corner[k] = corner;
      const mean = sum / FACTOR;
      energy += mean * mean;
      this.#view[k] = mean;
      this.#energy[k + 1] = energy;
      this.#activity[k + 1] = activity;
    }
    this.#usualEnergy = follow(this.#usualEnergy, fullEnergy / (SPAN * FACTOR));
    this.#usualActivity = follow(this.#usualActivity, activity / SPAN);
  }

  #measureRises(): void {
    const unit = 1 / (RISE_SPAN * this.#usualActivity + 1);
    for (let k = 0; k <= SPAN; k += 1) {
      const here = this.#activity[k] ?? 0;
      const before = here - (this.#activity[Math.max(0, k - RISE_SPAN)] ?? 0);
      const after = (this.#activity[Math.min(SPAN, k + RISE_SPAN)] ?? 0) - here;
      this.#rise[k] = (after - before) * unit;
    }
  }

  #measureFades(): void {
    this.#findSharpCorners();
    for (let k = 0; k <= SPAN; k += 1) {
      let sharp = 0;
      let steepest = 0;
      // One value more either way, since the exact jump is found only afterwards.
      const end = Math.min(SPAN, k + FADE + 1);
      for (let i = Math.max(0, k - 1); i < end; i += 1) {
        sharp |= this.#isSharp[i] ?? 0;
        steepest = Math.max(steepest, this.#rise[i] ?? 0);
      }
      this.#fadeCost[k] =
        CORNER_COST * sharp + FADED_RISE_COST * Math.max(0, steepest - RISE_ALLOWED);
    }
  }

  #findSharpCorners(): void {
    const corner = this.#corner;
    let all = 0;
    for (const one of corner) all += one;
    let before = 0;
    for (let k = 0; k < SPAN; k += 1) {
      const here = corner[k] ?? 0;
      const usual = before / Math.max(1, Math.min(k, CORNER_SPAN));
      const isSharp = k > 0 && here > SHARP_CORNER * usual + 1 && here * SPAN > all;
      this.#isSharp[k] = isSharp ? 1 : 0;
      before += here - (corner[k - CORNER_SPAN] ?? 0);
    }
  }

  /** Compares what is at `place` in the frame with what is up to the longest jump away from it. */
  #surveyPlace(frame: number, place: number, sign: 1 | -1): void {
    const best = this.#best;
    const here = frame + place;
    const energyHere = this.#energyAt(here);
    const usual = 2 * FADE * this.#usualEnergy + 1;
    const leavingCost = this.#fadeCost[here] ?? 0;
    let steepest = this.#steepestWithin(here, here + FADE);
    for (let jump = 1; jump <= MAX_JUMP; jump += 1) {
      const there = here + sign * jump;
      // What lies between both sides gets lost or is heard twice, so an attack in there counts.
      steepest = Math.max(steepest, this.#rise[sign > 0 ? there + FADE : there] ?? 0);
      if (jump < MIN_JUMP) continue;
      const energy = energyHere + this.#energyAt(there);
      const dot = dotProduct(this.#view, here, this.#view, there, FADE);
      const difference = (energy - 2 * dot) / Math.max(energy, usual);
      const attack = RISE_COST * Math.max(0, steepest - RISE_ALLOWED);
      const faded = Math.max(leavingCost, this.#fadeCost[there] ?? 0);
      const cost = ((BASE_COST + difference + attack + faded) * REFERENCE_JUMP) / jump;
      if (cost < best.cost) {
        best.cost = cost;
        best.startPair = place * FACTOR;
        best.jumpPairs = jump * FACTOR;
        best.similarity = similarityOf(dot, energyHere, energy - energyHere);
      }
    }
  }

  #energyAt(start: number): number {
    return (this.#energy[start + FADE] ?? 0) - (this.#energy[start] ?? 0);
  }

  #steepestWithin(from: number, to: number): number {
    let steepest = 0;
    for (let k = from; k <= to; k += 1) steepest = Math.max(steepest, this.#rise[k] ?? 0);
    return steepest;
  }
}

function follow(usual: number, seen: number): number {
  return usual === 0 ? seen : usual + FOLLOW * (seen - usual);
}
