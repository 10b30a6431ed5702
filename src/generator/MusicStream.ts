import type { Clock, Timer } from '../clock.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';
import type { Conditions } from './Conditions.ts';
import { CHUNK_MS, CHUNK_SAMPLES, FRAME_SAMPLES, FRAMES_PER_CHUNK } from './frames.ts';
import type { MusicSource } from './MusicSource.ts';
import { Pacer } from './Pacer.ts';
import type { RenderQueue } from './RenderQueue.ts';

interface MusicStreamOptions {
  readonly source: MusicSource;
  readonly clock: Clock;
  readonly renderQueue: RenderQueue;
  readonly conditions: Conditions;
  readonly firstAudioMs: number;
  readonly leadMs: number;
  /** Whether the client keeps up with what was sent; when it does again, `wake` has to be called. */
  readonly isWritable: () => boolean;
  /** `pcm` is used again for the next chunk. */
  readonly onChunk: (pcm: Int16Array, source: SourceMetadata) => void;
}

/**
 * The music of one session: renders it chunk by chunk, each when it is due, and obeys the playback
 * controls. Prompts and configuration come into force between two chunks, so that a chunk's
 * metadata says exactly what it was made from.
 */
export class MusicStream {
  readonly #options: MusicStreamOptions;
  readonly #pacer: Pacer;
  readonly #unsubscribe: () => void;
  readonly #pcm = new Int16Array(CHUNK_SAMPLES);
  readonly #job = { step: () => this.#step() };

  #state: 'stopped' | 'playing' | 'paused' | 'closed' = 'stopped';
  #prompts: readonly WeightedPrompt[] = [];
  #config: MusicGenerationConfig = {};
  /** A new piece has to begin with the next chunk. */
  #fresh = true;
  /** Tempo and scale of the piece being played: a change waits for the next piece. */
  #piece: Pick<MusicGenerationConfig, 'bpm' | 'scale'> = {};
  /** What the chunk being rendered, or waiting to be sent, is made from. */
  #chunk: SourceMetadata | undefined;
  #frames = 0;
  #isRendering = false;
  #notBeforeMs = 0;
  #timer: Timer | undefined;

  constructor(options: MusicStreamOptions) {
    this.#options = options;
    const { clock, conditions, leadMs } = options;
    const { pace } = conditions.state;
    this.#pacer = new Pacer({ nowMs: clock.now(), chunkMs: CHUNK_MS, leadMs, pace });
    this.#unsubscribe = conditions.subscribe(() => {
      this.#pacer.setPace(clock.now(), conditions.state.pace);
      this.wake();
    });
  }

  setPrompts(prompts: readonly WeightedPrompt[]): void {
    this.#prompts = prompts;
    this.wake();
  }

  /** Replaces all of it. */
  setConfig(config: MusicGenerationConfig): void {
    this.#config = config;
  }

  /** Starts, or goes on where `pause` has held it. */
  play(): void {
    if (this.#state === 'stopped') {
      const { clock, conditions, firstAudioMs } = this.#options;
      this.#notBeforeMs = clock.now() + (conditions.state.firstAudioMs ?? firstAudioMs);
    }
    if (this.#state !== 'closed') this.#state = 'playing';
    this.wake();
  }

  pause(): void {
    if (this.#state === 'playing') this.#state = 'paused';
  }

  /** Ends the piece; prompts and configuration stay. */
  stop(): void {
    if (this.#state === 'closed') return;
    this.#state = 'stopped';
    this.resetContext();
  }

  /** Begins a new piece, without what is rendered of the old one and not sent. */
  resetContext(): void {
    this.#fresh = true;
    this.#discardChunk();
    this.wake();
  }

  close(): void {
    this.#state = 'closed';
    this.#discardChunk();
    this.#timer?.cancel();
    this.#unsubscribe();
  }

  /** Does what is due now: sends the chunk that is ready, begins one, or waits for its time. */
  wake(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#mayGoOn() || this.#isRendering) return;
    const { clock } = this.#options;
    const nowMs = clock.now();
    const waitMs = Math.max(this.#notBeforeMs - nowMs, this.#pacer.waitMs(nowMs));
    if (waitMs > 0) {
      if (Number.isFinite(waitMs)) this.#timer = clock.after(waitMs, () => this.wake());
      return;
    }
    this.#chunk ??= this.#beginChunk();
    this.#isRendering = true;
    this.#options.renderQueue.add(this.#job);
  }

  #mayGoOn(): boolean {
    return (
      this.#state === 'playing' &&
      this.#prompts.length > 0 &&
      !this.#options.conditions.state.stalled &&
      this.#options.isWritable()
    );
  }

  #beginChunk(): SourceMetadata {
    const { source } = this.#options;
    source.setPrompts(this.#prompts);
    source.setConfig(this.#config);
    const { bpm, scale, ...smooth } = this.#config;
    if (this.#fresh) {
      source.reset();
      this.#fresh = false;
      this.#piece = {
        ...(bpm === undefined ? {} : { bpm }),
        ...(scale === undefined ? {} : { scale }),
      };
    }
    this.#frames = 0;
    return { prompts: this.#prompts, config: { ...this.#piece, ...smooth } };
  }

  /** Renders a frame, or, after the last, sends the chunk. False: there is no more to do now. */
  #step(): boolean {
    if (this.#frames < FRAMES_PER_CHUNK) {
      const start = this.#frames * FRAME_SAMPLES;
      this.#options.source.render(this.#pcm.subarray(start, start + FRAME_SAMPLES));
      this.#frames += 1;
      return true;
    }
    this.#isRendering = false;
    // Paused, stalled or clogged in the meantime: the chunk waits for the next wake.
    if (this.#chunk === undefined || !this.#mayGoOn()) return false;
    const chunk = this.#chunk;
    this.#chunk = undefined;
    this.#pacer.sent(this.#options.clock.now());
    this.#options.onChunk(this.#pcm, chunk);
    this.wake();
    return false;
  }

  #discardChunk(): void {
    this.#chunk = undefined;
    this.#isRendering = false;
    this.#options.renderQueue.remove(this.#job);
  }
}
