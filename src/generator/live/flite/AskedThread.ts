import { Worker } from 'node:worker_threads';

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** What the thread posts. */
export interface Answered<Answer> {
  readonly id: number;
  readonly answer: Answer;
}

/** What is posted to the thread. */
export type Asked<Question> = Question & { readonly id: number };

/** A thread that is asked, and answers each question once, by its number. */
export class AskedThread<Question extends object, Answer> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #asked = 0;
  #isClosed = false;

  constructor(module: URL, workerData: object) {
    this.#worker = new Worker(module, { workerData });
    this.#worker.on('message', ({ id, answer }: Answered<Answer>) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#worker.unref();
      waiting?.resolve(answer);
    });
    this.#worker.on('error', (error) => {
      this.#giveUp(error instanceof Error ? error : new Error(String(error)));
    });
    this.#worker.on('exit', () => this.#giveUp(new Error('The thread has ended')));
    // An idle thread keeps nobody from ending.
    this.#worker.unref();
  }

  /** @throws when the thread has failed or was closed */
  ask(question: Question): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new Error('The thread is closed'));
    this.#asked += 1;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.set(this.#asked, { resolve, reject });
    this.#worker.ref();
    this.#worker.postMessage({ ...question, id: this.#asked });
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  #giveUp(error: Error): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
