import type { HeardPacket, Listener, Recording } from './contract.ts';
import type { OpusDecoder } from './opusDecoder.ts';
import { SpeakerTrack, type VoicePacket } from './SpeakerTrack.ts';

type FrameListener = (speakerId: string, frame: Int16Array, packet: HeardPacket) => void;

export interface EarsOptions {
  readonly userId: string;
  readonly channelId: string;
  /** How many packets of each speaker are kept. */
  readonly capacity: number;
  readonly createDecoder: () => OpusDecoder;
  readonly onClose: (ears: Ears) => void;
}

/** A simulated person's ears in one channel. Decodes only for those who listen live. */
export class Ears implements Listener {
  readonly userId: string;
  readonly channelId: string;
  readonly #capacity: number;
  readonly #createDecoder: () => OpusDecoder;
  readonly #onClose: (ears: Ears) => void;
  readonly #tracks = new Map<string, SpeakerTrack>();
  readonly #frameListeners = new Set<FrameListener>();
  #closed = false;

  constructor(options: EarsOptions) {
    this.userId = options.userId;
    this.channelId = options.channelId;
    this.#capacity = options.capacity;
    this.#createDecoder = options.createDecoder;
    this.#onClose = options.onClose;
  }

  hear(speakerId: string, packet: VoicePacket): void {
    if (this.#closed) return;
    let track = this.#tracks.get(speakerId);
    if (track === undefined) {
      track = new SpeakerTrack(speakerId, this.#capacity, this.#createDecoder);
      this.#tracks.set(speakerId, track);
    }
    track.add(packet);
    if (this.#frameListeners.size === 0) return;
    const frame = track.decodeLive(packet);
    for (const listener of this.#frameListeners) listener(speakerId, frame, packet.heard);
  }

  recordings(): readonly Recording[] {
    return [...this.#tracks.values()].map((track) => track.recording());
  }

  clear(): void {
    this.#stopDecodingLive();
    this.#tracks.clear();
  }

  onFrame(listener: FrameListener): () => void {
    // One entry a subscription, even when the same function subscribes twice.
    const subscription: FrameListener = (...heard) => listener(...heard);
    this.#frameListeners.add(subscription);
    return () => {
      this.#frameListeners.delete(subscription);
      if (this.#frameListeners.size === 0) this.#stopDecodingLive();
    };
  }

  /** What was heard can still be asked for afterwards. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#frameListeners.clear();
    this.#stopDecodingLive();
    this.#onClose(this);
  }

  #stopDecodingLive(): void {
    for (const track of this.#tracks.values()) track.stopDecodingLive();
  }
}
