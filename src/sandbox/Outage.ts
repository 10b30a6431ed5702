import type { Timer } from '../clock.ts';
import type { DiscordServer } from './DiscordServer.ts';
import { plainError } from './rest/RestFaults.ts';
import type { VoiceServer } from './voice/contract.ts';

export const OUTAGE_PARTS = ['rest', 'gateway', 'voice'] as const;
export type OutagePart = (typeof OUTAGE_PARTS)[number];

export interface OutageOptions {
  /** Until it is ended, when null. */
  readonly lastsMs: number | null;
  /** What REST and the gateway's upgrade answer; null resets connections, as an unreachable host. */
  readonly status: number | null;
  readonly parts: readonly OutagePart[];
}

/**
 * Discord is away, for everybody and all at once: connections are cut, new ones come to nothing,
 * and sound reaches nobody. What Discord itself remembers (sessions, who is in voice) goes on and
 * runs out behind it, as it does when a bot's network fails.
 */
export class Outage {
  readonly #discord: DiscordServer;
  readonly #voice: VoiceServer;
  #standing: { readonly options: OutageOptions; readonly endsAtMs: number | null } | null = null;
  #timer: Timer | undefined;

  constructor(discord: DiscordServer, voice: VoiceServer) {
    this.#discord = discord;
    this.#voice = voice;
  }

  /** With how long it still lasts, ms, or null for until it is ended. */
  get standing(): (OutageOptions & { readonly leftMs: number | null }) | null {
    if (this.#standing === null) return null;
    const { options, endsAtMs } = this.#standing;
    const leftMs = endsAtMs === null ? null : endsAtMs - this.#discord.world.time.now();
    return { ...options, leftMs };
  }

  /** Takes the place of one that stands. */
  begin(options: OutageOptions): void {
    this.end();
    const { lastsMs, status, parts } = options;
    const { restFaults, gateway, world } = this.#discord;
    this.#standing = { options, endsAtMs: lastsMs === null ? null : world.time.now() + lastsMs };
    if (lastsMs !== null) this.#timer = world.time.after(lastsMs, () => this.end());
    if (parts.includes('rest')) {
      restFaults.outage = status === null ? { kind: 'reset' } : plainError(status);
    }
    if (parts.includes('gateway')) {
      gateway.outage = { status };
      gateway.dropConnections();
    }
    if (parts.includes('voice')) this.#voice.cutOff(true);
  }

  /** Everything can be reached again. */
  end(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#standing === null) return;
    this.#standing = null;
    this.#discord.restFaults.outage = null;
    this.#discord.gateway.outage = null;
    this.#voice.cutOff(false);
  }
}
