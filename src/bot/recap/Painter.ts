import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { PaintPort } from '#commands/Command.ts';
import type { Evening } from '#src/control/evening.ts';
import type { Theme } from './themes.ts';

export interface PaintOrder {
  readonly evening: Evening;
  readonly theme: Theme;
}

const png = z.tuple([z.instanceof(Uint8Array)]);

/**
 * Paints pictures, one at a time, each in a thread of its own, which ends with it: it takes a fraction
 * of a second, which the event loop has not, and a font of 5 MB, which nobody needs in between.
 */
export class Painter implements PaintPort {
  #last: Promise<unknown> = Promise.resolve();
  #worker: Worker | undefined;
  #closed = false;

  paint(evening: Evening, theme: Theme): Promise<Uint8Array> {
    const painted = this.#last.then(() => this.#paint({ evening, theme }));
    this.#last = painted.catch(() => {});
    return painted;
  }

  close(): void {
    this.#closed = true;
    void this.#worker?.terminate();
  }

  async #paint(workerData: PaintOrder): Promise<Uint8Array> {
    if (this.#closed) throw new Error('Nothing is painted any more');
    // Nothing of the environment is needed, and it may hold secrets.
    const worker = new Worker(new URL('./paintWorker.ts', import.meta.url), {
      workerData,
      env: {},
    });
    this.#worker = worker;
    try {
      const ended = once(worker, 'exit').then(() => {
        throw new Error('The picture was not painted');
      });
      const [bytes] = png.parse(await Promise.race([once(worker, 'message'), ended]));
      return bytes;
    } finally {
      this.#worker = undefined;
      await worker.terminate();
    }
  }
}
