import {
  type IContextFetchingStrategy,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardEvents,
} from 'discord.js';
import type { Clock, Timer } from '../../clock.ts';
import { ReconnectDelays } from './ReconnectDelays.ts';

/**
 * A connection to the gateway that waits longer and longer between attempts: the library's own
 * tries again every half second for as long as an outage lasts.
 */
export class PatientShard extends WebSocketShard {
  readonly #clock: Clock;
  readonly #delays: ReconnectDelays;
  #waiting: { readonly timer: Timer; readonly end: (goOn: boolean) => void } | undefined;

  constructor(
    strategy: IContextFetchingStrategy,
    id: number,
    { clock, random }: { readonly clock: Clock; readonly random: () => number },
  ) {
    super(strategy, id);
    this.#clock = clock;
    this.#delays = new ReconnectDelays(random);
    for (const event of [WebSocketShardEvents.Ready, WebSocketShardEvents.Resumed] as const) {
      this.on(event, () => this.#delays.reset());
    }
  }

  /** With `recover` the library connects again right afterwards; without it, never. */
  override async destroy(options: WebSocketShardDestroyOptions = {}): Promise<void> {
    this.#stopWaiting();
    if (options.recover === undefined || (await this.#wait())) await super.destroy(options);
  }

  /** Resolves when it is time for another attempt, or with false when there shall be none. */
  #wait(): Promise<boolean> {
    const delayMs = this.#delays.next();
    if (delayMs === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (goOn: boolean): void => {
        this.#waiting = undefined;
        resolve(goOn);
      };
      this.#waiting = { timer: this.#clock.after(delayMs, () => end(true)), end };
    });
  }

  #stopWaiting(): void {
    this.#waiting?.timer.cancel();
    this.#waiting?.end(false);
  }
}
