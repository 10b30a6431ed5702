import type { Clock } from '#src/clock.ts';
import type { EndToEndState, HeardPacket, Listener, Recording } from './contract.ts';
import type { DaveParticipant } from './dave/DaveParticipant.ts';
import { Mouth, type SpokenPacket } from './Mouth.ts';
import type { OpusDecoder } from './opusDecoder.ts';
import type { OpusEncoder } from './opusEncoder.ts';
import { SpeakerTrack, type VoicePacket } from './SpeakerTrack.ts';

const UNHEARD = Buffer.alloc(0);

type FrameListener = (speakerId: string, frame: Int16Array, packet: HeardPacket) => void;

export interface EarsOptions {
  readonly userId: string;
  readonly channelId: string;
  /** How many packets of each speaker are kept. */
  readonly capacity: number;
  readonly createDecoder: () => OpusDecoder;
  readonly createEncoder: () => OpusEncoder;
  readonly clock: Clock;
  /** By which what the person says is told apart. */
  readonly takeSsrc: () => number;
  /** The person begins or stops to speak. */
  readonly onSpeaking: (ears: Ears) => void;
  readonly onSpoken: (ears: Ears, packet: SpokenPacket) => void;
  /** Notes when packets come, and keeps nothing of what is in them. */
  readonly timing: boolean;
  /** Undefined when the server does not speak DAVE. */
  readonly dave: DaveParticipant | undefined;
  readonly onClose: (ears: Ears) => void;
}

/** A simulated person's ears and mouth in one channel. Decodes only for those who listen live. */
export class Ears implements Listener {
  readonly userId: string;
  readonly channelId: string;
  readonly dave: DaveParticipant | undefined;
  readonly mouth: Mouth;
  readonly #takeSsrc: () => number;
  #ssrc: number | undefined;
  readonly #capacity: number;
  readonly #createDecoder: () => OpusDecoder;
  readonly #timing: boolean;
  readonly #onClose: (ears: Ears) => void;
  readonly #tracks = new Map<string, SpeakerTrack>();
  readonly #frameListeners = new Set<FrameListener>();
  #missedPackets = 0;
  #closed = false;

  constructor(options: EarsOptions) {
    this.userId = options.userId;
    this.channelId = options.channelId;
    this.dave = options.dave;
    this.#capacity = options.capacity;
    this.#createDecoder = options.createDecoder;
    this.#timing = options.timing;
    this.#onClose = options.onClose;
    this.#takeSsrc = options.takeSsrc;
    this.mouth = new Mouth({
      userId: options.userId,
      clock: options.clock,
      createEncoder: options.createEncoder,
      dave: options.dave,
      onSpeaking: () => options.onSpeaking(this),
      send: (packet) => options.onSpoken(this, packet),
    });
  }

  /** The person's own from the first word on. */
  get ssrc(): number {
    this.#ssrc ??= this.#takeSsrc();
    return this.#ssrc;
  }

  /** Bits, as a client sends them; 0 is silent. */
  get speaking(): number {
    return this.mouth.isSpeaking ? 1 : 0;
  }

  /** `encrypted` says whether the speaker belongs to the channel's group. */
  hear(speakerId: string, packet: VoicePacket, encrypted: boolean): void {
    if (this.#closed) return;
    if (this.#timing) {
      this.#record(speakerId, { heard: packet.heard, opus: UNHEARD });
      return;
    }
    const decrypted = this.#decrypt(speakerId, packet, encrypted);
    if (decrypted === undefined) this.#missedPackets++;
    else this.#record(speakerId, decrypted);
  }

  #decrypt(speakerId: string, packet: VoicePacket, encrypted: boolean): VoicePacket | undefined {
    // Clients send Discord's silence as it is.
    if (this.dave === undefined || packet.heard.silence) return packet;
    if (!this.dave.ready) return encrypted ? undefined : packet;
    const opus = this.dave.decrypt(speakerId, packet.opus);
    return opus && { heard: { ...packet.heard, bytes: opus.length }, opus };
  }

  #record(speakerId: string, packet: VoicePacket): void {
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

  endToEnd(): EndToEndState | undefined {
    return (
      this.dave && {
        epoch: this.dave.epoch,
        privacyCode: this.dave.privacyCode,
        missedPackets: this.#missedPackets,
      }
    );
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
    this.mouth.close();
    this.#frameListeners.clear();
    this.#stopDecodingLive();
    this.#onClose(this);
    this.dave?.close();
  }

  #stopDecodingLive(): void {
    for (const track of this.#tracks.values()) track.stopDecodingLive();
  }
}
