import { type RawData, WebSocket } from 'ws';
import type { Clock, Timer } from '../clock.ts';
import type { SourceMetadata, WeightedPrompt } from '../music/controls.ts';
import type { Conditions, Ending } from './Conditions.ts';
import { readClientFrame } from './clientMessages.ts';
import type { GeneratorMessage, GeneratorObserver } from './contract.ts';
import type { CreateMusicSource } from './MusicSource.ts';
import { MusicStream } from './MusicStream.ts';
import { ChunkPacker } from './packChunk.ts';
import type { RenderQueue } from './RenderQueue.ts';
import { filteredPromptMessage, setupCompleteMessage, warningMessage } from './serverMessages.ts';

/** Close codes as the service uses them. */
export const CLOSE = {
  goingAway: 1001,
  abnormal: 1006,
  invalid: 1007,
  policy: 1008,
  internal: 1011,
} as const;

/** Three chunks as base64. A client that leaves so much unread gets no more until it reads. */
const MAX_UNREAD_AUDIO_BYTES = 3 * 512 * 1024;
/** A client that asks for answers and reads none of them is cut off here. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
/** A control frame holds 125 bytes, two of them the code. */
const MAX_REASON_BYTES = 123;
/** The longest field name that is told back to a client. */
const MAX_QUOTED_LENGTH = 60;

const FILTERED_REASON = 'The prompt contains words that this generator does not play.';

interface GeneratorSessionOptions {
  readonly id: number;
  readonly socket: WebSocket;
  /** Ends the connection below the WebSocket by a TCP reset. */
  readonly reset: () => void;
  readonly createSource: CreateMusicSource;
  readonly seed: number;
  readonly clock: Clock;
  readonly renderQueue: RenderQueue;
  readonly conditions: Conditions;
  readonly isBlocked: (prompt: string) => boolean;
  readonly firstAudioMs: number;
  readonly leadMs: number;
  readonly sessionLimitMs: number;
  readonly observer: GeneratorObserver;
  readonly onClosed: () => void;
}

/**
 * One client's session: understands its messages and answers them as the service does.
 *
 * Where nobody has seen what the service does, it is strict, so that a client's mistakes show:
 * a weight of 0 (one is enough), a value out of range, an unknown name and two fields in a message
 * end the session with 1007. Unknown fields get a warning; a message without anything, silence; a
 * mix of which nothing is accepted leaves the mix as it was; PLAY without a mix waits for one. All of
 * this is unverified.
 */
export class GeneratorSession {
  readonly #options: GeneratorSessionOptions;
  readonly #openedAtMs: number;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #packer = new ChunkPacker();
  #limitMs: number;
  #limit: Timer | undefined;
  #stream: MusicStream | undefined;
  #closeCode: number | undefined;

