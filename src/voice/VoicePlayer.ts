import {
  type AudioPlayer,
  AudioPlayerStatus,
  AudioResource,
  createAudioPlayer,
  NoSubscriberBehavior,
  type VoiceConnection,
} from '@discordjs/voice';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import { voiceFailure } from './failure.ts';
import { createFrameStream, type FrameSource } from './frameStream.ts';
import { createOpusEncoder, type OpusEncoder, setBitrate } from './opusEncoder.ts';

/** Told to other clients at the end, so that nothing is interpolated. */
const SILENCE_PADDING_FRAMES = 5;
/** A stream that fails is replaced; one that fails within its first second would fail again. */
const LEAST_FRAMES = 50;

export interface VoicePlayerOptions {
  readonly source: FrameSource;
  /** Of the voice channel, bits per second. */
  readonly bitrate: number;
  readonly log: Log;
  /** Nothing can be played any more. */
  readonly onFailed: (failure: Failure) => void;
}

/**
 * Plays an endless source of frames into voice connections. Never stops by itself: a late frame
 * is a late frame, not the end. The source is asked only between `play` and `pause`, but for the
 * three frames at most that are on their way.
 */
export class VoicePlayer {
  readonly #player: AudioPlayer;
  readonly #options: VoicePlayerOptions;
  #bitrate: number;
  #encoder: OpusEncoder | undefined;
  #wanted = false;
  #padPause = false;
  #frames = 0;
  #closed = false;

  constructor(options: VoicePlayerOptions) {
    this.#options = options;
    this.#bitrate = options.bitrate;
    this.#player = createAudioPlayer({
      // Its debug strings are made for every state change, wanted or not.
      debug: false,
      behaviors: {
        // Whether there is somebody to play to is decided in one place, by `play` and `pause`.
        noSubscriber: NoSubscriberBehavior.Play,
        maxMissedFrames: Number.POSITIVE_INFINITY,
      },
    });
    this.#player.on('error', (error) => {
      options.log.error({ message: error.message }, 'The audio player failed');
    });
    this.#player.on('stateChange', () => this.#steer());
  }

  get isPlaying(): boolean {
    return this.#wanted && this.#player.state.status === AudioPlayerStatus.Playing;
  }

  attach(connection: VoiceConnection): void {
    connection.subscribe(this.#player);
  }

  /** Begins, or goes on after `pause`. The first packet leaves within two cycles of 20 ms. */
  play(): void {
    this.#wanted = true;
    this.#steer();
  }

  /** @param pad whether to end on silence packets; pointless while the connection is away */
  pause(pad: boolean): void {
    this.#wanted = false;
    this.#padPause = pad;
    this.#steer();
  }

  /** Follows the channel. */
  setBitrate(bitrate: number): void {
    this.#bitrate = bitrate;
    if (this.#encoder !== undefined) setBitrate(this.#encoder, bitrate);
  }

  /** Stops and lets go of the encoder. Idempotent. */
  close(): void {
    this.#closed = true;
    this.#wanted = false;
    this.#player.stop(true);
    this.#encoder = undefined;
  }

  /** Brings the library's player nearer to what is wanted; called again when it has changed. */
  #steer(): void {
    if (this.#closed) return;
    const { status } = this.#player.state;
    if (status === AudioPlayerStatus.Idle && this.#encoder !== undefined) this.#streamEnded();
    else if (status === AudioPlayerStatus.Idle && this.#wanted) this.#begin();
    else if (status === AudioPlayerStatus.Paused && this.#wanted) this.#player.unpause();
    else if (status === AudioPlayerStatus.Playing && !this.#wanted) {
      this.#player.pause(this.#padPause);
    }
  }

  #begin(): void {
    const encoder = createOpusEncoder(this.#bitrate);
    const frames = createFrameStream((out) => {
      this.#frames += 1;
      this.#options.source(out);
    });
    this.#encoder = encoder;
    this.#frames = 0;
    encoder.once('close', () => frames.destroy());
    frames.once('error', (error) => encoder.destroy(error));
    frames.pipe(encoder);
    // Made by hand: `createAudioResource` looks for ffmpeg first, which blocks for 0.1 to 0.3 s.
    this.#player.play(new AudioResource([], [encoder], null, SILENCE_PADDING_FRAMES));
  }

  #streamEnded(): void {
    this.#encoder = undefined;
    // Not from inside the library's own change of state.
    setImmediate(() => {
      if (this.#closed) return;
      if (this.#frames >= LEAST_FRAMES) this.#steer();
      else this.#options.onFailed(voiceFailure('voice.stream', `after ${this.#frames} frames`));
    });
  }
}
