import type { LiveFailure } from './failure.ts';

/** Of what a session hears, in Hz: mono, 16 bit. */
export const HEARD_RATE = 16_000;
/** Of what it says, in Hz: mono, 16 bit. */
export const SPOKEN_RATE = 24_000;

/** A function that the model may call. */
export interface LiveTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments, an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface LiveOptions {
  /** The endpoint without a key, `ws:` or `wss:`. */
  readonly url: string;
  /** Goes into the query string and nowhere else; empty: none is needed. */
  readonly apiKey: string;
  /** With or without `models/` before it. */
  readonly model: string;
  /** One of Google's prebuilt voices. */
  readonly voice: string;
  /** Who the model is and what it is to do. */
  readonly instruction: string;
  readonly tools: readonly LiveTool[];
  /** BCP 47, such as `de-DE`; the model detects it unless given. */
  readonly languageCode?: string;
}

export interface LiveToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model gave them: not checked. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface LiveTokens {
  readonly prompt: number;
  readonly response: number;
  readonly total: number;
}

/** Who is told what happens in a session; but for `closed`, never inside a method of it. */
export interface LiveListener {
  ready(): void;
  /** Faster than real time; 24 kHz mono, 16 bit. */
  speech(pcm: Int16Array): void;
  /** Throw away what is not yet played; nothing more of that turn follows. */
  interrupted(): void;
  turnComplete(): void;
  /** What the service understood of the member's turn, so far, whole. */
  heard(text: string): void;
  /** What the DJ says, so far in this turn, whole. */
  said(text: string): void;
  /** Once for each id. */
  toolCalled(call: LiveToolCall): void;
  /** Not to be answered any more. */
  toolsCancelled(ids: readonly string[]): void;
  /** Of one turn: the sum over all turns is what is billed. */
  used(tokens: LiveTokens): void;
  /** Once, at the end; null when it was asked for. */
  closed(failure: LiveFailure | null): void;
}
