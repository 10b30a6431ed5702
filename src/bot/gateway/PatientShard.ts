import { WebSocketShard, WebSocketShardDestroyRecovery, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayOpcodes, type GatewaySendPayload } from 'discord-api-types/v10';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';

/**
 * How long nothing may come of a session that is to be resumed. What the bot has missed comes first,
 * at once and in a stream; the library gives a new session the same 15 s, and this one for ever.
 */
export const RESUME_PATIENCE_MS = 15_000;

type Strategy = ConstructorParameters<typeof WebSocketShard>[0];

/** One connection to the gateway that neither waits for ever nor fails where nobody listens. */
export class PatientShard extends WebSocketShard {
  readonly #clock: Clock;
  readonly #log: Log;
  #patience: Timer | undefined;

  constructor(strategy: Strategy, id: number, parts: { readonly clock: Clock; readonly log: Log }) {
    super(strategy, id);
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.on(WebSocketShardEvents.Dispatch, () => {
      if (this.#patience !== undefined) this.#listen();
    });
    this.#guardMessages();
    const { Resumed, Ready, Closed } = WebSocketShardEvents;
    for (const event of [Resumed, Ready, Closed] as const) this.on(event, () => this.#stop());
  }

  override async send(payload: GatewaySendPayload): Promise<void> {
    if (payload.op === GatewayOpcodes.Resume) this.#listen();
    await super.send(payload);
  }

  /** Nobody awaits it where the library calls it: what it throws there would end the program. */
  override async destroy(...options: Parameters<WebSocketShard['destroy']>): Promise<void> {
    this.#stop();
    try {
      await super.destroy(...options);
    } catch (error) {
      this.#log.error({ error }, 'A connection to the gateway could not be replaced');
    }
  }

  /**
   * Nobody awaits what the library makes of a message either (a READY without data throws): an event
   * that makes no sense is lost, rather than the program. The method is private in its types.
   */
  #guardMessages(): void {
    const take: unknown = Reflect.get(this, 'onMessage');
    if (typeof take !== 'function') throw new TypeError('@discordjs/ws takes messages otherwise');
    const value = async (...message: unknown[]): Promise<void> => {
      try {
        await Reflect.apply(take, this, message);
      } catch (error) {
        this.#log.warn({ error }, 'A message of the gateway that makes no sense was lost');
      }
    };
    Object.defineProperty(this, 'onMessage', { value });
  }

  #listen(): void {
    this.#stop();
    this.#patience = this.#clock.after(RESUME_PATIENCE_MS, () => {
      this.#log.warn({}, 'The gateway does not resume the session: a new one is begun');
      const recover = WebSocketShardDestroyRecovery.Reconnect;
      void this.destroy({ reason: 'Nothing came of the resume', recover });
    });
  }

  #stop(): void {
    this.#patience?.cancel();
    this.#patience = undefined;
  }
}
