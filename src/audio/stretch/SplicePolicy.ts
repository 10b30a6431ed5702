import { MAX_JUMP_PAIRS, MIN_JUMP_PAIRS } from './SpliceSearch.ts';

/** How far ahead or behind the stretcher usually gets at most: one longest jump. */
const DEADLINE_PAIRS = 1680;
/** Between two surveys of the same search, so that a hard passage does not cost much. */
const SURVEY_EVERY_PAIRS = 150;
/**
 * A splice this good is taken at once; towards the deadline less good ones will do, and past it
 * worse ones yet: half a drum stroke is worth being a little later.
 */
const GOOD_COST = 0.02;
const TOLERABLE_COST = 0.35;
/** What cannot be made up for (a source that offers no look-ahead) is forgiven beyond this. */
const MAX_DEBT_PAIRS = 2 * MAX_JUMP_PAIRS;

/**
 * Decides when to look for a splice and how good it has to be.
 *
 * Keeps the debt: how many pairs the rate asked for beyond what was really consumed (negative: too
 * many consumed). The intervals between splices vary, by chance and by what the music offers:
 * regular ones would be heard as a flutter.
 */
export class SplicePolicy {
  #debtPairs = 0;
  #nextSurveyPairs = MIN_JUMP_PAIRS;
  #chance: number;

  /** @param seed Where the sequence of chances starts, a whole number. */
  constructor(seed: number) {
    this.#chance = seed >>> 0;
  }

  get debtPairs(): number {
    return this.#debtPairs;
  }

  /** Notes that `pairs` are to be played at this rate. */
  owe(pairs: number, rate: number): void {
    const debt = this.#debtPairs + pairs * (rate - 1);
    this.#debtPairs = Math.max(-MAX_DEBT_PAIRS, Math.min(MAX_DEBT_PAIRS, debt));
  }

  /** Whether it is time to look for a splice while playing at this rate. */
  isDue(rate: number): boolean {
    return Math.sign(rate - 1) * this.#debtPairs >= this.#nextSurveyPairs;
  }

  /** Whether a splice that costs this much is to be made now. */
  accepts(cost: number): boolean {
    const urgency =
      (Math.abs(this.#debtPairs) - MIN_JUMP_PAIRS) / (DEADLINE_PAIRS - MIN_JUMP_PAIRS);
    return cost <= GOOD_COST + (TOLERABLE_COST - GOOD_COST) * urgency ** 2;
  }

  /** The splice found was not good enough. */
  postpone(): void {
    this.#nextSurveyPairs = Math.abs(this.#debtPairs) + SURVEY_EVERY_PAIRS;
  }

  /** A splice consumed `pairs` more (or, negative, fewer) than it produced. */
  settle(pairs: number): void {
    this.#debtPairs -= pairs;
    this.#nextSurveyPairs = MIN_JUMP_PAIRS + this.#draw() * MIN_JUMP_PAIRS;
  }

  /** The next chance, 0 up to 1 (linear congruence; only has to look irregular). */
  #draw(): number {
    this.#chance = (Math.imul(this.#chance, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#chance / 2 ** 32;
  }
}
