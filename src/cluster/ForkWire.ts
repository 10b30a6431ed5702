import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Clock, Timer } from '../clock.ts';
import type { Log } from '../log.ts';
import type { FromNode, ToNode, Wire, WireNews } from './Wire.ts';

/** Before a process is started in place of one that died: longer each time, until one has lasted. */
const AGAIN_MS = { lasted: 0, first: 100, most: 10_000 } as const;
const LASTED_MS = 10_000;
/** After this a process that was asked to end is killed. */
const STOP_TIMEOUT_MS = 1_000;

/** Both ends are of one build: what has a kind that is known is what it says. */
const fromNode = z.custom<FromNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** Media nodes that are processes of this machine; each that dies is replaced by another. */
export class ForkWire implements Wire {
  readonly #options: ForkWireOptions;
  readonly #children = new Map<string, ChildProcess>();
  readonly #waits = new Set<Timer>();
  #listener: (news: WireNews) => void = () => {};
  #started = 0;
  #closing = false;

  constructor(options: ForkWireOptions) {
    this.#options = options;
    // Not before somebody listens.
    for (let i = 0; i < options.count; i += 1) this.#after(0, () => this.#start(AGAIN_MS.first));
  }

  send(node: string, message: ToNode): void {
    const child = this.#children.get(node);
    // What a dying process misses is not for it any more.
    if (child?.connected === true) child.send(message, () => {});
  }

  subscribe(listener: (news: WireNews) => void): void {
    this.#listener = listener;
  }

  giveUp(node: string): void {
    this.#children.get(node)?.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#listener = () => {};
    for (const wait of this.#waits) wait.cancel();
    await Promise.all(
      [...this.#children.values()].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        if (child.connected) child.disconnect();
        const killer = this.#options.clock.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'));
        await ended;
        killer.cancel();
      }),
    );
  }

  #start(waitMs: number): void {
    const { module, init, withheld, caFile, clock, log } = this.#options;
    this.#started += 1;
    const name = `media-${this.#started}`;
    const startedMs = clock.now();
    const child = fork(module, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Plain values, and bytes: JSON would make objects of those.
      serialization: 'advanced',
      env: {
        ...process.env,
        ...Object.fromEntries(withheld.map((each) => [each, ''])),
        ...(caFile !== undefined && { NODE_EXTRA_CA_CERTS: caFile }),
      },
    });
    this.#children.set(name, child);
    child.send({ ...init, name }, () => {});
    child.on('error', (error) => log.error({ node: name, error }, 'A media process failed'));
    child.on('message', (received) => {
      const message = fromNode.safeParse(received);
      if (!message.success) return;
      if (message.data.kind === 'ready') this.#listener({ type: 'seen', node: name });
      else this.#listener({ type: 'message', node: name, message: message.data });
    });
    child.once('exit', (code, signal) => {
      this.#children.delete(name);
      if (this.#closing) return;
      const how = signal ?? `code ${code}`;
      log.error({ node: name, how }, 'A media process ended; its stations go on elsewhere');
      this.#listener({ type: 'gone', node: name });
      const hasLasted = clock.now() - startedMs > LASTED_MS;
      const nextMs = Math.min(AGAIN_MS.most, 2 * waitMs);
      if (hasLasted) this.#after(AGAIN_MS.lasted, () => this.#start(AGAIN_MS.first));
      else this.#after(nextMs, () => this.#start(nextMs));
    });
  }

  #after(delayMs: number, action: () => void): void {
    const timer = this.#options.clock.after(delayMs, () => {
      this.#waits.delete(timer);
      action();
    });
    this.#waits.add(timer);
  }
}

export interface ForkWireOptions {
  /** How many processes. */
  readonly count: number;
  readonly module: URL;
  /** What each is told first: plain values. */
  readonly init: object;
  /** Variables that they must not see: none of them talks to Discord's API. */
  readonly withheld: readonly string[];
  /** Of an authority that they are to trust, too. */
  readonly caFile?: string;
  readonly clock: Clock;
  readonly log: Log;
}
