import { GatewayOpcodes, type GatewaySendPayload } from 'discord-api-types/v10';
import type { Clock, Timer } from '#src/clock.ts';

/**
 * Discord closes a connection that sends more than 120 payloads in a minute, heartbeats included;
 * the library makes the 115th wait in a queue that outlives the connection.
 */
export const MOST_SENT = 110;
export const WINDOW_MS = 60_000;

/**
 * What is to be sent on one shard's connection to the gateway: it goes out in this connection or
 * not at all. Whoever still wants it when there is another one sends it again; the library by
 * itself would keep it until it has a new session, which may be days later.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #transmit: (payload: GatewaySendPayload) => void;
  /** When what went out in the last minute did, the oldest first. */
  #sentAtMs: number[] = [];
  /** Has to wait for its turn; of two about the same thing only the later one counts. */
  readonly #waiting = new Map<string, GatewaySendPayload>();
  #count = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, transmit: (payload: GatewaySendPayload) => void) {
    this.#clock = clock;
    this.#transmit = transmit;
  }

  /** Sends it now, or in turn. */
  send(payload: GatewaySendPayload): void {
    this.#count += 1;
    this.#waiting.set(subjectOf(payload) ?? String(this.#count), payload);
    this.#flush();
  }

  /** The connection is gone: nothing of it is sent in the next. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting.clear();
    this.#sentAtMs = [];
  }

  #flush(): void {
    const nowMs = this.#clock.now();
    this.#sentAtMs = this.#sentAtMs.filter((atMs) => atMs > nowMs - WINDOW_MS);
    for (const [subject, payload] of this.#waiting) {
      if (this.#sentAtMs.length >= MOST_SENT) break;
      this.#waiting.delete(subject);
      this.#sentAtMs.push(nowMs);
      this.#transmit(payload);
    }
    const [oldestMs] = this.#sentAtMs;
    if (this.#waiting.size === 0 || oldestMs === undefined) return;
    this.#timer ??= this.#clock.after(oldestMs + WINDOW_MS - nowMs, () => {
      this.#timer = undefined;
      this.#flush();
    });
  }
}

/** What it is about, where a later payload about the same takes its place. */
function subjectOf(payload: GatewaySendPayload): string | undefined {
  if (payload.op === GatewayOpcodes.VoiceStateUpdate) return `voice ${payload.d.guild_id}`;
  return payload.op === GatewayOpcodes.PresenceUpdate ? 'presence' : undefined;
}
