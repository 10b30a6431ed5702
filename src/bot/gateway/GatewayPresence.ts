import type { Clock, Timer } from '#src/clock.ts';
import type { Conditions } from '#src/conditions.ts';

/** Discord asks for a new connection every few hours: that takes a second and is nobody's trouble. */
const ABSENCE_MS = 5_000;
const AWAY_TEXT =
  'The gateway of Discord cannot be reached: no commands, no votes. What plays keeps playing, and the bot comes back by itself.';

/** Whether the gateway is there, and the operator's word for it when it is away for longer. */
export class GatewayPresence {
  readonly #clock: Clock;
  readonly #conditions: Conditions;
  #state: 'connecting' | 'ready' | 'lost' = 'connecting';
  #absence: Timer | undefined;

  constructor(options: { readonly clock: Clock; readonly conditions: Conditions }) {
    this.#clock = options.clock;
    this.#conditions = options.conditions;
  }

  get state(): 'connecting' | 'ready' | 'lost' {
    return this.#state;
  }

  /** Before it was ready for the first time it was never there. */
  left(): void {
    if (this.#state === 'connecting') return;
    this.#state = 'lost';
    this.#absence ??= this.#clock.after(ABSENCE_MS, () =>
      this.#conditions.raise('discord.lost', AWAY_TEXT),
    );
  }

  came(): void {
    this.#state = 'ready';
    this.close();
    this.#absence = undefined;
    this.#conditions.clear('discord.lost');
  }

  close(): void {
    this.#absence?.cancel();
  }
}
