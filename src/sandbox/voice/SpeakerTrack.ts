import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HeardPacket, Recording } from './contract.ts';
import type { OpusDecoder } from './opusDecoder.ts';

/** How long decoding a recording may hold up everything else, ms. */
const DECODING_SLICE_MS = 4;

/** A packet and the Opus in it. Listeners who hear the same share it. */
export interface VoicePacket {
  readonly heard: HeardPacket;
  readonly opus: Buffer;
}

interface Entry extends VoicePacket {
  /** Where it belongs in the recording: grows with the sequence number through every wrap. */
  readonly position: number;
}

/** Positions of one ssrc lie within this; the next ssrc begins beyond. 2^32 packets are 2.7 years. */
const POSITIONS_PER_STREAM = 2 ** 32;

function joinFrames(frames: readonly Int16Array[]): Int16Array {
  const pcm = new Int16Array(frames.reduce((samples, frame) => samples + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    pcm.set(frame, at);
    at += frame.length;
  }
  return pcm;
}

/** A frozen copy of a track, decoded when somebody asks for the sound. */
class TrackRecording implements Recording {
  readonly speakerId: string;
  readonly packets: readonly HeardPacket[];
  readonly #opus: readonly Buffer[];
  readonly #createDecoder: () => OpusDecoder;
  #pcm: Int16Array | undefined;

  constructor(
    speakerId: string,
    entries: readonly VoicePacket[],
    createDecoder: () => OpusDecoder,
  ) {
    this.speakerId = speakerId;
    this.packets = entries.map((entry) => entry.heard);
    this.#opus = entries.map((entry) => entry.opus);
    this.#createDecoder = createDecoder;
  }

  get pcm(): Int16Array {
    if (this.#pcm === undefined) {
      const decoder = this.#createDecoder();
      this.#pcm = joinFrames(this.#opus.map((packet) => decoder.decode(packet)));
      decoder.close();
    }
    return this.#pcm;
  }

  async decode(): Promise<Int16Array> {
    if (this.#pcm !== undefined) return this.#pcm;
    const decoder = this.#createDecoder();
    const frames: Int16Array[] = [];
    let sliceEndMs = performance.now() + DECODING_SLICE_MS;
    for (const packet of this.#opus) {
      frames.push(decoder.decode(packet));
      if (performance.now() >= sliceEndMs) {
        await nextTurn();
        sliceEndMs = performance.now() + DECODING_SLICE_MS;
      }
    }
    decoder.close();
    this.#pcm = joinFrames(frames);
    return this.#pcm;
  }
}

/**
 * What one listener has heard from one speaker: the latest packets, as Opus, because decoded they
 * would take ten times the memory and the time to decode them all.
 */
export class SpeakerTrack {
  readonly #speakerId: string;
  readonly #capacity: number;
  readonly #createDecoder: () => OpusDecoder;
  /** A ring once it is full: the next entry then replaces the oldest. */
  readonly #entries: Entry[] = [];
  #next = 0;
  #ssrc: number | undefined;
  #newestPosition = 0;
  #liveDecoder: OpusDecoder | undefined;

  /** `capacity` in packets. */
  constructor(speakerId: string, capacity: number, createDecoder: () => OpusDecoder) {
    this.#speakerId = speakerId;
    this.#capacity = capacity;
    this.#createDecoder = createDecoder;
  }

  add(packet: VoicePacket): void {
    const entry = { ...packet, position: this.#position(packet.heard) };
    if (this.#entries.length < this.#capacity) this.#entries.push(entry);
    else this.#entries[this.#next] = entry;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  /** Decodes the packet that has just come, following the ones before it. */
  decodeLive(packet: VoicePacket): Int16Array {
    this.#liveDecoder ??= this.#createDecoder();
    return this.#liveDecoder.decode(packet.opus);
  }

  stopDecodingLive(): void {
    this.#liveDecoder?.close();
    this.#liveDecoder = undefined;
  }

  recording(): Recording {
    const entries = this.#entries.toSorted((one, other) => one.position - other.position);
    return new TrackRecording(this.#speakerId, entries, this.#createDecoder);
  }

  #position(heard: HeardPacket): number {
    if (heard.ssrc !== this.#ssrc) {
      this.#ssrc = heard.ssrc;
      const stream = Math.floor(this.#newestPosition / POSITIONS_PER_STREAM) + 1;
      // The middle of the stream's range, so that an early packet that comes late finds a place.
      this.#newestPosition =
        stream * POSITIONS_PER_STREAM + POSITIONS_PER_STREAM / 2 + heard.sequence;
      return this.#newestPosition;
    }
    // The step from the newest packet, as a signed 16-bit number.
    const step = ((heard.sequence - this.#newestPosition) << 16) >> 16;
    const position = this.#newestPosition + step;
    this.#newestPosition = Math.max(this.#newestPosition, position);
    return position;
  }
}
