import type { VoiceConnection } from '@discordjs/voice';
import { FRAME_PAIRS } from '../audio/frame.ts';
import type { Clock } from '../clock.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { voiceFailure } from './failure.ts';
import { COMPLEXITY } from './Headroom.ts';
import {
  createOpusEncoder,
  encodeFrame,
  type OpusEncoder,
  setBitrate,
  setComplexity,
} from './opusEncoder.ts';
import type { Pace, Pacer } from './Pacer.ts';
import type { PacketGaps } from './PacketGaps.ts';
import { type KeptPackets, PacketRing } from './PacketRing.ts';

/** Told to other clients when the sound stops, so that nothing is interpolated. */
const SILENCE_PACKET = Buffer.from([0xf8, 0xff, 0xfe]);
export const SILENCE_PACKETS = 5;
/** Where frames come from: fills `out` with the next 20 ms, always, at once. */
export type FrameSource = (out: Int16Array) => void;

/** What all stations' frames go through, one at a time: so it stays where the processor has it at hand. */
const frame = new Int16Array(2 * FRAME_PAIRS);
const frameBytes = Buffer.from(frame.buffer);

/** An encoder that fails is replaced; one that fails within its first second would fail again. */
const LEAST_FRAMES = 50;
/** When nothing has left for so long nothing is playing, whatever should be. */
const SILENT_AFTER_MS = 1_000;

/** What is needed of a voice connection. */
export type PacketSink = Pick<VoiceConnection, 'playOpusPacket' | 'setSpeaking'>;

export interface VoicePlayerOptions {
  readonly source: FrameSource;
  readonly sink: PacketSink;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Of the voice channel, bits per second. */
  readonly bitrate: number;
  /** What the encoder may spend on a frame; looked at before each. */
  readonly quality?: { readonly complexity: number };
  /** Where it is noted how far apart packets leave. */
  readonly gaps?: PacketGaps;
  readonly log: Log;
  /** Packets have begun to leave, or none has for a second: see `isPlaying`. */
  readonly onFlowChanged: () => void;
  /** The connection could not take a packet. */
  readonly onSinkFailed: (error: unknown) => void;
  /** Nothing can be played any more. */
  readonly onFailed: (failure: Failure) => void;
}

/** What has left, for the operator. */
export interface PlayerCounts {
  readonly packets: number;
  /** See `Pace`. */
  readonly late: number;
  readonly dropped: number;
}

/**
 * Plays an endless source of frames into a voice connection, one each time the pacer says so. Never
 * stops by itself: a late frame is a late frame, not the end. The source is asked only between
 * `play` and `pause`, and one frame ahead: each packet is ready when its time comes.
 */
export class VoicePlayer {
  readonly #options: VoicePlayerOptions;
  #bitrate: number;
  #encoder: OpusEncoder | undefined;
  /** The encoder's, as it is. */
  #complexity = 0;
  /** What leaves next. */
  #packet: Buffer | undefined;
  readonly #sent = new PacketRing();
  #wanted = false;
  #silencePackets = 0;
  #pace: Pace | undefined;
  #frames = 0;
  /** When a packet left last, or when it began to play and none had yet. */
  #lastLeftMs = 0;
  #isFlowing = false;
  /** Since it last had nothing to send. */
  #hasSent = false;
  #packets = 0;
  /** Of paces that have ended. */
  #late = 0;
  #dropped = 0;
  #closed = false;

  constructor(options: VoicePlayerOptions) {
    this.#options = options;
    this.#bitrate = options.bitrate;
  }

  /** Whether it is to play and does: a packet has left within a second, or is about to. */
  get isPlaying(): boolean {
    return this.#wanted && this.#pace !== undefined && this.#silentForMs < SILENT_AFTER_MS;
  }

  /** Whether a packet has ever left. */
  get hasPlayed(): boolean {
    return this.#packets > 0;
  }

  /** The newest packets that have left, at most so many. */
  last(most: number): KeptPackets {
    return this.#sent.last(most);
  }

  get counts(): PlayerCounts {
    return {
      packets: this.#packets,
      late: this.#late + (this.#pace?.late ?? 0),
      dropped: this.#dropped + (this.#pace?.dropped ?? 0),
    };
  }

