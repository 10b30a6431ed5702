import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Application } from '../world/model.ts';
import type { Dispatch } from './dispatches.ts';
import type { Presence } from './frames.ts';

/** Enough for a busy guild during the minute in which a session can be resumed. */
const MAX_REPLAYED = 5_000;
const SESSION_ID_BYTES = 16;
const SHARD_SHIFT = 22n;

interface Sent {
  readonly sequence: number;
  readonly text: string;
}

/** Sends frames to a client while it is connected. */
export interface Outlet {
  send(text: string): void;
}

/** What a bot has identified for: outlives its connection for as long as it can be resumed. */
export class GatewaySession {
  readonly id = randomBytes(SESSION_ID_BYTES).toString('hex');
  readonly application: Application;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  presence: Presence;
  outlet: Outlet | null = null;
  #sequence = 0;
  readonly #sent: Sent[] = [];

  constructor(options: {
    readonly application: Application;
    readonly intents: number;
    readonly shard: readonly [number, number];
    readonly presence: Presence;
  }) {
    this.application = options.application;
    this.intents = options.intents;
    this.shard = options.shard;
    this.presence = options.presence;
  }

  get botUserId(): string {
    return this.application.botUserId;
  }

  get sequence(): number {
    return this.#sequence;
  }

  handles(guildId: string): boolean {
    const [id, count] = this.shard;
    return (BigInt(guildId) >> SHARD_SHIFT) % BigInt(count) === BigInt(id);
  }

  /** Numbers an event, keeps it for a resume, and sends it if there is somebody to send it to. */
  dispatch({ event, data }: Dispatch): void {
    this.#sequence++;
    const text = JSON.stringify({
      t: event,
      s: this.#sequence,
      op: GatewayOpcodes.Dispatch,
      d: data,
    });
    this.#sent.push({ sequence: this.#sequence, text });
    if (this.#sent.length > MAX_REPLAYED) this.#sent.shift();
    this.outlet?.send(text);
  }

  /** Whether everything after `sequence` can be sent again. */
  canReplayAfter(sequence: number): boolean {
    if (sequence > this.#sequence) return false;
    const oldest = this.#sent[0]?.sequence ?? this.#sequence + 1;
    return sequence >= oldest - 1;
  }

  replayAfter(sequence: number): void {
    for (const sent of this.#sent) if (sent.sequence > sequence) this.outlet?.send(sent.text);
  }
}
