import { Worker } from 'node:worker_threads';
import { AskedThread } from '../flite/AskedThread.ts';
import { fliteFile } from '../flite/Flite.ts';

export interface EarsQuestion {
  /** 16 kHz mono; null: are you there? */
  readonly pcm: Int16Array | null;
}

export interface EarsAnswer {
  readonly text: string;
}

/** Hears the words of `VOCABULARY`, spoken by Flite's voices, and nothing else. */
export class Ears {
  readonly #thread: AskedThread<EarsQuestion, EarsAnswer>;

  /** Undefined where Flite is not installed: the ears know nobody else. */
  static open(): Ears | undefined {
    const wasmFile = fliteFile();
    return wasmFile === undefined ? undefined : new Ears(wasmFile);
  }

  /**
   * Has the templates made and kept on disk without a hurry, so that no ears have to wait for them.
   *
   * @returns ends that, done or not
   */
  static prepare(): () => Promise<void> {
    const wasmFile = fliteFile();
    if (wasmFile === undefined) return async () => {};
    const module = new URL('./templatesWorker.ts', import.meta.url);
    const worker = new Worker(module, { workerData: { wasmFile } });
    // Whoever needs ears meanwhile makes the templates themselves.
    worker.on('error', () => {});
    worker.unref();
    return async () => void (await worker.terminate());
  }

  private constructor(wasmFile: string) {
    this.#thread = new AskedThread(new URL('./earsWorker.ts', import.meta.url), { wasmFile });
  }

  /** Resolves once the templates are there: at once, or after some ten seconds the first time. */
  async warmUp(): Promise<void> {
    await this.#thread.ask({ pcm: null });
  }

  /** In lower case; empty where nothing was understood. */
  async hear(pcm: Int16Array): Promise<string> {
    return (await this.#thread.ask({ pcm })).text;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
