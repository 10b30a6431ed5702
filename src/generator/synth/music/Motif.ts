import { chance } from '../dsp/random.ts';
import { levelAt } from '../style/levelAt.ts';
import type { Daring } from './Moment.ts';

export const MOTIF_STEPS = 32;
/** Up to a fifth either way. */
const REACH = 4;
const CANDIDATES = 2 * REACH + 1;
/** Notes less important than this are ornaments: neighbours of the note before. */
const ORNAMENT_BELOW = 5;
/** The five notes of the scale that never clash with the home chord, from its root. */
const PENTATONIC = [true, true, true, false, true, true, false] as const;
const SHARPEST = 0.06;

/** A tune of two bars: a pitch for every sixteenth at which it may move. */
export class Motif {
  /** In steps of the scale, relative to home. */
  readonly steps = new Int8Array(MOTIF_STEPS);
  readonly #scores = new Float64Array(CANDIDATES);

  /**
   * Makes up a tune, from the sixteenth `from` on; what comes before stays.
   * @param seed Decides all that is left to chance. @param leap 0 to 1: how far it likes to jump.
   */
  compose(hits: string, leap: number, daring: Daring, seed: number, from = 0): void {
    let pitch = from > 0 ? (this.steps[from - 1] ?? 0) : 2 * Math.floor(chance(seed, 0, 1) * 3);
    let direction = 0;
    for (let step = from; step < MOTIF_STEPS; step += 1) {
      const level = levelAt(hits, step);
      if (level >= ORNAMENT_BELOW) {
        const delta = this.#next(pitch, direction, leap, daring, seed, step);
        pitch += delta;
        direction = Math.sign(delta);
        this.steps[step] = pitch;
      } else {
        this.steps[step] = pitch + (level > 0 && chance(seed, step, 7) < 0.5 ? 1 : 0);
      }
    }
  }

  /** Where to go from `pitch`: drawn from the best `topK` ways, the better ones more often. */
  #next(
    pitch: number,
    direction: number,
    leap: number,
    daring: Daring,
    seed: number,
    step: number,
  ): number {
    const scores = this.#scores;
    for (let n = 0; n < CANDIDATES; n += 1) {
      const delta = n - REACH;
      const to = pitch + delta;
      const distance = Math.abs(delta);
      let score = -0.5 * distance * (1 - 0.6 * leap);
      if (delta === 0) score -= 0.9;
      if (distance === 2 || distance === 4) score += 0.9 * leap;
      if (Math.sign(delta) === direction && distance === 1) score += 0.35;
      // It comes home the harder the further it has gone.
      score -= 0.035 * (to - 2) ** 2;
      if (PENTATONIC[((to % 7) + 7) % 7] === true) score += 0.5;
      // The smallest of differences, so that no two are equally good.
      scores[n] = score + 1e-3 * chance(seed, step, 100 + n);
    }
    return draw(scores, daring, chance(seed, step, 3)) - REACH;
  }
}

/** The index drawn. */
function draw(scores: Float64Array, { temperature, topK }: Daring, random: number): number {
  const cutoff = topK >= scores.length ? Number.NEGATIVE_INFINITY : kthLargest(scores, topK);
  const sharpness = 1 / Math.max(SHARPEST, 0.65 * temperature);
  let total = 0;
  for (const score of scores) if (score >= cutoff) total += Math.exp(score * sharpness);
  let left = random * total;
  for (let n = 0; n < scores.length; n += 1) {
    const score = scores[n] ?? 0;
    if (score < cutoff) continue;
    left -= Math.exp(score * sharpness);
    if (left <= 0) return n;
  }
  return REACH;
}

function kthLargest(scores: Float64Array, k: number): number {
  let bound = Number.POSITIVE_INFINITY;
  for (let n = 0; n < k; n += 1) {
    let best = Number.NEGATIVE_INFINITY;
    for (const score of scores) if (score < bound && score > best) best = score;
    bound = best;
  }
  return bound;
}
