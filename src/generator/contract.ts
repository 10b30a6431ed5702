import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';
import type { Refusal } from './Conditions.ts';

/** A client's message as the generator understood it. */
export type GeneratorMessage =
  | { readonly type: 'prompts'; readonly prompts: readonly WeightedPrompt[] }
  | { readonly type: 'config'; readonly config: MusicGenerationConfig }
  | { readonly type: 'playback'; readonly control: 'PLAY' | 'PAUSE' | 'STOP' | 'RESET_CONTEXT' };

/** Sees what passes through the generator, for tests and the sandbox's control API. */
export interface GeneratorObserver {
  /** Somebody asked for a session, and, unless null, was refused: a status, a close code, a reset. */
  attempted?(refusal: Refusal | null, atMs: number): void;
  opened?(sessionId: number, atMs: number): void;
  received?(sessionId: number, message: GeneratorMessage, atMs: number): void;
  /** Called right before a chunk is sent. `pcm` must not be kept or changed. */
  sent?(sessionId: number, pcm: Int16Array, atMs: number): void;
  closed?(sessionId: number, code: number, atMs: number): void;
}

export interface GeneratorServer {
  /** The WebSocket endpoint without a key, e.g. `ws://127.0.0.1:PORT/ws/google...BidiGenerateMusic`. */
  readonly url: string;
  close(): Promise<void>;
}
