import type { Clock, Timer } from '../../src/clock.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../../src/lyria/controls.ts';
import type { LyriaFailure } from '../../src/lyria/failure.ts';
import type { AudioChunk, LyriaEvent, LyriaSession } from '../../src/lyria/session.ts';
import type { LyriaCounts } from './lyriaCounts.ts';
import { failure } from './lyriaFailure.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import type { Material, Piece } from './material.ts';
import { between, type Random, waitingTimeMs } from './random.ts';

const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const CHUNK_SAMPLES = 2 * SAMPLE_RATE;
const MINUTE_MS = 60_000;

type Playback = 'idle' | 'playing' | 'paused';

/** One session of the modelled service. */
export class SessionModel implements LyriaSession {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #profile: LyriaProfile;
  readonly #material: Material;
  readonly #counts: LyriaCounts;
  readonly #onEvent: (event: LyriaEvent) => void;
  /** Answers with a filter report and never with audio, as a start too soon after another does. */
  readonly #refused: boolean;
  readonly #ends: readonly Timer[];
  readonly #paceAverage: number;
  #chunkTimer: Timer | undefined;
  #minuteEndsMs: number;
  #pace: number;
  #nextStallMs: number;
  #playback: Playback = 'idle';
  #fresh = true;
  #closed = false;
  #prompts: readonly WeightedPrompt[] = [];
  #config: MusicGenerationConfig = {};
  /** The bpm and scale in force: a new one waits for a reset. */
  #settled: Pick<MusicGenerationConfig, 'bpm' | 'scale'> = {};
  #piece: Piece | undefined;
  #position = 0;
  #settleSamples = 0;
  #settledSamples = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly random: Random;
    readonly profile: LyriaProfile;
    readonly material: Material;
    readonly counts: LyriaCounts;
    readonly refused: boolean;
    readonly onEvent: (event: LyriaEvent) => void;
  }) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#profile = options.profile;
    this.#material = options.material;
    this.#counts = options.counts;
    this.#refused = options.refused;
    this.#onEvent = options.onEvent;
    this.#paceAverage = between(this.#random, ...this.#profile.paceAverage);
    this.#pace = this.#drawPace();
    this.#minuteEndsMs = this.#clock.now() + MINUTE_MS;
    this.#nextStallMs = this.#drawStall();
    this.#ends = [
      this.#clock.after(this.#profile.sessionLimitMs, () => {
        this.#counts.sessionLimits += 1;
        this.fail(failure('lyria.session-limit', 'now'));
      }),
      this.#clock.after(waitingTimeMs(this.#random, this.#profile.dropEveryMs), () => {
        this.#counts.drops += 1;
        this.fail(failure('lyria.dropped', 'soon'));
      }),
    ];
  }

  setWeightedPrompts(prompts: readonly WeightedPrompt[]): void {
    if (this.#closed) return;
    this.#prompts = prompts;
    const first = prompts[0];
    if (first === undefined) return;
    if (this.#refused || this.#random() < this.#profile.filterChance) {
      this.#counts.filtered += 1;
      this.#onEvent({ type: 'filteredPrompt', text: first.text, reason: 'simulated' });
    }
  }

  setMusicGenerationConfig(config: MusicGenerationConfig): void {
    if (!this.#closed) this.#config = config;
  }

  play(): void {
    if (this.#closed || this.#playback === 'playing') return;
    const wait = this.#fresh
      ? this.#drawFirstAudio()
      : between(this.#random, ...this.#profile.resumeMs);
    if (this.#fresh) this.resetContext();
    this.#playback = 'playing';
    this.#fresh = false;
    if (!this.#refused) this.#scheduleChunk(wait);
  }

  pause(): void {
    if (this.#playback !== 'playing') return;
    this.#playback = 'paused';
    this.#chunkTimer?.cancel();
  }

  stop(): void {
    this.pause();
    this.#fresh = true;
  }

  resetContext(): void {
    if (this.#closed) return;
    const { bpm, scale } = this.#config;
    this.#settled = {
      ...(bpm === undefined ? {} : { bpm }),
      ...(scale === undefined ? {} : { scale }),
    };
    this.#piece = undefined;
    this.#settledSamples = 0;
    this.#settleSamples = Math.round(
      (between(this.#random, ...this.#profile.settleMs) / 1_000) * SAMPLE_RATE,
    );
  }

  close(): void {
    if (this.#end()) this.#onEvent({ type: 'closed', cause: { kind: 'requested' } });
  }

  /** The service or the network ends it. */
  fail(cause: LyriaFailure): void {
    if (this.#end()) this.#onEvent({ type: 'closed', cause: { kind: 'failed', failure: cause } });
  }

  #end(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    this.#chunkTimer?.cancel();
    for (const timer of this.#ends) timer.cancel();
    return true;
  }

  #scheduleChunk(delayMs: number): void {
    this.#chunkTimer = this.#clock.after(delayMs, () => {
      const chunk = this.#nextChunk();
      const samples = chunk.pcm.length / CHANNELS;
      this.#onEvent({ type: 'audio', chunk });
      if (this.#playback === 'playing' && !this.#closed) this.#scheduleChunk(this.#until(samples));
    });
  }

  /** How long the service takes to make this much audio, stalls included. */
  #until(samples: number): number {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#minuteEndsMs) {
      this.#minuteEndsMs = nowMs + MINUTE_MS;
      this.#pace = this.#drawPace();
    }
    let stallMs = 0;
    if (nowMs >= this.#nextStallMs) {
      this.#counts.stalls += 1;
      stallMs = between(this.#random, ...this.#profile.stallMs);
      this.#nextStallMs = this.#drawStall() + stallMs;
    }
    return ((samples / SAMPLE_RATE) * 1_000) / this.#pace + stallMs;
  }

  #nextChunk(): AudioChunk {
    const odd = this.#random() < this.#profile.oddChunkChance;
    if (odd) this.#counts.oddChunks += 1;
    const samples = odd ? Math.floor(between(this.#random, 100, CHUNK_SAMPLES)) : CHUNK_SAMPLES;
    const pcm = this.#render(samples);
    if (odd && this.#random() < 0.5) return { pcm };
    const { bpm: _bpm, scale: _scale, ...rest } = this.#config;
    return { pcm, source: { prompts: this.#prompts, config: { ...rest, ...this.#settled } } };
  }

  /** The next samples of the piece; a changed mix is faded to over the chunk, as the model does. */
  #render(samples: number): Int16Array {
    const piece = this.#material.pieceFor(this.#prompts);
    const previous = this.#piece ?? piece;
    if (this.#piece === undefined) this.#position = Math.floor(this.#random() * piece.length);
    const from = this.#position;
    this.#piece = piece;
    this.#position = (from + samples) % Math.min(piece.length, previous.length);
    const settled = this.#settledSamples >= this.#settleSamples;
    const straight = previous === piece && from + samples <= piece.length;
    const pcm = straight
      ? piece.pcm.subarray(from * CHANNELS, (from + samples) * CHANNELS)
      : crossfaded(previous, piece, from, samples);
    return settled ? pcm : this.#quietened(pcm, samples);
  }

  /** Music that has not settled yet: quieter, evenly less so in decibels. */
  #quietened(pcm: Int16Array, samples: number): Int16Array {
    const unsettled = Math.max(0, 1 - this.#settledSamples / this.#settleSamples);
    const growth = 10 ** (-this.#profile.settleDb / 20 / this.#settleSamples);
    let gain = 10 ** ((this.#profile.settleDb * unsettled) / 20);
    const quiet = new Int16Array(pcm.length);
    for (let i = 0; i < quiet.length; i += CHANNELS) {
      quiet[i] = Math.round((pcm[i] ?? 0) * gain);
      quiet[i + 1] = Math.round((pcm[i + 1] ?? 0) * gain);
      gain = Math.min(1, gain * growth);
    }
    this.#settledSamples += samples;
    return quiet;
  }

  #drawStall(): number {
    return this.#clock.now() + waitingTimeMs(this.#random, this.#profile.stallEveryMs);
  }

  /** Single minutes scatter widely around the session's average, mostly close to it. */
  #drawPace(): number {
    const [slowest, fastest] = this.#profile.paceMinute;
    // Rarely a slow minute; the others make up for it, so that the average stays.
    const slow = this.#random() < 0.06;
    const pace = slow
      ? between(this.#random, slowest, 0.9)
      : this.#paceAverage + between(this.#random, -0.02, 0.04);
    return Math.min(fastest, Math.max(slowest, pace));
  }

  /** Log-normal around the median, cut off at the most. */
  #drawFirstAudio(): number {
    const { firstAudioMedianMs, firstAudioMostMs } = this.#profile;
    const gaussian =
      Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return Math.min(firstAudioMostMs, firstAudioMedianMs * Math.exp(0.45 * gaussian));
  }
}

/** From one piece to another with equal power; both go round at their ends. */
function crossfaded(previous: Piece, piece: Piece, from: number, samples: number): Int16Array {
  const pcm = new Int16Array(samples * CHANNELS);
  const outOf = lengthened(previous, from, samples);
  const into = lengthened(piece, from, samples);
  if (previous === piece) return into;
  for (let i = 0; i < samples; i++) {
    const angle = (i / samples) * (Math.PI / 2);
    const out = Math.cos(angle);
    const come = Math.sin(angle);
    const at = i * CHANNELS;
    pcm[at] = limited((outOf[at] ?? 0) * out + (into[at] ?? 0) * come);
    pcm[at + 1] = limited((outOf[at + 1] ?? 0) * out + (into[at + 1] ?? 0) * come);
  }
  return pcm;
}

/** A stretch of a piece, past its end from its beginning on. */
function lengthened({ pcm, length }: Piece, from: number, samples: number): Int16Array {
  const start = from % length;
  const first = Math.min(samples, length - start);
  const all = new Int16Array(samples * CHANNELS);
  all.set(pcm.subarray(start * CHANNELS, (start + first) * CHANNELS));
  all.set(pcm.subarray(0, (samples - first) * CHANNELS), first * CHANNELS);
  return all;
}

function limited(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
}
