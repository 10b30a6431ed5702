import { SAMPLE_RATE } from '#src/audio/frame.ts';
import type { LyriaCounts } from './lyriaCounts.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import { between, type Random, waitingTimeMs } from './random.ts';

const MINUTE_MS = 60_000;
const SLOW_MINUTE_MOST = 0.9;

/** How fast one session makes audio: a pace that changes by the minute, and stalls. */
export class PaceModel {
  readonly #random: Random;
  readonly #profile: LyriaProfile;
  readonly #counts: LyriaCounts;
  readonly #average: number;
  #pace: number;
  #minuteEndsMs: number;
  #nextStallMs: number;
  #jitterMs = 0;
  #stalledMs = 0;

  constructor(random: Random, profile: LyriaProfile, counts: LyriaCounts, nowMs: number) {
    this.#random = random;
    this.#profile = profile;
    this.#counts = counts;
    this.#average = between(random, ...profile.paceAverage);
    this.#pace = this.#drawPace();
    this.#minuteEndsMs = nowMs + MINUTE_MS;
    this.#nextStallMs = this.#drawStall(nowMs);
  }

  /** Audio per time in this minute. */
  get pace(): number {
    return this.#pace;
  }

  /** How long it has stalled in all, the stall that goes on included. */
  get stalledMs(): number {
    return this.#stalledMs;
  }

  /** How long the service takes to make this much audio, stalls included. */
  msFor(samples: number, nowMs: number): number {
    if (nowMs >= this.#minuteEndsMs) {
      this.#minuteEndsMs = nowMs + MINUTE_MS;
      this.#pace = this.#drawPace();
    }
    let stallMs = 0;
    if (nowMs >= this.#nextStallMs) {
      this.#counts.stalls += 1;
      stallMs = between(this.#random, ...this.#profile.stallMs);
      this.#stalledMs += stallMs;
      this.#nextStallMs = this.#drawStall(nowMs) + stallMs;
    }
    // A chunk that comes late does not delay the next one.
    const before = this.#jitterMs;
    const { chunkJitterMs } = this.#profile;
    this.#jitterMs = chunkJitterMs === 0 ? 0 : between(this.#random, -chunkJitterMs, chunkJitterMs);
    const madeMs = ((samples / SAMPLE_RATE) * 1_000) / this.#pace;
    return Math.max(0, madeMs + this.#jitterMs - before) + stallMs;
  }

  #drawStall(nowMs: number): number {
    return nowMs + waitingTimeMs(this.#random, this.#profile.stallEveryMs);
  }

  /** Single minutes scatter widely around the session's average, mostly close to it. */
  #drawPace(): number {
    const [slowest, fastest] = this.#profile.paceMinute;
    const isSlow = this.#random() < this.#profile.slowMinuteChance;
    const pace = isSlow
      ? between(this.#random, slowest, SLOW_MINUTE_MOST)
      : this.#average + between(this.#random, ...this.#profile.paceSpread);
    return Math.min(fastest, Math.max(slowest, pace));
  }
}
