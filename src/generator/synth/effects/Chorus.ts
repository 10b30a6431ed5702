import { FRAME_PAIRS, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { SINE, SINE_MASK, SINE_SIZE } from '../dsp/sine.ts';

const LINE_SIZE = 2048;
const LINE_MASK = LINE_SIZE - 1;
/** Below this amount the effect is off, and costs nothing. */
const NOTHING = 0.03;

interface Sway {
  readonly hertz: number;
  /** Around which delay, and how far, in samples. */
  readonly centre: number;
  readonly reach: number;
}

/** 10 ms, swaying by 1.3 ms: a second player. Detunes by at most 7 cents. */
export const CHORUS: Sway = { hertz: 0.47, centre: 480, reach: 62 };
/** A worn tape or a warped record: the whole moves by up to 11 cents. */
export const TAPE: Sway = { hertz: 0.62, centre: 120, reach: 80 };

/** A delay whose time sways, the sides in opposite directions. */
export class Chorus {
  readonly #sway: Sway;
  readonly #left = new Float32Array(LINE_SIZE);
  readonly #right = new Float32Array(LINE_SIZE);
  #at = 0;
  #phase = 0;
  #dryGain = 1;
  #wetGain = 0;
  #amount = 0;

  constructor(sway: Sway) {
    this.#sway = sway;
  }

  /** Doubles both channels, in place. @param amount 0 to 1. */
  double(left: Float32Array, right: Float32Array, amount: number): void {
    const wet = amount < NOTHING ? 0 : 0.72 * amount;
    if (this.#isIdle(wet)) return;
    this.#process(left, right, Math.sqrt(1 - 0.6 * wet * wet), wet, 1, -1);
  }

  /** Lets the pitch of the whole wander, in place. @param amount 0 to 1, of the full depth. */
  wander(left: Float32Array, right: Float32Array, amount: number): void {
    const wet = amount < NOTHING ? 0 : 1;
    if (this.#isIdle(wet)) return;
    this.#process(left, right, 1 - wet, wet, amount, 1);
  }

  #isIdle(wetTarget: number): boolean {
    if (wetTarget > 0 || this.#wetGain > 1e-4) return false;
    this.#wetGain = 0;
    this.#dryGain = 1;
    return true;
  }

  #process(
    left: Float32Array,
    right: Float32Array,
    dryTarget: number,
    wetTarget: number,
    amountTarget: number,
    rightTurn: number,
  ): void {
    const { hertz, centre, reach } = this.#sway;
    const lineLeft = this.#left;
    const lineRight = this.#right;
    for (let from = 0; from < FRAME_PAIRS; from += SLICE) {
      const now = this.#amount * (SINE[this.#phase & SINE_MASK] ?? 0);
      this.#phase = (this.#phase + (SLICE * hertz * SINE_SIZE) / SAMPLE_RATE) % SINE_SIZE;
      this.#amount += 0.01 * (amountTarget - this.#amount);
      const next = this.#amount * (SINE[this.#phase & SINE_MASK] ?? 0);
      const step = (reach * (next - now)) / SLICE;
      const dryStep = (dryTarget - this.#dryGain) / FRAME_PAIRS;
      const wetStep = (wetTarget - this.#wetGain) / FRAME_PAIRS;
      let offset = reach * now;
      let dry = this.#dryGain;
      let wet = this.#wetGain;
      for (let i = from; i < from + SLICE; i += 1) {
        const at = this.#at + i;
        const put = at & LINE_MASK;
        const inLeft = left[i] ?? 0;
        const inRight = right[i] ?? 0;
        lineLeft[put] = inLeft;
        lineRight[put] = inRight;
        const leftPlace = at - centre - offset + LINE_SIZE;
        const rightPlace = at - centre - rightTurn * offset + LINE_SIZE;
        const leftWhole = Math.floor(leftPlace);
        const rightWhole = Math.floor(rightPlace);
        const a = lineLeft[leftWhole & LINE_MASK] ?? 0;
        const b = lineLeft[(leftWhole + 1) & LINE_MASK] ?? 0;
        const c = lineRight[rightWhole & LINE_MASK] ?? 0;
        const d = lineRight[(rightWhole + 1) & LINE_MASK] ?? 0;
        left[i] = dry * inLeft + wet * (a + (b - a) * (leftPlace - leftWhole));
        right[i] = dry * inRight + wet * (c + (d - c) * (rightPlace - rightWhole));
        offset += step;
        dry += dryStep;
        wet += wetStep;
      }
      this.#dryGain = dry;
      this.#wetGain = wet;
    }
    this.#at = (this.#at + FRAME_PAIRS) & 0xff_ffff;
  }
}
