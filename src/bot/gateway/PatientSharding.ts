import {
  managerToFetchingStrategyOptions,
  SimpleContextFetchingStrategy,
  SimpleShardingStrategy,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws';
import type { WebSocketOptions } from 'discord.js';
import type { GatewaySendPayload } from 'discord-api-types/v10';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { Outbox } from './Outbox.ts';
import { PatientShard } from './PatientShard.ts';
import { ReconnectDelays } from './waits.ts';

type BuildStrategy = NonNullable<WebSocketOptions['buildStrategy']>;
type Manager = Parameters<BuildStrategy>[0];
type SessionInfo = Awaited<ReturnType<Manager['options']['retrieveSessionInfo']>>;

/**
 * By itself the library waits for 30 s for a connection and for 60 s for the gateway's hello: an
 * attempt that began before an outage was over would hold up the next by that. Across the world
 * both take under a second.
 */
const CONNECT_TIMEOUT_MS = 5_000;

interface Parts {
  readonly clock: Clock;
  /** 0 up to 1 */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Runs the library's connections to the gateway, all in this process, as its own strategy does, but
 * with waits between attempts that grow: by itself it tries again every half second for as long as
 * an outage lasts. What is sent goes out in the present connection or not at all; see `Outbox`. And
 * what fails while an event is taken is that event's trouble alone.
 *
 * Before a connection opens, and only then with the connection idle, the library asks for the session
 * to resume; the answer is what is made to wait.
 */
class PatientSharding extends SimpleShardingStrategy {
  readonly #manager: Manager;
  readonly #parts: Parts;
  readonly #shards = new Map<number, PatientShard>();
  readonly #delays = new Map<number, ReconnectDelays>();
  readonly #outboxes = new Map<number, Outbox>();
  readonly #waits = new Set<Timer>();
  #closed = false;

  constructor(manager: Manager, parts: Parts) {
    super(manager);
    this.#manager = manager;
    this.#parts = parts;
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
    const options = await managerToFetchingStrategyOptions(this.#manager);
    for (const id of shardIds) {
      const strategy = new SimpleContextFetchingStrategy(this.#manager, options);
      const shard = new PatientShard(strategy, id, this.#parts);
      this.#relay(shard, id);
      this.#shards.set(id, shard);
    }
  }

  override async connect(): Promise<void> {
    await Promise.all([...this.#shards.values()].map((shard) => shard.connect()));
  }

  override async destroy(...options: Parameters<SimpleShardingStrategy['destroy']>): Promise<void> {
    this.#closed = true;
    for (const wait of this.#waits) wait.cancel();
    this.#waits.clear();
    for (const outbox of this.#outboxes.values()) outbox.clear();
    await Promise.all([...this.#shards.values()].map((shard) => shard.destroy(...options)));
    this.#shards.clear();
  }

  override async fetchStatus(): ReturnType<SimpleShardingStrategy['fetchStatus']> {
    // The library's own collection, without any of its own connections.
    const statuses = await super.fetchStatus();
    for (const [id, { status }] of this.#shards) statuses.set(id, status);
    return statuses;
  }

  /**
   * What the bot itself wants to send; heartbeats and the like go another way. Dropped while the
   * connection has no session, or has still to catch up with it.
   */
  override async send(shardId: number, payload: GatewaySendPayload): Promise<void> {
    if (this.#isReady(shardId)) this.#outbox(shardId).send(payload);
  }

  /** Tells the library's client what comes; what its handlers throw would end the program. */
  #relay(shard: PatientShard, shardId: number): void {
    const manager = this.#manager;
    const tell = (event: WebSocketShardEvents, emit: () => boolean): void => {
      try {
        emit();
      } catch (error) {
        this.#parts.log.error({ error, event }, 'What came from the gateway could not be taken');
      }
    };
    const { Closed, Debug, Dispatch, Hello, HeartbeatComplete, Ready, Resumed } =
      WebSocketShardEvents;
    shard.on(Closed, (news) => tell(Closed, () => manager.emit(Closed, { ...news, shardId })));
    shard.on(Debug, (news) => tell(Debug, () => manager.emit(Debug, { ...news, shardId })));
    shard.on(Dispatch, (news) =>
      tell(Dispatch, () => manager.emit(Dispatch, { ...news, shardId })),
    );
    shard.on(WebSocketShardEvents.Error, (news) =>
      tell(WebSocketShardEvents.Error, () =>
        manager.emit(WebSocketShardEvents.Error, { ...news, shardId }),
      ),
    );
    shard.on(Hello, () => tell(Hello, () => manager.emit(Hello, { shardId })));
    shard.on(HeartbeatComplete, (news) =>
      tell(HeartbeatComplete, () => manager.emit(HeartbeatComplete, { ...news, shardId })),
    );
    shard.on(Ready, (news) => tell(Ready, () => manager.emit(Ready, { ...news, shardId })));
    shard.on(Resumed, () => tell(Resumed, () => manager.emit(Resumed, { shardId })));
  }

  #outbox(shardId: number): Outbox {
    const outbox =
      this.#outboxes.get(shardId) ??
      new Outbox(this.#parts.clock, (payload) => void this.#transmit(shardId, payload));
    this.#outboxes.set(shardId, outbox);
    return outbox;
  }

  async #transmit(shardId: number, payload: GatewaySendPayload): Promise<void> {
    if (!this.#isReady(shardId)) return;
    // It fails only where the connection has just broken.
    await this.#shards
      .get(shardId)
      ?.send(payload)
      .catch(() => {});
  }

  #isReady(shardId: number): boolean {
    return this.#shards.get(shardId)?.status === WebSocketShardStatus.Ready;
  }

  /** Never resolves for a connection that would open after the end. */
  async #inTime(shardId: number): Promise<void> {
    const status = this.#shards.get(shardId)?.status;
    const delays = this.#delays.get(shardId) ?? new ReconnectDelays(this.#parts.random);
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
      const wait = this.#parts.clock.after(delayMs, () => {
        this.#waits.delete(wait);
        resolve();
      });
      this.#waits.add(wait);
    });
  }
}

/** For the discord.js client's option `ws`. */
export function patientSharding(parts: Parts): BuildStrategy {
  return (manager) => new PatientSharding(manager, parts);
}
