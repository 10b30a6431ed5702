import type { Clock, Timer } from '../../clock.ts';
import type { ReceivedPacket } from './guardReceive.ts';
import { HEARD_RATE, type VoiceDecoder } from './opusDecoder.ts';
import type { VoiceDetector } from './voiceDetector.ts';

const PACKET_MS = 20;
/** Of RTP's timestamps, at 48 kHz. */
const TICKS_PER_PACKET = 960;
const SEQUENCES = 2 ** 16;
const TIMESTAMPS = 2 ** 32;
/** So long a packet that is missing is waited for; what comes later than that is too late. */
const REORDER_MS = 40;
/**
 * Nothing for so long, and whoever spoke has finished: shorter pauses are within a sentence. With a service
 * that thinks for half a second what was asked for is to be on its way 1.2 s after the last word, and all the
 * rest takes 40 ms.
 */
export const TURN_END_MS = 640;
const MOST_FILLED = TURN_END_MS / PACKET_MS;
/** More cannot be waiting within 40 ms, unless somebody floods. */
const MOST_HELD = 16;
/** Clients say with it that they have stopped, and send it unencrypted. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const FRAME_SAMPLES = (HEARD_RATE * PACKET_MS) / 1_000;
/** A voice is known a little after it has begun: so much before that belongs to it, 200 ms. */
const MOST_BEFORE = 200 / PACKET_MS;

export interface SpeakerEvents {
  /** The first packet with sound after a pause, or at all. */
  readonly began: () => void;
  /** 16 kHz mono, in the order it was said; pauses are silence, and what got lost is made up. */
  readonly sound: (pcm: Int16Array) => void;
  /** `TURN_END_MS` without sound have passed. @param speechMs what there was of it, without pauses */
  readonly ended: (speechMs: number) => void;
}

/** Makes of one person's packets, as they come, what they say from its beginning to its end. */
export class SpeakerInput {
  readonly #clock: Clock;
  readonly #decoder: VoiceDecoder;
  readonly #events: SpeakerEvents;
  readonly #detector: VoiceDetector | undefined;
  /** What came last while nobody spoke. */
  #before: Int16Array[] = [];
  /** Waiting for those before them, by sequence. */
  readonly #held = new Map<number, ReceivedPacket>();
  #next: number | undefined;
  #lastTimestamp = 0;
  #lastSequence = 0;
  #isSpeaking = false;
  #speechMs = 0;
  #gap: Timer | undefined;
  #end: Timer | undefined;
  #closed = false;

  /** @param detector what else a microphone sends is no speech; all of it is unless given */
  constructor(
    clock: Clock,
    decoder: VoiceDecoder,
    events: SpeakerEvents,
    detector?: VoiceDetector,
  ) {
    this.#clock = clock;
    this.#decoder = decoder;
    this.#events = events;
    this.#detector = detector;
  }

  /** What there has been of it so far, without pauses. */
  get speechMs(): number {
    return this.#speechMs;
  }

  add(packet: ReceivedPacket): void {
    if (this.#closed) return;
    if (this.#next === undefined) this.#next = packet.sequence;
    const ahead = ((packet.sequence - this.#next) << 16) >> 16;
    // It came too late, or was there before.
    if (ahead < 0) return;
    if (this.#held.size >= MOST_HELD) this.#skipGap();
    this.#held.set(packet.sequence, packet);
    this.#deliver();
  }

  close(): void {
    this.#closed = true;
    this.#gap?.cancel();
    this.#end?.cancel();
    this.#held.clear();
    this.#decoder.close();
  }

  #deliver(): void {
    for (;;) {
      const packet = this.#next === undefined ? undefined : this.#held.get(this.#next);
      if (packet === undefined) break;
      this.#held.delete(packet.sequence);
      this.#next = (packet.sequence + 1) % SEQUENCES;
      this.#hear(packet);
      // Whoever is told may have closed this.
      if (this.#closed) return;
    }
    this.#gap?.cancel();
    this.#gap =
      this.#held.size === 0
        ? undefined
        : this.#clock.after(REORDER_MS, () => {
            this.#skipGap();
            this.#deliver();
          });
  }

  /** What is missing does not come any more: on with the first that is there. */
  #skipGap(): void {
    const next = this.#next ?? 0;
    const steps = [...this.#held.keys()].map(
      (sequence) => (sequence - next + SEQUENCES) % SEQUENCES,
    );
    if (steps.length > 0) this.#next = (next + Math.min(...steps)) % SEQUENCES;
  }

  #hear(packet: ReceivedPacket): void {
    const isSilence = packet.opus.equals(SILENCE);
    const ticks = (packet.timestamp - this.#lastTimestamp + TIMESTAMPS) % TIMESTAMPS;
    const lost = (packet.sequence - this.#lastSequence - 1 + SEQUENCES) % SEQUENCES;
    this.#lastTimestamp = packet.timestamp;
    this.#lastSequence = packet.sequence;
    const missing = Math.min(MOST_FILLED, Math.round(ticks / TICKS_PER_PACKET) - 1);
    if (this.#isSpeaking && missing > 0) this.#fill(missing, Math.min(lost, missing));
    else if (!this.#isSpeaking && isSilence) return;
    if (this.#closed) return;
    const pcm = this.#decoded(packet.opus);
    const isVoice = !isSilence && (this.#detector?.isVoice(pcm) ?? true);
    if (!this.#isSpeaking && !isVoice) {
      this.#before = [...this.#before, pcm].slice(-MOST_BEFORE);
      return;
    }
    if (!this.#isSpeaking) this.#begin();
    if (this.#closed) return;
    if (isVoice) {
      this.#speechMs += (pcm.length * 1_000) / HEARD_RATE;
      this.#end?.cancel();
      this.#end = this.#clock.after(TURN_END_MS, () => this.#ended());
    }
    this.#events.sound(pcm);
  }

  #begin(): void {
    this.#isSpeaking = true;
    this.#speechMs = 0;
    this.#events.began();
    const before = this.#before;
    this.#before = [];
    for (const pcm of before) if (!this.#closed) this.#events.sound(pcm);
  }

  /** @param lost of those missing; before the others nobody spoke, and nothing was sent */
  #fill(missing: number, lost: number): void {
    const samples = new Int16Array(missing * FRAME_SAMPLES);
    if (lost > 0) samples.set(this.#decoder.conceal(lost));
    this.#events.sound(samples);
  }

  #ended(): void {
    this.#isSpeaking = false;
    this.#events.ended(this.#speechMs);
  }

  /** What is no Opus is as good as lost. */
  #decoded(opus: Buffer): Int16Array {
    try {
      return this.#decoder.decode(opus);
    } catch {
      return this.#decoder.conceal(1);
    }
  }
}
