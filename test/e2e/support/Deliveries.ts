import { z } from 'zod';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { clicksIn } from '#test/support/clicks.ts';
import { matchRecording } from '#test/support/matchRecording.ts';

const SAMPLES_PER_MS = 48 * 2;
const SAMPLE_RATE = 48_000;
/** So much to either side of a click tells whether it is a seam; the codec changes little of it. */
const AROUND_CLICK_MS = 25;
const DELIVERED_CORRELATION = 0.97;

/** What is told when a session has closed. */
export const closing = z.object({ session: z.number(), code: z.number() });

/** Keeps what each session has delivered when it ends; the sandbox keeps it for the newest only. */
export class Deliveries {
  readonly #control: ControlClient;
  readonly #pcm = new Map<number, Int16Array>();
  readonly #done: Promise<void>;
  #ended = false;

  constructor(control: ControlClient) {
    this.#control = control;
    this.#done = this.#collect();
  }

  /** All of it, what the sessions have delivered that are still open included. */
  async end(): Promise<readonly Int16Array[]> {
    this.#ended = true;
    await this.#done;
    for (const { id } of await this.#control.lyriaSessions()) await this.#keep(id);
    return [...this.#pcm.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await this.#done;
  }

  async #collect(): Promise<void> {
    let after = 0;
    while (!this.#ended) {
      const wait = { types: ['lyriaClosed'], waitMs: 1_000 };
      const { events, last } = await this.#control.events(after, wait);
      after = last;
      for (const { data } of events) await this.#keep(closing.parse(data).session);
    }
  }

  async #keep(id: number): Promise<void> {
    if (!this.#pcm.has(id)) this.#pcm.set(id, await this.#control.lyriaPcm(id));
  }
}

/** When clicks are heard that the material does not have, in seconds. */
export function seamsIn(music: Int16Array, delivered: readonly Int16Array[]): number[] {
  return clicksIn(music)
    .filter((pair) => !isDelivered(around(music, pair), delivered))
    .map((pair) => pair / SAMPLE_RATE);
}

/** The material's own attacks look like clicks now and then: what was delivered so is no seam. */
function isDelivered(passage: Int16Array, delivered: readonly Int16Array[]): boolean {
  return delivered.some(
    (pcm) =>
      matchRecording(passage, pcm, { windowMs: 2 * AROUND_CLICK_MS }).minCorrelation >=
      DELIVERED_CORRELATION,
  );
}

function around(pcm: Int16Array, pair: number): Int16Array {
  const reach = AROUND_CLICK_MS * SAMPLES_PER_MS;
  const start = Math.max(0, 2 * pair - reach);
  return pcm.subarray(start, start + 2 * reach);
}
