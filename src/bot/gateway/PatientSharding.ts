import {
  type GatewaySendPayload,
  SimpleShardingStrategy,
  type WebSocketOptions,
  WebSocketShardStatus,
} from 'discord.js';
import type { Clock, Timer } from '../../clock.ts';
import { Outbox } from './Outbox.ts';
import { ReconnectDelays } from './ReconnectDelays.ts';

type BuildStrategy = NonNullable<WebSocketOptions['buildStrategy']>;
type Manager = Parameters<BuildStrategy>[0];
type SessionInfo = Awaited<ReturnType<Manager['options']['retrieveSessionInfo']>>;

/**
 * By itself the library waits for 30 s for a connection and for 60 s for the gateway's hello: an
 * attempt that began before an outage was over would hold up the next by that. Across the world
 * both take under a second.
 */
const CONNECT_TIMEOUT_MS = 5_000;

interface Times {
  readonly clock: Clock;
  /** 0 up to 1 */
  readonly random: () => number;
}

/**
 * The library's own way to run its connections to the gateway, but with waits between attempts that
 * grow: by itself it tries again every half second for as long as an outage lasts. And what is sent
 * goes out in the present connection or not at all; see `Outbox`.
 *
 * Before a connection opens, and only then with the connection idle, the library asks for the session
 * to resume; the answer is what is made to wait.
 */
class PatientSharding extends SimpleShardingStrategy {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #delays = new Map<number, ReconnectDelays>();
  readonly #outboxes = new Map<number, Outbox>();
  readonly #waits = new Set<Timer>();
  #closed = false;

  constructor(manager: Manager, { clock, random }: Times) {
    super(manager);
    this.#clock = clock;
    this.#random = random;
    const { options } = manager;
    const retrieve = options.retrieveSessionInfo;
    options.handshakeTimeout = CONNECT_TIMEOUT_MS;
    options.helloTimeout = CONNECT_TIMEOUT_MS;
    options.retrieveSessionInfo = async (shardId): Promise<SessionInfo> => {
      await this.#inTime(shardId);
      return retrieve(shardId);
    };
  }

  /** The library destroys what there was, if anything, before it spawns. */
  override async spawn(shardIds: number[]): Promise<void> {
    this.#closed = false;
    await super.spawn(shardIds);
  }

  override async destroy(...options: Parameters<SimpleShardingStrategy['destroy']>): Promise<void> {
    this.#closed = true;
    for (const wait of this.#waits) wait.cancel();
    this.#waits.clear();
    for (const outbox of this.#outboxes.values()) outbox.clear();
    await super.destroy(...options);
  }

  /**
   * What the bot itself wants to send; heartbeats and the like go another way. Dropped while the
   * connection has no session, or has still to catch up with it.
   */
  override async send(shardId: number, payload: GatewaySendPayload): Promise<void> {
    if (await this.#isReady(shardId)) this.#outbox(shardId).send(payload);
  }

  #outbox(shardId: number): Outbox {
    const outbox =
      this.#outboxes.get(shardId) ??
      new Outbox(this.#clock, (payload) => void this.#transmit(shardId, payload));
    this.#outboxes.set(shardId, outbox);
    return outbox;
  }

  async #transmit(shardId: number, payload: GatewaySendPayload): Promise<void> {
    if (!(await this.#isReady(shardId))) return;
    // It fails only where the connection has just broken.
    await super.send(shardId, payload).catch(() => {});
  }

  async #isReady(shardId: number): Promise<boolean> {
    return (await this.fetchStatus()).get(shardId) === WebSocketShardStatus.Ready;
  }

  /** Never resolves for a connection that would open after the end. */
  async #inTime(shardId: number): Promise<void> {
    const status = (await this.fetchStatus()).get(shardId);
    const delays = this.#delays.get(shardId) ?? new ReconnectDelays(this.#random);
    this.#delays.set(shardId, delays);
    if (status === WebSocketShardStatus.Ready) delays.reset();
    if (status !== WebSocketShardStatus.Idle) return;
    this.#outboxes.get(shardId)?.clear();
    await new Promise<void>((resolve) => {
      if (this.#closed) return;
      const delayMs = delays.next();
      if (delayMs === 0) {
        resolve();
        return;
      }
      const wait = this.#clock.after(delayMs, () => {
        this.#waits.delete(wait);
        resolve();
      });
      this.#waits.add(wait);
    });
  }
}

/** For the discord.js client's option `ws`. */
export function patientSharding(times: Times): BuildStrategy {
  return (manager) => new PatientSharding(manager, times);
}
