import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Clock, Timer } from '../clock.ts';
import type { Log } from '../log.ts';
import type { FromNode, ToNode, Wire, WireNews } from './Wire.ts';

/** Before a process is started in place of one that died: longer each time, until one has lasted. */
const AGAIN_MS = { lasted: 0, first: 100, most: 10_000 } as const;
const LASTED_MS = 10_000;
/** Before a spare is started: whoever begins or takes over has the processor to itself until then. */
const SPARE_AFTER_MS = 3_000;
/** After this a process that was asked to end is killed. */
const STOP_TIMEOUT_MS = 1_000;

/** Both ends are of one build: what has a kind that is known is what it says. */
const fromNode = z.custom<FromNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/**
 * Media nodes that are processes of this machine. One more than are wanted is kept ready: loading the
 * program takes half a second and more on a busy machine, for which nobody wants to wait when one dies.
 */
export class ForkWire implements Wire {
  readonly #options: ForkWireOptions;
  readonly #children = new Map<string, ChildProcess>();
  /** Those that are told of; of the others one is the spare. */
  readonly #working = new Set<string>();
  readonly #spares: string[] = [];
  /** Those that are to end, and count no more. */
  readonly #draining = new Set<string>();
  readonly #waits = new Set<Timer>();
  #listener: (news: WireNews) => void = () => {};
  #started = 0;
  #closing = false;

  constructor(options: ForkWireOptions) {
    this.#options = options;
    // Not before somebody listens.
    for (let i = 0; i < options.count; i += 1) this.#after(0, () => this.#start(AGAIN_MS.first));
    this.#after(SPARE_AFTER_MS, () => this.#start(AGAIN_MS.first));
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
      if (message.data.kind === 'ready') {
        this.#spares.push(name);
        this.#fill();
      } else if (message.data.kind === 'draining') this.#drains(name, message.data);
      else this.#listener({ type: 'message', node: name, message: message.data });
    });
    child.once('exit', (code, signal) => {
      this.#children.delete(name);
      if (this.#closing) return;
      const how = signal ?? `code ${code}`;
      if (this.#draining.has(name)) log.info({ node: name }, 'A media process ended as asked');
      else log.error({ node: name, how }, 'A media process ended; its stations go on elsewhere');
      const hasLasted = clock.now() - startedMs > LASTED_MS;
      const nextMs = hasLasted ? AGAIN_MS.first : Math.min(AGAIN_MS.most, 2 * waitMs);
      const wasWorking = this.#gone(name);
      const isReplaced = !wasWorking || this.#working.size === this.#options.count;
      const leastMs = isReplaced ? SPARE_AFTER_MS : AGAIN_MS.lasted;
      const delayMs = hasLasted ? leastMs : Math.max(leastMs, nextMs);
      this.#after(delayMs, () => this.#start(nextMs));
    });
  }

  /** One that is to end makes room for the spare, which then takes its stations. */
  #drains(name: string, message: FromNode): void {
    if (!this.#working.delete(name)) return;
    this.#draining.add(name);
    this.#fill();
    this.#listener({ type: 'message', node: name, message });
  }

  /** Whether it was one that was told of. The spare is told of first: it has room for what moves. */
  #gone(name: string): boolean {
    const spare = this.#spares.indexOf(name);
    if (spare >= 0) this.#spares.splice(spare, 1);
    const wasDraining = this.#draining.delete(name);
    if (!this.#working.delete(name) && !wasDraining) return false;
    this.#fill();
    this.#listener({ type: 'gone', node: name });
    return true;
  }

  #fill(): void {
    while (this.#working.size < this.#options.count) {
      const name = this.#spares.shift();
      if (name === undefined) return;
      this.#working.add(name);
      const { pid } = this.#children.get(name) ?? {};
      this.#options.log.info({ node: name, pid }, 'A media process plays from now on');
      this.#listener({ type: 'seen', node: name });
    }
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
  /** How many processes play; one more waits. */
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
