import { SAMPLE_RATE } from '#src/audio/frame.ts';
import type { Clock, Timer } from '#src/clock.ts';
import type { LyriaFailure } from '#src/lyria/failure.ts';
import type { AudioChunk, LyriaEvent, LyriaSession } from '#src/lyria/session.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import type { LyriaCounts } from './lyriaCounts.ts';
import { failure } from './lyriaFailure.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import { MusicModel } from './MusicModel.ts';
import type { Material } from './material.ts';
import { PaceModel } from './PaceModel.ts';
import { between, type Random, waitingTimeMs } from './random.ts';

const CHANNELS = 2;
const CHUNK_SAMPLES = 2 * SAMPLE_RATE;
/** The spread of the times to the first audio: of their logarithms, one standard deviation. */
const FIRST_AUDIO_SPREAD = 0.45;

type Playback = 'idle' | 'playing' | 'paused';

/** One session of the modelled service. */
export class SessionModel implements LyriaSession {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #profile: LyriaProfile;
  readonly #counts: LyriaCounts;
  readonly #onEvent: (event: LyriaEvent) => void;
  /** Answers with a filter report and never with audio, as a start too soon after another does. */
  readonly #refused: boolean;
  readonly #ends: readonly Timer[];
  readonly #pace: PaceModel;
  readonly #music: MusicModel;
  #chunkTimer: Timer | undefined;
  #playback: Playback = 'idle';
  #fresh = true;
  #closed = false;
  #firstAudioAtMs: number | undefined;
  #secondAudioAtMs: number | undefined;
  readonly #openedAtMs: number;
  #prompts: readonly WeightedPrompt[] = [];
  #config: MusicGenerationConfig = {};
  /** The bpm and scale in force: a new one waits for a reset. */
  #settled: Pick<MusicGenerationConfig, 'bpm' | 'scale'> = {};

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
    this.#counts = options.counts;
    this.#refused = options.refused;
    this.#onEvent = options.onEvent;
    this.#openedAtMs = options.clock.now();
    this.#pace = new PaceModel(options.random, options.profile, options.counts, this.#clock.now());
    this.#music = new MusicModel(options.random, options.profile, options.material);
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

  get openedAtMs(): number {
    return this.#openedAtMs;
  }

  /** When it brought its first chunk, and its second. */
  get firstAudioAtMs(): number | undefined {
    return this.#firstAudioAtMs;
  }
  get secondAudioAtMs(): number | undefined {
    return this.#secondAudioAtMs;
  }

  /** Audio per time that it makes at present. */
  get pace(): number {
    return this.#pace.pace;
  }

  /** How long it has stalled in all. */
  get stalledMs(): number {
    return this.#pace.stalledMs;
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
    this.#music.restart();
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
      if (this.#firstAudioAtMs === undefined) this.#firstAudioAtMs = this.#clock.now();
      else this.#secondAudioAtMs ??= this.#clock.now();
      this.#onEvent({ type: 'audio', chunk });
      if (this.#playback !== 'playing' || this.#closed) return;
      this.#scheduleChunk(this.#pace.msFor(samples, this.#clock.now()));
    });
  }

  #nextChunk(): AudioChunk {
    const odd = this.#random() < this.#profile.oddChunkChance;
    if (odd) this.#counts.oddChunks += 1;
    const samples = odd ? Math.floor(between(this.#random, 100, CHUNK_SAMPLES)) : CHUNK_SAMPLES;
    const pcm = this.#music.render(samples, this.#prompts);
    if (odd && this.#random() < 0.5) return { pcm };
    const { bpm, scale, ...rest } = this.#config;
    if (bpm !== this.#settled.bpm || scale !== this.#settled.scale) {
      this.#counts.unheardHardChanges += 1;
    }
    return { pcm, source: { prompts: this.#prompts, config: { ...rest, ...this.#settled } } };
  }

  /** Log-normal around the median, cut off at the most. */
  #drawFirstAudio(): number {
    const { firstAudioMedianMs, firstAudioMostMs } = this.#profile;
    const gaussian =
      Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return Math.min(firstAudioMostMs, firstAudioMedianMs * Math.exp(FIRST_AUDIO_SPREAD * gaussian));
  }
}
