import type { Clip, ClipsPort } from '#commands/Command.ts';
import type { Clock, Timer } from '#src/clock.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { oggOpus } from './oggOpus.ts';

const PACKETS_A_SECOND = 50;
/** A decoder that begins in the midst of music has found in after 80 ms (RFC 7845). */
const PREROLL_PACKETS = 4;
/** The media side answers within a frame or two, unless it has nothing of the station any more. */
const PATIENCE_MS = 3_000;
/** Tells a stream from others in one file, of which there are none. */
const SERIAL = 0x4c_59_52_45;

type Kept = Extract<MediaEvent, { type: 'clip' }>;

interface Waiting {
  readonly answer: (kept: Kept | undefined) => void;
  readonly timer: Timer;
}

/** The last seconds that a station has sent, as files. */
export class Clips implements ClipsPort {
  readonly #media: MediaPort;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  readonly #unsubscribe: () => void;
  #tickets = 0;

  constructor(media: MediaPort, clock: Clock) {
    this.#media = media;
    this.#clock = clock;
    this.#unsubscribe = media.subscribe((event) => {
      if (event.type === 'clip') this.#settle(event.ticket, event);
    });
  }

  async take(guildId: string, seconds: number, title: string): Promise<Clip | undefined> {
    const wanted = seconds * PACKETS_A_SECOND;
    const kept = await this.#ask(guildId, wanted + PREROLL_PACKETS);
    if (kept === undefined || kept.lengths.length === 0) return undefined;
    const packets = packetsOf(kept);
    const skip = Math.max(0, packets.length - wanted);
    const tags = [`TITLE=${title}`, 'ARTIST=Lyrebird'];
    const bytes = await oggOpus(packets, { skip, tags, serial: SERIAL });
    return { bytes, seconds: (packets.length - skip) / PACKETS_A_SECOND };
  }

  close(): void {
    this.#unsubscribe();
    for (const ticket of this.#waiting.keys()) this.#settle(ticket, undefined);
  }

  #ask(guildId: string, packets: number): Promise<Kept | undefined> {
    this.#tickets += 1;
    const ticket = this.#tickets;
    return new Promise((answer) => {
      const timer = this.#clock.after(PATIENCE_MS, () => this.#settle(ticket, undefined));
      this.#waiting.set(ticket, { answer, timer });
      this.#media.send({ type: 'clip', guildId, ticket, packets });
    });
  }

  #settle(ticket: number, kept: Kept | undefined): void {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    waiting?.timer.cancel();
    waiting?.answer(kept);
  }
}

function packetsOf({ bytes, lengths }: Kept): readonly Uint8Array[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
}
