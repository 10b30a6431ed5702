import type { Clock, Timer } from '../../clock.ts';

/** An empty channel: the music pauses after this, and the bot leaves after that. */
export interface EmptyChannelTimes {
  readonly pauseAfterMs: number;
  readonly leaveAfterMs: number;
}

/** Somebody may only have lost their connection, or be in the kitchen. */
export const EMPTY_CHANNEL_TIMES: EmptyChannelTimes = {
  pauseAfterMs: 10_000,
  leaveAfterMs: 10 * 60_000,
};

/** Waits while nobody listens: first with the music, then without, and at last no longer. */
export class EmptyChannel {
  readonly #clock: Clock;
  readonly #times: EmptyChannelTimes;
  readonly #pause: () => void;
  readonly #leave: () => void;
  #timer: Timer | undefined;

  /** @param leave decides itself whether the bot is to stay for ever */
  constructor(options: {
    readonly clock: Clock;
    readonly times: EmptyChannelTimes;
    readonly pause: () => void;
    readonly leave: () => void;
  }) {
    this.#clock = options.clock;
    this.#times = options.times;
    this.#pause = options.pause;
    this.#leave = options.leave;
  }

  /** Nobody listens; how long they have not is counted from the first time. */
  begin(): void {
    if (this.#timer !== undefined) return;
    this.#timer = this.#clock.after(this.#times.pauseAfterMs, () => {
      this.#pause();
      this.#timer = this.#clock.after(this.#times.leaveAfterMs, this.#leave);
    });
  }

  /** Somebody listens again, or nothing is to be waited for any more. */
  end(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
