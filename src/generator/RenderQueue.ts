/** Work that comes in steps of a millisecond or less. */
export interface RenderJob {
  /** Does one step. False: that was the last. */
  step(): boolean;
}

/**
 * How long steps are done in a row before the event loop gets its turn. The step under way when
 * the time is up comes on top, so that all in all about 4 ms pass.
 */
const SLICE_MS = 3;

/**
 * Does the work of all sessions in turn, step by step, in slices that leave the event loop to
 * everybody else in the process. The slices are measured in the machine's time, whatever clock
 * the sessions live by: they are about the processor.
 */
export class RenderQueue {
  #jobs: RenderJob[] = [];
  #immediate: NodeJS.Immediate | undefined;

  add(job: RenderJob): void {
    this.#jobs.push(job);
    this.#immediate ??= setImmediate(() => this.#slice());
  }

  /** Takes a job back that is not done. */
  remove(job: RenderJob): void {
    this.#jobs = this.#jobs.filter((one) => one !== job);
  }

  close(): void {
    this.#jobs = [];
    clearImmediate(this.#immediate);
  }

  #slice(): void {
    this.#immediate = undefined;
    const endMs = performance.now() + SLICE_MS;
    while (performance.now() < endMs) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      if (job.step()) this.#jobs.push(job);
    }
    if (this.#jobs.length > 0) this.#immediate ??= setImmediate(() => this.#slice());
  }
}
