import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { type NatsLink, SUBJECTS } from './NatsLink.ts';
import type { FromNode, ToNode } from './Wire.ts';

const ASK_MS = 1_000;
const AGAIN_MS = 500;

const toNode = z.custom<ToNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** A media node's end of the wire over NATS. */
export class NatsSeat {
  readonly #link: NatsLink;
  readonly #log: Log;
  /** Nobody else has it; a part of a subject has letters, digits and hyphens alone. */
  readonly node = `${hostname().replace(/[^\w-]/g, '-')}-${randomBytes(3).toString('hex')}`;

  constructor(link: NatsLink, log: Log) {
    this.#link = link;
    this.#log = log;
  }

  /** What control tells whoever joins; waits for one. */
  async join(signal: AbortSignal): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      const request = { node: this.node, host: hostname() };
      const init = await this.#link.ask(SUBJECTS.join, request, ASK_MS);
      if (init !== undefined) return init;
      signal.throwIfAborted();
      if (attempt === 1) this.#log.warn({}, 'No bot answers in this cluster yet');
      await pause(AGAIN_MS, undefined, { signal });
    }
  }

  send(message: FromNode): void {
    this.#link.send(SUBJECTS.fromNode(this.node), message);
  }

  /** @returns what ends it */
  hear(listener: (message: ToNode) => void): () => void {
    return this.#link.hear(SUBJECTS.toNode(this.node), (value) => {
      const message = toNode.safeParse(value);
      if (message.success) listener(message.data);
    });
  }
}
