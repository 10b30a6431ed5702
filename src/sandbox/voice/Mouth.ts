import type { Clock, Timer } from '#src/clock.ts';
import type * as contract from './contract.ts';
import type { DaveParticipant } from './dave/DaveParticipant.ts';
import { MONO_FRAME_SAMPLES, type OpusEncoder } from './opusEncoder.ts';
import { SAMPLES_PER_PACKET } from './rtp.ts';

const PACKET_MS = 20;
/** Clients end what they say on so many packets of silence, so that nothing is interpolated. */
const SILENCE_PACKETS = 5;
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const SEQUENCES = 2 ** 16;
const TIMESTAMPS = 2 ** 32;
const SAMPLES_PER_MS = SAMPLES_PER_PACKET / PACKET_MS;

export interface SpokenPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly opus: Buffer;
}

export interface MouthOptions {
  readonly userId: string;
  readonly clock: Clock;
  readonly createEncoder: () => OpusEncoder;
  /** Undefined when the server does not speak DAVE. */
  readonly dave: DaveParticipant | undefined;
  /** Called before the first packet, and after the last one. */
  readonly onSpeaking: () => void;
  readonly send: (packet: SpokenPacket) => void;
}

interface Saying {
  readonly pcm: Int16Array;
  at: number;
  readonly done: () => void;
}

/** A simulated person's mouth in one channel: Opus every 20 ms while something is said, else nothing. */
export class Mouth implements contract.Mouth {
  readonly userId: string;
  muted = false;
  readonly #options: MouthOptions;
  readonly #startedMs: number;
  #encoder: OpusEncoder | undefined;
  #sayings: Saying[] = [];
  #silences = 0;
  #sequence = 0;
  #timer: Timer | undefined;
  /** When the next packet is due, while something is said. */
  #dueMs = 0;
  #closed = false;

  constructor(options: MouthOptions) {
    this.userId = options.userId;
    this.#options = options;
    this.#startedMs = options.clock.now();
  }

  get isSpeaking(): boolean {
    return this.#timer !== undefined;
  }

  say(pcm: Int16Array): Promise<void> {
    if (this.#closed || pcm.length === 0) return Promise.resolve();
    return new Promise((done) => {
      this.#sayings.push({ pcm, at: 0, done });
      this.#silences = SILENCE_PACKETS;
      if (this.#timer !== undefined) return;
      this.#dueMs = this.#options.clock.now();
      this.#timer = this.#options.clock.after(0, () => this.#tick());
      this.#options.onSpeaking();
    });
  }

  /** What is being said is cut short. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const { done } of this.#sayings) done();
    this.#sayings = [];
    this.#encoder?.close();
    this.#encoder = undefined;
  }

  #tick(): void {
    const opus = this.#next();
    if (opus === undefined) {
      this.#timer = undefined;
      this.#options.onSpeaking();
      return;
    }
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) % SEQUENCES;
    // Timestamps go on while nobody speaks, sequence numbers do not.
    const timestamp = Math.round((this.#dueMs - this.#startedMs) * SAMPLES_PER_MS) % TIMESTAMPS;
    if (!this.muted) this.#options.send({ sequence, timestamp, opus });
    this.#dueMs += PACKET_MS;
    const { clock } = this.#options;
    this.#timer = clock.after(this.#dueMs - clock.now(), () => this.#tick());
  }

  #next(): Buffer | undefined {
    const [saying] = this.#sayings;
    if (saying === undefined) {
      if (this.#silences === 0) return undefined;
      this.#silences -= 1;
      return SILENCE;
    }
    const frame = new Int16Array(MONO_FRAME_SAMPLES);
    frame.set(saying.pcm.subarray(saying.at, saying.at + MONO_FRAME_SAMPLES));
    saying.at += MONO_FRAME_SAMPLES;
    if (saying.at >= saying.pcm.length) {
      this.#sayings.shift();
      saying.done();
    }
    this.#encoder ??= this.#options.createEncoder();
    const opus = this.#encoder.encode(frame);
    const { dave } = this.#options;
    return dave?.ready === true ? dave.encrypt(opus) : opus;
  }
}
