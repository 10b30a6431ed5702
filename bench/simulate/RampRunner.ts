import type { Clock, Timer } from '#src/clock.ts';
import {
  aimAt,
  type Mix,
  nextStepAtMs,
  type Ramp,
  type RampPace,
  restingRamp,
  takeStep,
  withDuration,
  withoutRefused,
} from '#src/crowd/mix/ramp.ts';

/** Takes a ramp's steps when they are due: the first inside `aimAt` where it may be. */
export class RampRunner {
  readonly #clock: Clock;
  readonly #send: (mix: Mix) => void;
  #ramp: Ramp;
  #timer: Timer | undefined;
  #closed = false;

  /**
   * @param playing what Lyria has been sent already
   * @param send is called with each step, the whole mix; must not throw
   */
  constructor(playing: Mix, send: (mix: Mix) => void, clock: Clock, pace: RampPace = {}) {
    this.#clock = clock;
    this.#send = send;
    this.#ramp = restingRamp(playing, pace);
  }

  /** Moves towards a mix; the newest one counts. Nothing happens after `close()`. */
  aimAt(target: Mix): void {
    if (this.#closed) return;
    this.#ramp = aimAt(this.#ramp, target, this.#clock.now());
    this.#step();
  }

  /** Refused prompts leave what is sent at once; then it goes on towards `target`, which has none. */
  dropRefused(isRefused: (text: string) => boolean, target: Mix): void {
    if (this.#closed) return;
    const before = this.#ramp;
    this.#ramp = withoutRefused(before, isRefused, target, this.#clock.now());
    if (this.#ramp !== before) this.#send(this.#ramp.sent);
  }

  /** Changes the length of the ramps to come. */
  setDuration(durationMs: number): void {
    this.#ramp = withDuration(this.#ramp, durationMs);
  }

  /** Last sent. */
  get sent(): Mix {
    return this.#ramp.sent;
  }

  get target(): Mix {
    return this.#ramp.target;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #step(): void {
    this.#timer?.cancel();
    const before = this.#ramp;
    this.#ramp = takeStep(before, this.#clock.now());
    if (this.#ramp.sent !== before.sent) this.#send(this.#ramp.sent);
    const dueMs = nextStepAtMs(this.#ramp);
    if (dueMs === null || this.#closed) return;
    this.#timer = this.#clock.after(dueMs - this.#clock.now(), () => this.#step());
  }
}
