import { FRAME_PAIRS } from '../audio/frame.ts';
import { amplify } from './GainedSource.ts';
import { pairsIn } from './stationTimes.ts';

/** Peaks are held below this: what Opus makes of full scale can overshoot. */
const CEILING = 32_000;
/** Volume glides: all the way from 0 to 1 takes this long. */
const VOLUME_GLIDE_MS = 400;
/** After a peak the limiter lets go this slowly, per frame. */
const RELEASE_PER_FRAME = 0.02;
const FRAME_MS = 20;

/**
 * Volume, fades and a limiter, on each frame in place. At volume 1, fully faded in, the frame
 * stays bit-exact: what came was below full scale, and it goes out as it came.
 */
export class OutputStage {
  #volume = 1;
  #volumeNow = 1;
  /** 0: silent, 1: fully faded in. */
  #fade = 0;
  #fadeTarget = 0;
  #fadeStep = 0;
  #limit = 1;

  /** 0 to 2. */
  setVolume(volume: number): void {
    this.#volume = volume;
  }

  fadeTo(target: 0 | 1, durationMs: number): void {
    this.#fadeTarget = target;
    this.#fadeStep = FRAME_PAIRS / Math.max(FRAME_PAIRS, pairsIn(durationMs));
  }

  get isSilent(): boolean {
    return this.#fade === 0 && this.#fadeTarget === 0;
  }

  process(frame: Int16Array): void {
    const before = this.#volumeNow * this.#fade;
    this.#volumeNow = towards(this.#volumeNow, this.#volume, FRAME_MS / VOLUME_GLIDE_MS);
    this.#fade = towards(this.#fade, this.#fadeTarget, this.#fadeStep);
    const after = this.#volumeNow * this.#fade;
    if (before === 1 && after === 1 && this.#limit === 1) return;
    const limitBefore = this.#limit;
    const peak = peakOf(frame) * Math.max(before, after);
    // Going down at once is one even slope over the frame that holds the peak: no click.
    const needed = peak > CEILING && Math.max(before, after) > 1 ? CEILING / peak : 1;
    this.#limit = needed < limitBefore ? needed : Math.min(needed, limitBefore + RELEASE_PER_FRAME);
    if (needed < limitBefore) amplifyLimited(frame, before, after, limitBefore, needed);
    else amplify(frame, 0, FRAME_PAIRS, before * limitBefore, after * this.#limit);
  }
}

/** Reaches the lower limit within the first millisecond of the frame. */
function amplifyLimited(
  frame: Int16Array,
  before: number,
  after: number,
  limitBefore: number,
  limit: number,
): void {
  const attack = pairsIn(1);
  const middle = before + ((after - before) * attack) / FRAME_PAIRS;
  amplify(frame, 0, attack, before * limitBefore, middle * limit);
  amplify(frame, attack, FRAME_PAIRS - attack, middle * limit, after * limit);
}

function towards(value: number, target: number, step: number): number {
  return value < target ? Math.min(target, value + step) : Math.max(target, value - step);
}

function peakOf(frame: Int16Array): number {
  let peak = 0;
  for (const sample of frame) {
    const size = sample < 0 ? -sample : sample;
    if (size > peak) peak = size;
  }
  return peak;
}
