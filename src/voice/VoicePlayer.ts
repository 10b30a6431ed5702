import {
  type AudioPlayer,
  AudioPlayerStatus,
  AudioResource,
  createAudioPlayer,
  NoSubscriberBehavior,
  type VoiceConnection,
} from '@discordjs/voice';
import type { Log } from '../log.ts';
import { createFrameStream, type FrameSource } from './frameStream.ts';
import { createOpusEncoder, type OpusEncoder, setBitrate } from './opusEncoder.ts';

/** Told to other clients at the end, so that nothing is interpolated. */
const SILENCE_PADDING_FRAMES = 5;

/**
 * Plays an endless source of frames into voice connections. Never stops by itself: a late frame
 * is a late frame, not the end.
 */
export class VoicePlayer {
  readonly #player: AudioPlayer;
  readonly #source: FrameSource;
  readonly #log: Log;
  #bitrate: number;
  #encoder: OpusEncoder | undefined;

  constructor(options: {
    readonly source: FrameSource;
    readonly bitrate: number;
    readonly log: Log;
  }) {
    this.#source = options.source;
    this.#bitrate = options.bitrate;
    this.#log = options.log;
    // `debug: false`: its debug strings are made for every state change, wanted or not.
    this.#player = createAudioPlayer({
      debug: false,
      behaviors: {
        noSubscriber: NoSubscriberBehavior.Pause,
        maxMissedFrames: Number.POSITIVE_INFINITY,
      },
    });
    this.#player.on('error', (error) => this.#log.error({ error }, 'The audio player failed'));
  }

  get isPlaying(): boolean {
    return this.#player.state.status === AudioPlayerStatus.Playing;
  }

  attach(connection: VoiceConnection): void {
    connection.subscribe(this.#player);
  }

  /** Begins, or goes on after `pause`. The first packet leaves within two cycles of 20 ms. */
  play(): void {
    if (this.#player.state.status === AudioPlayerStatus.Paused) {
      this.#player.unpause();
      return;
    }
    if (this.#player.state.status !== AudioPlayerStatus.Idle) return;
    const encoder = createOpusEncoder(this.#bitrate);
    const frames = createFrameStream(this.#source);
    this.#encoder = encoder;
    encoder.once('close', () => frames.destroy());
    frames.pipe(encoder);
    // Made by hand: `createAudioResource` looks for ffmpeg first, which blocks for 0.1 to 0.3 s.
    this.#player.play(new AudioResource([], [encoder], null, SILENCE_PADDING_FRAMES));
  }

  pause(): void {
    this.#player.pause(true);
  }

  /** Follows the channel. */
  setBitrate(bitrate: number): void {
    this.#bitrate = bitrate;
    if (this.#encoder !== undefined) setBitrate(this.#encoder, bitrate);
  }

  /** Stops and lets go of the encoder. Idempotent. */
  close(): void {
    this.#player.stop(true);
    this.#player.removeAllListeners();
    this.#encoder = undefined;
  }
}
