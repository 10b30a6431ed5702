import { SimpleShardingStrategy, type WebSocketOptions, WebSocketShardStatus } from 'discord.js';
import type { Clock, Timer } from '../../clock.ts';
import { ReconnectDelays } from './ReconnectDelays.ts';

type BuildStrategy = NonNullable<WebSocketOptions['buildStrategy']>;
type Manager = Parameters<BuildStrategy>[0];
type SessionInfo = Awaited<ReturnType<Manager['options']['retrieveSessionInfo']>>;

interface Times {
  readonly clock: Clock;
  /** 0 up to 1 */
  readonly random: () => number;
}

/**
 * The library's own way to run its connections to the gateway, but with waits between attempts that
 * grow: by itself it tries again every half second for as long as an outage lasts.
 *
 * Before a connection opens, and only then with the connection idle, the library asks for the session
 * to resume; the answer is what is made to wait.
 */
class PatientSharding extends SimpleShardingStrategy {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #delays = new Map<number, ReconnectDelays>();
  readonly #waits = new Set<Timer>();
  #closed = false;

  constructor(manager: Manager, { clock, random }: Times) {
    super(manager);
    this.#clock = clock;
    this.#random = random;
    const { options } = manager;
    const retrieve = options.retrieveSessionInfo;
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
    await super.destroy(...options);
  }

  /** Never resolves for a connection that would open after the end. */
  async #inTime(shardId: number): Promise<void> {
    const status = (await this.fetchStatus()).get(shardId);
    const delays = this.#delays.get(shardId) ?? new ReconnectDelays(this.#random);
    this.#delays.set(shardId, delays);
    if (status === WebSocketShardStatus.Ready) delays.reset();
    if (status !== WebSocketShardStatus.Idle) return;
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
