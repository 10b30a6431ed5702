import { FRAME_PAIRS } from '../dsp/control.ts';
import type { StereoBuffer } from '../voices/Voice.ts';

/** Levels follow within some 60 ms: at once for the ear, and without a click. */
const FOLLOW_PER_FRAME = 0.35;
/** Closer than this the level is there. */
const CLOSE = 1e-4;

/** One channel strip: where a role's voices add up, and how loud it goes on. */
export class Strip implements StereoBuffer {
  readonly left = new Float32Array(FRAME_PAIRS);
  readonly right = new Float32Array(FRAME_PAIRS);
  #gain = 0;
  #gainBefore = 0;

  clear(): void {
    this.left.fill(0);
    this.right.fill(0);
  }

  /** Without the slow approach, for a new piece. */
  jumpTo(gain: number): void {
    this.#gain = gain;
    this.#gainBefore = gain;
  }

  /** Where the level is to go. Once for each frame. */
  follow(target: number): void {
    this.#gainBefore = this.#gain;
    this.#gain += FOLLOW_PER_FRAME * (target - this.#gain);
    if (Math.abs(this.#gain - target) < CLOSE) this.#gain = target;
  }

  /** Whether nothing of it is heard. */
  get silent(): boolean {
    return this.#gain === 0 && this.#gainBefore === 0;
  }

  /** In place: the level, and `duck` (1: as it is) sample by sample. */
  applyGain(duck: Float32Array | undefined): void {
    const { left, right } = this;
    let gain = this.#gainBefore;
    const step = (this.#gain - gain) / FRAME_PAIRS;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      gain += step;
      const factor = duck === undefined ? gain : gain * (duck[i] ?? 1);
      left[i] = (left[i] ?? 0) * factor;
      right[i] = (right[i] ?? 0) * factor;
    }
  }

  /** Adds what the voices have added to another bus, at a level of its own. */
  addScaledTo(bus: StereoBuffer, level: number): void {
    const { left, right } = this;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      bus.left[i] = (bus.left[i] ?? 0) + level * (left[i] ?? 0);
      bus.right[i] = (bus.right[i] ?? 0) + level * (right[i] ?? 0);
    }
  }

  /** Adds it to another bus. */
  addTo(bus: StereoBuffer): void {
    const { left, right } = this;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      bus.left[i] = (bus.left[i] ?? 0) + (left[i] ?? 0);
      bus.right[i] = (bus.right[i] ?? 0) + (right[i] ?? 0);
    }
  }

  /** Adds a share of it to the input of an effect. */
  sendMono(effect: Float32Array, share: number): void {
    const { left, right } = this;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      effect[i] = (effect[i] ?? 0) + share * ((left[i] ?? 0) + (right[i] ?? 0));
    }
  }

  /** Adds a share of it to the inputs of both effects. */
  sendTo(reverb: Float32Array, reverbShare: number, delay: Float32Array, delayShare: number): void {
    const { left, right } = this;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const mono = (left[i] ?? 0) + (right[i] ?? 0);
      reverb[i] = (reverb[i] ?? 0) + reverbShare * mono;
      delay[i] = (delay[i] ?? 0) + delayShare * mono;
    }
  }
}
