import { FRAME_PAIRS } from '../dsp/control.ts';
import { NOISE, NOISE_MASK } from '../dsp/noise.ts';

/** The air of the room, about 54 dB below full scale: music never stops to a digital nothing. */
const AIR = 0.006;
const HISS = 0.03;
const CRACKLE = 0.2;
/** Chance of a crackle, per sample. */
const CRACKLE_RATE = 1 / 5200;
const CRACKLE_DECAY = 0.93;
const CRACKLE_RISE = 0.06;
const SOFTNESS = 0.12;

/** What lies underneath: air, tape hiss, the crackle of a record. */
export class Texture {
  #at = 0;
  #softLeft = 0;
  #softRight = 0;
  #crackleLeft = 0;
  #crackleRight = 0;
  #popLeft = 0;
  #popRight = 0;
  #state = 0x1234_5678;

  /** Adds a frame. @param hiss @param crackle 0 to 1. */
  process(left: Float32Array, right: Float32Array, hiss: number, crackle: number): void {
    const level = AIR + hiss * HISS;
    const popLevel = crackle * CRACKLE;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const at = this.#at + i;
      // Two places of the same noise are as good as two noises.
      this.#softLeft += SOFTNESS * ((NOISE[at & NOISE_MASK] ?? 0) - this.#softLeft);
      this.#softRight += SOFTNESS * ((NOISE[(at * 3 + 7001) & NOISE_MASK] ?? 0) - this.#softRight);
      if (crackle > 0.02) this.#crackle();
      left[i] = (left[i] ?? 0) + level * this.#softLeft + popLevel * this.#crackleLeft;
      right[i] = (right[i] ?? 0) + level * this.#softRight + popLevel * this.#crackleRight;
    }
    this.#at = (this.#at + FRAME_PAIRS) & 0xff_ffff;
  }

  /** A crackle swells within a few samples and is gone: dust, not a digital click. */
  #crackle(): void {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) | 0;
    const random = (this.#state >>> 0) / 2 ** 32;
    if (random < CRACKLE_RATE) {
      const size = (random / CRACKLE_RATE) ** 3;
      const side = (this.#state >>> 9) & 1;
      this.#popLeft += size * (side === 0 ? 1 : 0.4);
      this.#popRight += size * (side === 0 ? 0.4 : 1);
    }
    this.#popLeft *= CRACKLE_DECAY;
    this.#popRight *= CRACKLE_DECAY;
    this.#crackleLeft += CRACKLE_RISE * (this.#popLeft - this.#crackleLeft);
    this.#crackleRight += CRACKLE_RISE * (this.#popRight - this.#crackleRight);
  }
}
