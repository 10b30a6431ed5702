import {
  type Biquad,
  highPass,
  highShelf,
  lowPass,
  lowShelf,
  newBiquad,
  peaking,
} from '../dsp/biquad.ts';
import { clamp, FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';
import type { StereoBuffer } from '../voices/Voice.ts';
import { Equaliser } from './Equaliser.ts';

/** Where the bands meet. */
const LOW_HZ = 250;
const PRESENCE_HZ = 2_000;
const AIR_HZ = 6_000;
/** The middle of the presence, and how broad a bell covers it. */
const BELL_HZ = 3_400;
const BELL_QUALITY = 0.75;
/** How far each band may be lifted or lowered: beyond it would sound of the equaliser. */
const MAX_LOW_DB = 7;
const MAX_PRESENCE_DB = 10;
const MAX_AIR_DB = 14;
/** The balance is that of so many seconds: slower than a section, so that sections differ. */
const LISTEN_SECONDS = 10;
const TURN_SECONDS = 22;
/** Of those times, what a piece begins with. */
const FIRST_SHARE = 0.08;
/** The two halves of a Butterworth filter of the fourth order. */
const STEEP_QUALITIES = [0.541, 1.307] as const;
const FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_PAIRS;
/** Quieter than this there is nothing to go by. */
const SILENCE = 1e-6;

/** What the whole is to be like. */
export interface BalanceTarget {
  /** Share of the power below 250 Hz, 0 to 1. */
  low: number;
  /** Power between 2 and 6 kHz, and above, relative to the whole, in dB. */
  presence: number;
  air: number;
}

/**
 * Holds the balance of lows, presence and air where records of the style have it, as a mastering
 * engineer would: three broad filters, turned slower than anybody notices.
 */
export class Balance {
  readonly #lowShelf = newBiquad();
  readonly #bell = newBiquad();
  readonly #highShelf = newBiquad();
  readonly #equaliser = new Equaliser(this.#lowShelf, this.#bell, this.#highShelf);
  readonly #missingEqualiser = new Equaliser(this.#lowShelf, this.#bell, this.#highShelf);
  readonly #left = new Float32Array(FRAME_PAIRS);
  readonly #right = new Float32Array(FRAME_PAIRS);
  readonly #lowBand = new Equaliser(lowPass(LOW_HZ));
  readonly #presenceBand = new Equaliser(...steep(PRESENCE_HZ), lowPass(AIR_HZ));
  readonly #airBand = new Equaliser(...steep(AIR_HZ));
  readonly #a = new Float32Array(FRAME_PAIRS);
  readonly #b = new Float32Array(FRAME_PAIRS);
  readonly #powers = { all: 0, low: 0, presence: 0, air: 0 };
  readonly #gainsDb = { low: 0, presence: 0, air: 0 };
  #age = 0;

  /** In place. @param missing What is muted, and counts all the same. It is equalised in place. */
  process(
    left: Float32Array,
    right: Float32Array,
    target: BalanceTarget,
    missing: StereoBuffer | undefined,
  ): void {
    this.#equaliser.process(left, right);
    if (missing === undefined) {
      this.#listen(left, right);
    } else {
      this.#missingEqualiser.process(missing.left, missing.right);
      this.#listen(sum(this.#left, left, missing.left), sum(this.#right, right, missing.right));
    }
    this.#turn(target);
  }

  #listen(left: Float32Array, right: Float32Array): void {
    this.#age += 1;
    const powers = this.#powers;
    const share = 1 / (LISTEN_SECONDS * this.#settling * FRAMES_PER_SECOND + 1);
    powers.all += share * (power(left, right) - powers.all);
    powers.low += share * (this.#powerIn(this.#lowBand, left, right) - powers.low);
    powers.presence += share * (this.#powerIn(this.#presenceBand, left, right) - powers.presence);
    powers.air += share * (this.#powerIn(this.#airBand, left, right) - powers.air);
  }

  get #settling(): number {
    return Math.min(1, FIRST_SHARE + this.#age / FRAMES_PER_SECOND / 20);
  }

  #turn({ low, presence, air }: BalanceTarget): void {
    const { all, ...bands } = this.#powers;
    if (all < SILENCE) return;
    const gains = this.#gainsDb;
    const share = 1 / (TURN_SECONDS * this.#settling * FRAMES_PER_SECOND);
    const lowShare = clamp(bands.low / all, 0.01, 0.99);
    const lowError = odds(low) - odds(lowShare);
    const presenceError = presence - decibels(bands.presence / all);
    const airError = air - decibels(bands.air / all);
    gains.low = clamp(gains.low + share * lowError, -MAX_LOW_DB, MAX_LOW_DB);
    gains.presence = clamp(
      gains.presence + share * presenceError,
      -MAX_PRESENCE_DB,
      MAX_PRESENCE_DB,
    );
    gains.air = clamp(gains.air + share * airError, -MAX_AIR_DB, MAX_AIR_DB);
    lowShelf(LOW_HZ, gains.low, this.#lowShelf);
    peaking(BELL_HZ, BELL_QUALITY, gains.presence, this.#bell);
    highShelf(AIR_HZ, gains.air, this.#highShelf);
  }

  #powerIn(band: Equaliser, left: Float32Array, right: Float32Array): number {
    this.#a.set(left);
    this.#b.set(right);
    band.process(this.#a, this.#b);
    return power(this.#a, this.#b);
  }
}

/** What lies below is so much stronger that a gentle slope would let most of it through. */
function steep(hertz: number): readonly Biquad[] {
  return STEEP_QUALITIES.map((quality) => highPass(hertz, quality));
}

export function sum(out: Float32Array, a: Float32Array, b: Float32Array): Float32Array {
  for (let i = 0; i < FRAME_PAIRS; i += 1) out[i] = (a[i] ?? 0) + (b[i] ?? 0);
  return out;
}

function power(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < FRAME_PAIRS; i += 1) sum += (left[i] ?? 0) ** 2 + (right[i] ?? 0) ** 2;
  return sum / FRAME_PAIRS;
}

function decibels(ratio: number): number {
  return 10 * Math.log10(ratio + 1e-9);
}

function odds(share: number): number {
  return decibels(share / (1 - share));
}
