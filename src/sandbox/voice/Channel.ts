import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { HeardPacket } from './contract.ts';
import type { DaveGroup } from './dave/DaveGroup.ts';
import type { Ears } from './Ears.ts';
import { UNDOCUMENTED_OPERATIONS } from './messages.ts';
import type { VoiceSession } from './VoiceSession.ts';

/** Discord's silence, which no client's Opus encoder makes from sound. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
/** Every client has this flag set. */
const CLIENT_FLAGS = 2;
const DESKTOP = 0;

/** Whoever sends sound into a channel. */
interface Speaker {
  readonly userId: string;
  readonly ssrc: number;
}

/** One voice channel: tells its members of each other and passes on what they say. */
export class Channel {
  readonly #clients = new Set<VoiceSession>();
  readonly #ears = new Set<Ears>();
  /** Undefined when the server does not speak DAVE. */
  readonly dave: DaveGroup | undefined;

  constructor(dave: DaveGroup | undefined) {
    this.dave = dave;
  }

  get isEmpty(): boolean {
    return this.#clients.size === 0 && this.#ears.size === 0;
  }

  /** The one client in a channel where nobody else is. */
  get loneClient(): VoiceSession | undefined {
    if (this.#ears.size > 0 || this.#clients.size !== 1) return undefined;
    return this.#clients.values().next().value;
  }

  join(newcomer: VoiceSession): void {
    if (this.#clients.has(newcomer)) return;
    this.#announce(newcomer, this.#userIds());
    for (const client of this.#clients) {
      this.#announce(client, [newcomer.userId]);
      if (client.speaking !== 0) newcomer.send(VoiceOpcodes.Speaking, speakingData(client));
    }
    for (const ears of this.#ears) {
      if (ears.speaking !== 0) newcomer.send(VoiceOpcodes.Speaking, speakingData(ears));
    }
    this.#clients.add(newcomer);
    this.dave?.join(newcomer);
  }

  leave(client: VoiceSession): void {
    if (!this.#clients.delete(client)) return;
    this.#announceLeaving(client.userId);
    this.dave?.leave(client);
  }

  addEars(ears: Ears): void {
    for (const client of this.#clients) this.#announce(client, [ears.userId]);
    this.#ears.add(ears);
    if (this.dave === undefined || ears.dave === undefined) return;
    this.dave.join(ears.dave);
    ears.dave.start(this.dave);
  }

  removeEars(ears: Ears): void {
    if (!this.#ears.delete(ears)) return;
    this.#announceLeaving(ears.userId);
    if (ears.dave !== undefined) this.dave?.leave(ears.dave);
  }

  close(): void {
    for (const ears of this.#ears) ears.close();
    this.dave?.close();
  }

  /** Tells the others that a client has begun or stopped to speak. */
  announceSpeaking(speaker: Speaker & { readonly speaking: number }): void {
    for (const client of this.#clients) {
      if (client !== speaker) client.send(VoiceOpcodes.Speaking, speakingData(speaker));
    }
  }

  /** Passes a speaker's packet to all others who hear. Returns how many copies went to clients. */
  route(
    speaker: Speaker,
    header: { readonly sequence: number; readonly timestamp: number },
    opus: Buffer,
    arrivedAtMs: number,
  ): number {
    if (this.#ears.size > 0) {
      const heard: HeardPacket = {
        sequence: header.sequence,
        timestamp: header.timestamp,
        ssrc: speaker.ssrc,
        arrivedAtMs,
        bytes: opus.length,
        silence: opus.equals(SILENCE),
      };
      const packet = { heard, opus };
      const encrypted = this.dave?.includes(speaker.userId) === true;
      for (const ears of this.#ears) {
        if (ears.userId !== speaker.userId) ears.hear(speaker.userId, packet, encrypted);
      }
    }
    let copies = 0;
    for (const client of this.#clients) {
      if (client === speaker || client.restrictions.deafened) continue;
      client.deliver(header.sequence, header.timestamp, speaker.ssrc, opus);
      copies++;
    }
    return copies;
  }

  #userIds(): string[] {
    return [...this.#clients, ...this.#ears].map((member) => member.userId);
  }

  #announce(client: VoiceSession, userIds: readonly string[]): void {
    if (userIds.length === 0) return;
    client.send(VoiceOpcodes.ClientsConnect, { user_ids: userIds });
    for (const userId of userIds) {
      client.send(UNDOCUMENTED_OPERATIONS.clientFlags, { user_id: userId, flags: CLIENT_FLAGS });
      client.send(UNDOCUMENTED_OPERATIONS.clientPlatform, { user_id: userId, platform: DESKTOP });
    }
  }

  #announceLeaving(userId: string): void {
    for (const client of this.#clients) {
      client.send(VoiceOpcodes.ClientDisconnect, { user_id: userId });
    }
  }
}

function speakingData(speaker: Speaker & { readonly speaking: number }): object {
  return { user_id: speaker.userId, ssrc: speaker.ssrc, speaking: speaker.speaking };
}
