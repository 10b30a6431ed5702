import type { Refusal } from '#src/generator/Conditions.ts';
import type { GeneratorMessage, GeneratorObserver } from '#src/generator/contract.ts';

const SAMPLES_PER_SECOND = 48_000 * 2;
/** How much of a session's sound is kept, and of how many sessions: 35 MB each. */
const MAX_AUDIO_S = 180;
const MAX_SESSIONS_WITH_AUDIO = 4;
const MAX_SESSIONS = 200;
const MAX_MESSAGES = 20_000;
const MAX_ATTEMPTS = 10_000;

interface SentChunk {
  readonly atMs: number;
  /** Of one channel. */
  readonly firstFrame: number;
  readonly pcm: Int16Array;
}

/** Somebody asked for a session. */
export interface LyriaAttempt {
  readonly atMs: number;
  /** How it was refused, if it was. */
  readonly refusal: Refusal | null;
}

/** One session of the generator as it was seen from outside. */
export interface TappedSession {
  readonly id: number;
  readonly openedAtMs: number;
  closed: { readonly code: number; readonly atMs: number } | null;
  messages: { readonly atMs: number; readonly message: GeneratorMessage }[];
  /** The newest sound, in order. */
  chunks: SentChunk[];
  /** All that was ever sent, 48 kHz frames of two samples. */
  sentFrames: number;
}

/** Keeps what passes through the generator: what it was told, and what it played. */
export class LyriaTap implements GeneratorObserver {
  readonly #sessions = new Map<number, TappedSession>();
  readonly #attempts: LyriaAttempt[] = [];
  readonly #onEvent: (type: string, data: unknown) => void;

  constructor(onEvent: (type: string, data: unknown) => void) {
    this.#onEvent = onEvent;
  }

  /** Oldest first. */
  get sessions(): readonly TappedSession[] {
    return [...this.#sessions.values()];
  }

  get(id: number): TappedSession | undefined {
    return this.#sessions.get(id);
  }

  /** Who asked for a session, oldest first, refused or not. */
  get attempts(): readonly LyriaAttempt[] {
    return this.#attempts;
  }

  attempted(refusal: Refusal | null, atMs: number): void {
    this.#attempts.push({ atMs, refusal });
    if (this.#attempts.length > MAX_ATTEMPTS) this.#attempts.shift();
    this.#onEvent('lyriaAttempted', { refusal });
  }

  opened(sessionId: number, atMs: number): void {
    this.#sessions.set(sessionId, {
      id: sessionId,
      openedAtMs: atMs,
      closed: null,
      messages: [],
      chunks: [],
      sentFrames: 0,
    });
    for (const session of this.sessions.slice(0, -MAX_SESSIONS_WITH_AUDIO)) session.chunks = [];
    for (const { id } of this.sessions.slice(0, -MAX_SESSIONS)) this.#sessions.delete(id);
    this.#onEvent('lyriaOpened', { session: sessionId });
  }

  received(sessionId: number, message: GeneratorMessage, atMs: number): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return;
    session.messages.push({ atMs, message });
    if (session.messages.length > MAX_MESSAGES) session.messages.shift();
    this.#onEvent('lyriaReceived', { session: sessionId, message });
  }

  sent(sessionId: number, pcm: Int16Array, atMs: number): void {
    const session = this.#sessions.get(sessionId);
    if (session === undefined) return;
    session.chunks.push({ atMs, firstFrame: session.sentFrames, pcm: pcm.slice() });
    session.sentFrames += pcm.length / 2;
    let samples = session.chunks.reduce((sum, chunk) => sum + chunk.pcm.length, 0);
    while (samples > MAX_AUDIO_S * SAMPLES_PER_SECOND) {
      samples -= session.chunks.shift()?.pcm.length ?? samples;
    }
    this.#onEvent('lyriaSent', { session: sessionId, frames: pcm.length / 2 });
  }

  closed(sessionId: number, code: number, atMs: number): void {
    const session = this.#sessions.get(sessionId);
    if (session !== undefined) session.closed = { code, atMs };
    this.#onEvent('lyriaClosed', { session: sessionId, code });
  }
}
