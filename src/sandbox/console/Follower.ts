import { z } from 'zod';
import type { ControlClient } from '../client/ControlClient.ts';
import * as schemas from '../client/schemas.ts';
import { messageText, type NameOf } from './messageText.ts';

/** Who looks on: what only others see is not shown. */
export interface Viewer {
  readonly name: string;
  readonly userId: string;
}

const WAIT_MS = 30_000;
const MAX_MESSAGES = 500;

const TYPES = ['messageCreated', 'messageUpdated', 'voiceStateChanged'] as const;

const messageEvent = z.object({
  message: schemas.message,
  /** The one who sees an ephemeral message; null is everybody. */
  visibleTo: z.string().nullable(),
});
const place = z.object({ channel: z.string().nullable() }).nullable();
const voiceEvent = z.object({ user: z.string(), before: place, after: place });

/** Tells as lines of text what a person in the sandbox sees happen, until closed. */
export class Follower {
  readonly #control: ControlClient;
  readonly #viewer: () => Viewer;
  readonly #nameOf: NameOf;
  readonly #print: (line: string) => void;
  readonly #closing = new AbortController();
  /** What was last told of each message: of an edit only what is new is worth a line. */
  readonly #told = new Map<string, readonly string[]>();

  constructor(options: {
    readonly control: ControlClient;
    readonly viewer: () => Viewer;
    readonly nameOf: NameOf;
    readonly print: (line: string) => void;
  }) {
    this.#control = options.control;
    this.#viewer = options.viewer;
    this.#nameOf = options.nameOf;
    this.#print = options.print;
  }

  /** Tells what comes after event number `last`; resolves once closed. Rejects when it cannot. */
  async follow(last: number): Promise<void> {
    const { signal } = this.#closing;
    let after = last;
    while (!signal.aborted) {
      const found = await this.#control
        .events(after, { types: TYPES, waitMs: WAIT_MS, signal })
        .catch((error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        });
      if (found === undefined) return;
      after = found.last;
      for (const event of found.events) this.#tell(event);
    }
  }

  close(): void {
    this.#closing.abort();
  }

  #tell(event: schemas.EventView): void {
    if (event.type === 'voiceStateChanged') this.#tellVoice(event.data);
    else this.#tellMessage(event.data);
  }

  #tellVoice(data: unknown): void {
    const { user, before, after } = voiceEvent.parse(data);
    if (before?.channel === after?.channel) return;
    if (after !== null) this.#print(`* ${user} is in "${after.channel}"`);
    else this.#print(`* ${user} has left "${before?.channel}"`);
  }

  #tellMessage(data: unknown): void {
    const { message, visibleTo } = messageEvent.parse(data);
    if (message.thinking) return;
    if (visibleTo !== null && visibleTo !== this.#viewer().userId) return;
    const lines = messageText(message, this.#nameOf);
    const before = this.#told.get(message.id);
    this.#remember(message.id, lines);
    const fresh = before === undefined ? lines : lines.filter((line) => !before.includes(line));
    const [first, ...others] = fresh;
    if (first === undefined) return;
    const author = this.#nameOf(message.author.id) ?? message.author.username;
    const note = before === undefined ? '' : ' (edited)';
    const toOne = message.ephemeral ? ' (only you see this)' : '';
    this.#print(`${author}${note}${toOne}: ${first}`);
    for (const line of others) this.#print(`  ${line}`);
  }

  #remember(id: string, lines: readonly string[]): void {
    this.#told.delete(id);
    this.#told.set(id, lines);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MAX_MESSAGES && oldest !== undefined) this.#told.delete(oldest);
  }
}
