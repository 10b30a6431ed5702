import { SAMPLE_RATE } from '#src/audio/frame.ts';
import type { Clock, Timer } from '#src/clock.ts';
import type { LyriaEvent, LyriaSession, OpenLyriaSession } from '#src/lyria/session.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { noise } from './signals/tones.ts';

/** How a service without faults brings its music. */
export interface Pacing {
  /** Audio per time; 1 is real time. */
  readonly pace: number;
  readonly chunkMs: number;
  /** A chunk comes up to so much before or after its time. */
  readonly jitterMs: number;
  /** Where it begins with two chunks: how soon the second is there; else it comes in its turn. */
  readonly secondAfterMs: number | undefined;
  readonly openMs: number;
  readonly firstAudioMs: number;
}

const MATERIAL = noise(10);

/** A service that keeps its pace, and notes whatever Lyria would not act on. */
export class PacedLyria {
  readonly sessions: PacedSession[] = [];
  readonly mistakes: string[] = [];
  mostSessions = 0;
  readonly #clock: Clock;
  readonly #random: () => number;
  pacing: Pacing;

  constructor(clock: Clock, random: () => number, pacing: Pacing) {
    this.#clock = clock;
    this.#random = random;
    this.pacing = pacing;
  }

  get open(): OpenLyriaSession {
    return ({ onEvent, signal }) =>
      new Promise((resolve, reject) => {
        const timer = this.#clock.after(this.pacing.openMs, () => {
          const session = new PacedSession(this.#clock, this.#random, this.pacing, onEvent);
          this.sessions.push(session);
          const open = this.sessions.filter(({ isOpen }) => isOpen).length;
          this.mostSessions = Math.max(this.mostSessions, open);
          resolve(session);
        });
        signal.addEventListener('abort', () => {
          timer.cancel();
          reject(new Error('aborted'));
        });
      });
  }
}

export class PacedSession implements LyriaSession {
  /** When each chunk came, and from which configuration it was made. */
  readonly chunks: { readonly atMs: number; readonly prompts: readonly WeightedPrompt[] }[] = [];
  /** Chunks made after another tempo or scale was sent, but no reset: Lyria never acts on it. */
  unheardHardChanges = 0;
  resets = 0;
  isOpen = true;
  isPlaying = false;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #pacing: Pacing;
  readonly #onEvent: (event: LyriaEvent) => void;
  #timer: Timer | undefined;
  #fresh = true;
  #dueMs = 0;
  #position = 0;
  #prompts: readonly WeightedPrompt[] = [];
  #config: MusicGenerationConfig = {};
  #piece: Pick<MusicGenerationConfig, 'bpm' | 'scale'> = {};

  constructor(
    clock: Clock,
    random: () => number,
    pacing: Pacing,
    onEvent: (event: LyriaEvent) => void,
  ) {
    this.#clock = clock;
    this.#random = random;
    this.#pacing = pacing;
    this.#onEvent = onEvent;
  }

  setWeightedPrompts(prompts: readonly WeightedPrompt[]): void {
    this.#prompts = prompts;
  }

  setMusicGenerationConfig(config: MusicGenerationConfig): void {
    this.#config = config;
  }

  play(): void {
    if (!this.isOpen || this.isPlaying) return;
    this.isPlaying = true;
    if (this.#fresh) this.#piece = pieceOf(this.#config);
    this.#dueMs = this.#clock.now() + (this.#fresh ? this.#pacing.firstAudioMs : 300);
    this.#fresh = false;
    this.#schedule();
  }

  pause(): void {
    this.isPlaying = false;
    this.#timer?.cancel();
  }

  stop(): void {
    this.pause();
    this.#fresh = true;
  }

  resetContext(): void {
    this.resets += 1;
    this.#piece = pieceOf(this.#config);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.pause();
    this.#onEvent({ type: 'closed', cause: { kind: 'requested' } });
  }

  #schedule(): void {
    const jitter = this.chunks.length === 0 ? 0 : (2 * this.#random() - 1) * this.#pacing.jitterMs;
    this.#timer = this.#clock.after(this.#dueMs + jitter - this.#clock.now(), () => {
      this.#deliver();
      if (!this.isPlaying) return;
      const { chunkMs, pace, secondAfterMs } = this.#pacing;
      if (secondAfterMs !== undefined && this.chunks.length === 1) {
        this.#timer = this.#clock.after(secondAfterMs, () => {
          this.#deliver();
          this.#goOn(chunkMs / pace);
        });
      } else this.#goOn(chunkMs / pace);
    });
  }

  #goOn(afterMs: number): void {
    if (!this.isPlaying) return;
    this.#dueMs += afterMs;
    this.#schedule();
  }

  #deliver(): void {
    const pairs = Math.round((this.#pacing.chunkMs * SAMPLE_RATE) / 1_000);
    const from = this.#position % (MATERIAL.length / 2 - pairs);
    this.#position += pairs;
    const { bpm, scale, ...soft } = this.#config;
    if (bpm !== this.#piece.bpm || scale !== this.#piece.scale) this.unheardHardChanges += 1;
    this.chunks.push({ atMs: this.#clock.now(), prompts: this.#prompts });
    this.#onEvent({
      type: 'audio',
      chunk: {
        pcm: MATERIAL.subarray(2 * from, 2 * (from + pairs)),
        source: { prompts: this.#prompts, config: { ...soft, ...this.#piece } },
      },
    });
  }
}

function pieceOf({ bpm, scale }: MusicGenerationConfig) {
  return { ...(bpm === undefined ? {} : { bpm }), ...(scale === undefined ? {} : { scale }) };
}
