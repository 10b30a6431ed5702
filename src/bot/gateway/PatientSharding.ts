import {
  Collection,
  WebSocketShardEvents as Events,
  type IShardingStrategy,
  managerToFetchingStrategyOptions,
  SimpleContextFetchingStrategy,
  type WebSocketOptions,
  type WebSocketShardStatus,
} from 'discord.js';
import type { Clock } from '../../clock.ts';
import { PatientShard } from './PatientShard.ts';

type Manager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];
type Send = IShardingStrategy['send'];
type Destroy = IShardingStrategy['destroy'];

/** The library's own way to run its shards, in this process, but with shards that are patient. */
export class PatientSharding implements IShardingStrategy {
  readonly #manager: Manager;
  readonly #times: { readonly clock: Clock; readonly random: () => number };
  readonly #shards = new Collection<number, PatientShard>();

  constructor(manager: Manager, times: { readonly clock: Clock; readonly random: () => number }) {
    this.#manager = manager;
    this.#times = times;
  }

  async spawn(shardIds: number[]): Promise<void> {
    const options = await managerToFetchingStrategyOptions(this.#manager);
    for (const shardId of shardIds) {
      const strategy = new SimpleContextFetchingStrategy(this.#manager, options);
      const shard = new PatientShard(strategy, shardId, this.#times);
      this.#relay(shard, shardId);
      this.#shards.set(shardId, shard);
    }
  }

  async connect(): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.connect()));
  }

  async destroy(...[options]: Parameters<Destroy>): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.destroy(options)));
    this.#shards.clear();
  }

  async send(...[shardId, payload]: Parameters<Send>): Promise<void> {
    const shard = this.#shards.get(shardId);
    if (shard === undefined) throw new RangeError(`There is no shard ${shardId}`);
    await shard.send(payload);
  }

  async fetchStatus(): Promise<Collection<number, WebSocketShardStatus>> {
    return this.#shards.mapValues((shard) => shard.status);
  }

  #relay(shard: PatientShard, shardId: number): void {
    const manager = this.#manager;
    shard.on(Events.Closed, (payload) => manager.emit(Events.Closed, { ...payload, shardId }));
    shard.on(Events.Debug, (payload) => manager.emit(Events.Debug, { ...payload, shardId }));
    shard.on(Events.Dispatch, (payload) => manager.emit(Events.Dispatch, { ...payload, shardId }));
    shard.on(Events.Error, (payload) => manager.emit(Events.Error, { ...payload, shardId }));
    shard.on(Events.HeartbeatComplete, (payload) =>
      manager.emit(Events.HeartbeatComplete, { ...payload, shardId }),
    );
    shard.on(Events.Hello, () => manager.emit(Events.Hello, { shardId }));
    shard.on(Events.Ready, (payload) => manager.emit(Events.Ready, { ...payload, shardId }));
    shard.on(Events.Resumed, () => manager.emit(Events.Resumed, { shardId }));
    shard.on(Events.SocketError, (payload) =>
      manager.emit(Events.SocketError, { ...payload, shardId }),
    );
  }
}