  constructor(options: GeneratorSessionOptions) {
    this.#options = options;
    const { clock, conditions, id, observer, socket } = options;
    this.#openedAtMs = clock.now();
    this.#limitMs = this.#limitInForce;
    this.#awaitLimit();
    this.#unsubscribe = [
      conditions.subscribe(() => this.#conditionsChanged()),
      conditions.onInterruption((ending, sessionId) => {
        if (sessionId === undefined || sessionId === id) this.end(ending);
      }),
    ];
    socket.on('message', (data) => this.#receive(data));
    // `close` follows every error and is where it ends.
    socket.on('error', () => {});
    socket.on('close', (code) => {
      this.#release();
      observer.closed?.(id, this.#closeCode ?? code, clock.now());
      options.onClosed();
    });
    observer.opened?.(id, clock.now());
  }

  /** Ends the session; ws sees to it that the socket is gone soon after. */
  close(code: number, reason: string): void {
    if (this.#closeCode !== undefined) return;
    this.#closeCode = code;
    this.#release();
    this.#options.socket.close(code, shortened(reason));
  }

  /** Ends it as told, be it without a word. */
  end(ending: Ending): void {
    if (ending.kind === 'close') {
      this.close(ending.code, ending.reason);
      return;
    }
    this.#closeCode ??= CLOSE.abnormal;
    this.#release();
    this.#options.reset();
  }

  get #limitInForce(): number {
    const { conditions, sessionLimitMs } = this.#options;
    return conditions.state.sessionLimitMs ?? sessionLimitMs;
  }

  #conditionsChanged(): void {
    if (this.#limitInForce === this.#limitMs) return;
    this.#limitMs = this.#limitInForce;
    this.#awaitLimit();
  }

  #awaitLimit(): void {
    const { clock } = this.#options;
    this.#limit?.cancel();
    const leftMs = Math.max(0, this.#openedAtMs + this.#limitMs - clock.now());
    this.#limit = clock.after(leftMs, () => this.close(CLOSE.internal, ''));
  }

  #release(): void {
    this.#limit?.cancel();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#stream?.close();
  }

  #receive(data: RawData): void {
    if (this.#closeCode !== undefined) return;
    const frame = readClientFrame(data.toString());
    if (frame.kind === 'invalid') {
      this.close(CLOSE.invalid, frame.reason);
      return;
    }
    for (const name of frame.unknown) {
      const quoted = JSON.stringify(name.slice(0, MAX_QUOTED_LENGTH));
      this.#send(warningMessage(`Unknown field ${quoted} was ignored.`));
    }
    if (frame.kind === 'nothing') return;
    const { message } = frame;
    const stream = this.#stream;
    if (message.type === 'setup' && stream === undefined) {
      this.#setUp();
    } else if (message.type !== 'setup' && stream !== undefined) {
      this.#options.observer.received?.(this.#options.id, message, this.#options.clock.now());
      this.#obey(message, stream);
    } else {
      const reason = 'Request contains an invalid argument: setup comes first, and once.';
      this.close(CLOSE.invalid, reason);
    }
  }

  #setUp(): void {
    const { createSource, seed, socket } = this.#options;
    this.#stream = new MusicStream({
      ...this.#options,
      source: createSource({ seed }),
      isWritable: () => socket.bufferedAmount < MAX_UNREAD_AUDIO_BYTES,
      onChunk: (pcm, source) => this.#sendChunk(pcm, source),
    });
    this.#send(setupCompleteMessage());
  }

  #obey(message: GeneratorMessage, stream: MusicStream): void {
    switch (message.type) {
      case 'prompts':
        this.#setPrompts(message.prompts, stream);
        break;
      case 'config':
        stream.setConfig(message.config);
        break;
      case 'playback':
        switch (message.control) {
          case 'PLAY':
            stream.play();
            break;
          case 'PAUSE':
            stream.pause();
            break;
          case 'STOP':
            stream.stop();
            break;
          case 'RESET_CONTEXT':
            stream.resetContext();
            break;
        }
    }
  }

  /** A message whose prompts are all refused leaves the mix as it was, be it empty. */
  #setPrompts(prompts: readonly WeightedPrompt[], stream: MusicStream): void {
    const accepted = prompts.filter((prompt) => !this.#options.isBlocked(prompt.text));
    for (const prompt of prompts) {
      if (accepted.includes(prompt)) continue;
      this.#send(filteredPromptMessage(prompt.text, FILTERED_REASON));
    }
    if (accepted.length > 0) stream.setPrompts(accepted);
  }

  #sendChunk(pcm: Int16Array, source: SourceMetadata): void {
    const { clock, conditions, id, observer } = this.#options;
    observer.sent?.(id, pcm, clock.now());
    const messages = this.#packer.pack(pcm, source, conditions.state.chunks);
    for (const message of messages) this.#send(message);
  }

  /** JSON in binary frames, as the service sends it. */
  #send(message: Buffer): void {
    const { socket } = this.#options;
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > MAX_UNREAD_BYTES) {
      this.#closeCode ??= CLOSE.policy;
      socket.terminate();
      return;
    }
    // Called when the frame has left for the kernel: the client reads.
    socket.send(message, { binary: true }, () => this.#stream?.wake());
  }
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  // A character cut in two would make the frame invalid, so it goes as a whole.
  return new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES), { stream: true });
}
