import { FailureError } from '#src/failure.ts';
import type { LyriaFailure, LyriaFailureCode } from '#src/lyria/failure.ts';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import type { LyriaEvent, LyriaSession, OpenLyriaSession } from '#src/lyria/session.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '#src/music/controls.ts';

/** A session that a test plays the service for. */
export class FakeSession implements LyriaSession {
  /** Everything it was told, in order. */
  readonly told: string[] = [];
  readonly configs: MusicGenerationConfig[] = [];
  readonly mixes: (readonly WeightedPrompt[])[] = [];
  readonly #onEvent: (event: LyriaEvent) => void;
  #open = true;
  /** Whether it has ever brought audio. */
  hasDelivered = false;

  constructor(onEvent: (event: LyriaEvent) => void) {
    this.#onEvent = onEvent;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  setWeightedPrompts(prompts: readonly WeightedPrompt[]): void {
    this.told.push('prompts');
    this.mixes.push(prompts);
  }
  setMusicGenerationConfig(config: MusicGenerationConfig): void {
    this.told.push('config');
    this.configs.push(config);
  }
  play(): void {
    this.told.push('play');
  }
  pause(): void {
    this.told.push('pause');
  }
  stop(): void {
    this.told.push('stop');
  }
  resetContext(): void {
    this.told.push('reset');
  }
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onEvent({ type: 'closed', cause: { kind: 'requested' } });
  }

  /** Delivers audio made from the newest mix and configuration. */
  deliver(pcm: Int16Array): void {
    this.hasDelivered = true;
    const source: SourceMetadata = {
      prompts: this.mixes.at(-1) ?? [],
      config: this.configs.at(-1) ?? {},
    };
    this.#onEvent({ type: 'audio', chunk: { pcm, source } });
  }

  filter(text: string): void {
    this.#onEvent({ type: 'filteredPrompt', text, reason: 'test' });
  }

  fail(cause: LyriaFailureCode | LyriaFailure): void {
    this.#open = false;
    const failure = failureOf(cause);
    this.#onEvent({ type: 'closed', cause: { kind: 'failed', failure } });
  }
}

/** Opens fake sessions at once, or refuses. */
export class FakeLyria {
  readonly sessions: FakeSession[] = [];
  attempts = 0;
  /** Refuses every session with this, while set. */
  refusal: LyriaFailureCode | LyriaFailure | undefined;

  get last(): FakeSession {
    const session = this.sessions.at(-1);
    if (session === undefined) throw new Error('no session was opened');
    return session;
  }

  get openSessions(): number {
    return this.sessions.filter((session) => session.isOpen).length;
  }

  readonly open: OpenLyriaSession = async ({ onEvent }) => {
    this.attempts += 1;
    if (this.refusal !== undefined) throw new FailureError(failureOf(this.refusal));
    const session = new FakeSession(onEvent);
    this.sessions.push(session);
    return session;
  };
}

function failureOf(cause: LyriaFailureCode | LyriaFailure): LyriaFailure {
  return typeof cause === 'string' ? lyriaFailure(cause, 'a test.') : cause;
}
