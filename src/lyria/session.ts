import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';
import type { LyriaFailure } from './failure.ts';

/**
 * 16-bit stereo at 48 kHz, interleaved, whole sample pairs only: as it came, or converted where it
 * came in another format.
 */
export interface AudioChunk {
  readonly pcm: Int16Array;
  /** Absent when the service sent none with this chunk. */
  readonly source?: SourceMetadata;
}

/** Everything a session tells, in the order it came. After `closed` nothing follows. */
export type LyriaEvent =
  | { readonly type: 'audio'; readonly chunk: AudioChunk }
  | { readonly type: 'filteredPrompt'; readonly text: string; readonly reason: string }
  | { readonly type: 'warning'; readonly text: string }
  | { readonly type: 'closed'; readonly cause: ClosedCause };

/** `requested`: `close()` was called. `failed`: anything else, with what it means. */
export type ClosedCause =
  | { readonly kind: 'requested' }
  | { readonly kind: 'failed'; readonly failure: LyriaFailure };

/**
 * One connected Lyria RealTime session, set up and ready for messages.
 *
 * Every setter validates first and throws a `FailureError` with code `lyria.invalid` that names
 * field and range; nothing invalid reaches the wire. Calls on a closed session do nothing.
 */
export interface LyriaSession {
  setWeightedPrompts(prompts: readonly WeightedPrompt[]): void;
  /** Replaces the whole configuration. */
  setMusicGenerationConfig(config: MusicGenerationConfig): void;
  /** Starts or resumes. */
  play(): void;
  /** Holds the position; the service stops sending within a chunk or so. */
  pause(): void;
  /** Clears the context without stopping: how a new bpm or scale comes into force. */
  resetContext(): void;
  /** Closes the socket. The `closed` event follows, with cause `requested`. */
  close(): void;
}

/**
 * Opens a session. Rejects with a `FailureError<LyriaFailure>` when the service refuses, does
 * not finish its set-up in time, or `signal` aborts; then no socket or timer is left behind.
 * Events may arrive from the moment the promise resolves.
 */
export type OpenLyriaSession = (options: {
  readonly onEvent: (event: LyriaEvent) => void;
  readonly signal: AbortSignal;
  /** In place of the one that all sessions have. */
  readonly apiKey?: string;
}) => Promise<LyriaSession>;
