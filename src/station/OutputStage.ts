import { FRAME_MS, FRAME_PAIRS } from '../audio/frame.ts';
import { Limiter } from '../audio/Limiter.ts';
import { FADE_IN_MS, pairsIn } from './stationTimes.ts';

/** Volume glides: all the way from 0 to 1 takes this long. */
const VOLUME_GLIDE_MS = 400;
const VOLUME_STEP = FRAME_MS / VOLUME_GLIDE_MS;

/**
 * Volume, fades and a limiter, on each frame in place, all with even slopes within the frame. At
 * volume 1, fully faded in, the music stays bit-exact.
 */
export class OutputStage {
  readonly #limiter = new Limiter();
  #volume = 1;
  #volumeNow = 1;
  #volumeStep = VOLUME_STEP;
  /** 0: silent, 1: fully faded in. */
  #fade = 0;
  #fadeTarget = 0;
  #fadeStep = 0;

  /**
   * Glides there, once something is heard.
   *
   * @param volume 0 to 2
   * @param glideMs how long that takes; by how far it is unless given
   */
  setVolume(volume: number, glideMs?: number): void {
    this.#volume = volume;
    const frames = glideMs === undefined ? 0 : glideMs / FRAME_MS;
    this.#volumeStep = frames > 1 ? Math.abs(volume - this.#volumeNow) / frames : VOLUME_STEP;
    if (this.#fade === 0) this.#volumeNow = volume;
  }

  fadeTo(target: 0 | 1, durationMs: number): void {
    this.#fadeTarget = target;
    this.#fadeStep = FRAME_PAIRS / Math.max(FRAME_PAIRS, pairsIn(durationMs));
  }

  /** What came before is not heard: if anything is to be, it comes in from nothing. */
  cut(): void {
    this.#limiter.clear();
    this.#fade = 0;
    if (this.#fadeTarget === 1) this.fadeTo(1, FADE_IN_MS);
  }

  /** How loud music comes out now: 1 as it came. */
  get level(): number {
    return this.#volumeNow * this.#fade;
  }

  get isSilent(): boolean {
    return this.#fade === 0 && this.#fadeTarget === 0;
  }

  process(frame: Int16Array): void {
    const before = this.level;
    this.#volumeNow = towards(this.#volumeNow, this.#volume, this.#volumeStep);
    this.#fade = towards(this.#fade, this.#fadeTarget, this.#fadeStep);
    this.#limiter.process(frame, before, this.level);
  }
}

function towards(value: number, target: number, step: number): number {
  return value < target ? Math.min(target, value + step) : Math.max(target, value - step);
}
