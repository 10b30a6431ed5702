import { SAMPLE_RATE } from '../dsp/control.ts';
import type { Zone } from './Zone.ts';

/** Decay and release times are those in which a sound would fall by so much. */
const SILENCE_DB = 100;
/** So far down a sound is over. */
const INAUDIBLE_DB = 72;
const KILL_SECONDS = 0.004;
/** No sound sets in faster: a corner of a millisecond is not heard as a click. */
const MIN_ATTACK_SECONDS = 0.0008;

/** The two envelopes of a sampled sound: attack in a line, decay and release even in dB. */
export class SampleVolume {
  #zone: Zone | undefined;
  #attackSeconds = 0;
  #releaseSeconds = 1;
  #seconds = 0;
  #levelDb = -SILENCE_DB;
  #gain = 0;
  #releasedAt = Number.POSITIVE_INFINITY;
  #modulation = 0;
  #modulationAtRelease = 0;
  #isKilled = false;
  done = true;

  /** @param release Factor on the time of the release. */
  start(zone: Zone, release: number): void {
    this.#zone = zone;
    this.#attackSeconds = Math.max(MIN_ATTACK_SECONDS, zone.volume.attack);
    this.#releaseSeconds = release * zone.volume.release;
    this.#seconds = 0;
    this.#levelDb = 0;
    this.#gain = 0;
    this.#releasedAt = Number.POSITIVE_INFINITY;
    this.#modulation = 0;
    this.#modulationAtRelease = 0;
    this.#isKilled = false;
    this.done = false;
  }

  get isReleased(): boolean {
    return this.#releasedAt < Number.POSITIVE_INFINITY;
  }

  release(): void {
    this.#releasedAt = this.#seconds;
    this.#modulationAtRelease = this.#modulation;
    this.#levelDb = this.#gain <= 0 ? -SILENCE_DB : 20 * Math.log10(this.#gain);
  }

  /** Lets go at once, and quickly. */
  kill(): void {
    if (!this.isReleased) this.release();
    this.#isKilled = true;
  }

  /** Moves on and returns the gain there, 0 to 1. */
  advance(samples: number): number {
    const zone = this.#zone;
    if (zone === undefined) return 0;
    const elapsed = samples / SAMPLE_RATE;
    this.#seconds += elapsed;
    if (this.isReleased) {
      this.#levelDb -=
        (SILENCE_DB * elapsed) / (this.#isKilled ? KILL_SECONDS : this.#releaseSeconds);
    } else {
      const { delay, hold, decay } = zone.volume;
      const sinceStart = this.#seconds - delay;
      if (sinceStart < this.#attackSeconds) {
        this.#gain = Math.max(0, sinceStart / this.#attackSeconds);
        return this.#gain;
      }
      const decaying = sinceStart - this.#attackSeconds - hold;
      const fallenDb =
        decaying <= 0 ? 0 : decay === 0 ? SILENCE_DB : (SILENCE_DB * decaying) / decay;
      this.#levelDb = -Math.min(zone.sustainDb, fallenDb);
    }
    if (this.#levelDb <= -INAUDIBLE_DB) {
      this.#gain = 0;
      this.done = this.isReleased || zone.sustainDb >= INAUDIBLE_DB;
      return 0;
    }
    this.#gain = 10 ** (this.#levelDb / 20);
    return this.#gain;
  }

  /** The envelope that moves pitch and filter, 0 to 1. */
  modulationAt(zone: Zone, seconds: number): number {
    if (zone.modulationToPitchCents === 0 && zone.modulationToFilterCents === 0) return 0;
    const { delay, attack, hold, decay, release } = zone.modulation;
    if (this.isReleased) {
      const fallen = (seconds - this.#releasedAt) / Math.max(1e-3, release);
      return Math.max(0, this.#modulationAtRelease - fallen);
    }
    const sinceStart = seconds - delay;
    if (sinceStart < 0) this.#modulation = 0;
    else if (sinceStart < attack) this.#modulation = convex(sinceStart / attack);
    else if (sinceStart < attack + hold) this.#modulation = 1;
    else {
      const fallen = decay === 0 ? 1 : (sinceStart - attack - hold) / decay;
      this.#modulation = Math.max(zone.modulationSustain, 1 - fallen);
    }
    return this.#modulation;
  }
}

function convex(way: number): number {
  return way <= 0 ? 0 : Math.max(0, 1 + (40 * Math.log10(way)) / 96);
}