  /** Begins, or goes on after `pause`. The first packet leaves within 20 ms. */
  play(): void {
    if (this.#closed || this.#wanted) return;
    this.#wanted = true;
    this.#silencePackets = 0;
    this.#prepare();
    this.#steer();
  }

  /**
   * @param pad whether to end on silence packets; pointless while the connection is away. Then what
   *   is on its way is dropped, since it would be heard when the connection is back
   */
  pause(pad: boolean): void {
    if (this.#closed) return;
    this.#wanted = false;
    this.#isFlowing = false;
    // Nothing interpolates what has not begun.
    if (!pad) {
      this.#silencePackets = 0;
      this.#dropEncoder();
    } else if (this.#hasSent && this.#silencePackets === 0) {
      this.#silencePackets = SILENCE_PACKETS;
    }
    this.#steer();
  }

  /** Follows the channel. */
  setBitrate(bitrate: number): void {
    this.#bitrate = bitrate;
    if (this.#encoder?.destroyed === false) setBitrate(this.#encoder, bitrate);
  }

  /** Stops and lets go of the encoder. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.pause(false);
    this.#closed = true;
  }

  #dropEncoder(): void {
    const encoder = this.#encoder;
    this.#encoder = undefined;
    this.#packet = undefined;
    encoder?.destroy();
  }

  get #silentForMs(): number {
    return this.#options.clock.now() - this.#lastLeftMs;
  }

  /** Asks the pacer for frames while there is something to send. */
  #steer(): void {
    const isSending = (this.#wanted && this.#encoder !== undefined) || this.#silencePackets > 0;
    if (isSending && this.#pace === undefined) {
      this.#lastLeftMs = this.#options.clock.now();
      this.#pace = this.#options.pacer.start(
        () => this.#sendFrame(),
        () => this.#prepare(),
      );
    } else if (!isSending && this.#pace !== undefined) {
      this.#pace.stop();
      this.#late += this.#pace.late;
      this.#dropped += this.#pace.dropped;
      this.#pace = undefined;
      if (this.#hasSent) this.#options.sink.setSpeaking(false);
      this.#hasSent = false;
    }
  }

  #sendFrame(): void {
    if (this.#silencePackets > 0) {
      this.#silencePackets -= 1;
      this.#send(SILENCE_PACKET);
      this.#steer();
      return;
    }
    const packet = this.#packet;
    this.#packet = undefined;
    if (packet !== undefined && this.#send(packet)) this.#flowIs(true);
    else if (this.#silentForMs >= SILENT_AFTER_MS) this.#flowIs(false);
  }

  /** Whether it has left. Encrypting may throw, and this runs from a timer. */
  #send(packet: Buffer): boolean {
    try {
      if (this.#options.sink.playOpusPacket(packet) !== true) return false;
    } catch (error) {
      this.#options.onSinkFailed(error);
      return false;
    }
    this.#packets += 1;
    this.#sent.keep(packet);
    this.#hasSent = true;
    const nowMs = this.#options.clock.now();
    this.#options.gaps?.note(nowMs - this.#lastLeftMs);
    this.#lastLeftMs = nowMs;
    return true;
  }

  #flowIs(flowing: boolean): void {
    if (flowing === this.#isFlowing || !this.#wanted) return;
    this.#isFlowing = flowing;
    this.#options.onFlowChanged();
  }

  /** Mixes and encodes what leaves next. */
  #prepare(): void {
    if (!this.#wanted || this.#packet !== undefined) return;
    if (this.#encoder === undefined) {
      this.#encoder = createOpusEncoder(this.#bitrate);
      this.#complexity = 0;
      this.#frames = 0;
    }
    try {
      this.#frames += 1;
      const complexity = this.#options.quality?.complexity ?? COMPLEXITY.most;
      if (complexity !== this.#complexity) {
        setComplexity(this.#encoder, complexity);
        this.#complexity = complexity;
      }
      this.#options.source(frame);
      this.#packet = encodeFrame(this.#encoder, frameBytes);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#options.log.error({ message }, 'Mixing or encoding failed');
      this.#dropEncoder();
      if (this.#frames >= LEAST_FRAMES) {
        this.#prepare();
        return;
      }
      this.#steer();
      this.#options.onFailed(voiceFailure('voice.stream', `after ${this.#frames} frames`));
    }
  }
}
