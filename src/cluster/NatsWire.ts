import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { tell } from '#src/texts/texts.ts';
import type { Clock, Timer } from '../clock.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import { type Link, type NatsLink, SUBJECTS } from './NatsLink.ts';
import type { FromNode, ToNode, Wire, WireNews } from './Wire.ts';

/** Four reports missing. */
const DEAD_AFTER_MS = 2_000;
/** With nothing from any node it may be this end: a connection that carries nothing is given up within 3 s. */
const ALL_DEAD_AFTER_MS = 4_000;
const LOOK_MS = 250;
/** This process itself stood still: what the nodes said meanwhile waits to be read. */
const STALLED_MS = 1_000;
/** A control that lives answers within some milliseconds. */
const WHO_TIMEOUT_MS = 1_000;

const fromNode = z.custom<FromNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);
const who = z.object({ id: z.string(), host: z.string(), dataDir: z.string() });
const applicant = z.object({ node: z.string(), host: z.string() });

interface Known {
  /** As it is told of: another one after each time that it was thought dead. */
  readonly name: string;
  heardMs: number;
}

/**
 * Media nodes on other machines, over NATS. One that is silent for two seconds while others are heard is
 * gone, and what it played goes on elsewhere; should it come back it comes as a new one, to which nothing belongs.
 */
export class NatsWire implements Wire {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();
  readonly #nodes = new Map<string, string>();
  readonly #unhear: (() => void)[] = [];
  #lives = 0;
  #listener: (news: WireNews) => void = () => {};
  #looks: Timer;
  #lookedMs: number;

  /**
   * @param init what a node is told when it joins: plain values
   */
  constructor(options: {
    readonly link: Link;
    readonly init: object;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#link = options.link;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#lookedMs = this.#clock.now();
    this.#looks = this.#clock.after(LOOK_MS, () => this.#look());
    this.#link.onBack(() => this.#listener({ type: 'back' }));
    this.#unhear.push(
      this.#link.hear(SUBJECTS.join, (value, _subject, answer) => {
        const joining = applicant.safeParse(value);
        if (!joining.success) return;
        this.#log.info(joining.data, 'A media node joins');
        answer(options.init);
      }),
      this.#link.hear(SUBJECTS.fromAll, (value, subject) => this.#hear(value, subject)),
    );
  }

  get isAway(): boolean {
    return this.#link.upForMs === undefined;
  }

  send(name: string, message: ToNode): void {
    const node = this.#nodes.get(name);
    if (node !== undefined) this.#link.send(SUBJECTS.toNode(node), message);
  }

  subscribe(listener: (news: WireNews) => void): void {
    this.#listener = listener;
  }

  /** It has nothing to play any more, or is too slow to be of use. */
  giveUp(name: string): void {
    this.send(name, { kind: 'end' });
    this.#gone(name);
  }

  async close(): Promise<void> {
    this.#listener = () => {};
    this.#looks.cancel();
    for (const stop of this.#unhear) stop();
    await this.#link.close();
  }

  #hear(value: unknown, subject: string): void {
    const node = subject.slice(SUBJECTS.fromNode('').length);
    const message = fromNode.safeParse(value);
    if (!message.success) return;
    const { data } = message;
    const known = this.#known.get(node) ?? this.#seen(node, data);
    if (known === undefined) return;
    known.heardMs = this.#clock.now();
    this.#listener({ type: 'message', node: known.name, message: data });
  }

  /** A node says in its reports how far its epochs have come: it is told nothing before. */
  #seen(node: string, message: FromNode): Known | undefined {
    if (message.kind !== 'report') return undefined;
    this.#lives += 1;
    const known = { name: `${node}#${this.#lives}`, heardMs: this.#clock.now() };
    this.#known.set(node, known);
    this.#nodes.set(known.name, node);
    this.#log.info({ node: known.name }, 'A media node plays from now on');
    this.#listener({ type: 'seen', node: known.name, newest: message.newest });
    return known;
  }

  #look(): void {
    this.#looks = this.#clock.after(LOOK_MS, () => this.#look());
    const nowMs = this.#clock.now();
    const hasStalled = nowMs - this.#lookedMs > STALLED_MS;
    this.#lookedMs = nowMs;
    const upForMs = this.#link.upForMs ?? 0;
    if (hasStalled || upForMs < DEAD_AFTER_MS) {
      // Nobody is judged by what could not be heard.
      for (const known of this.#known.values()) known.heardMs = nowMs;
      return;
    }
    const known = [...this.#known.values()];
    const isAnyHeard = known.some(({ heardMs }) => nowMs - heardMs <= DEAD_AFTER_MS);
    const afterMs = isAnyHeard ? DEAD_AFTER_MS : ALL_DEAD_AFTER_MS;
    for (const { name, heardMs } of known) {
      if (nowMs - heardMs <= afterMs) continue;
      this.#log.error({ node: name }, 'A media node is silent; its stations go on elsewhere');
      this.#gone(name);
    }
  }

  #gone(name: string): void {
    const node = this.#nodes.get(name);
    if (node === undefined) return;
    this.#nodes.delete(name);
    this.#known.delete(node);
    this.#listener({ type: 'gone', node: name });
  }
}

/**
 * Takes the one place of a control there is, for as long as the link lasts.
 *
 * @throws FailureError `cluster.taken` while another one has it
 */
export async function takeControl(link: NatsLink, dataDir: string): Promise<void> {
  const id = randomUUID();
  const other = who.safeParse(await link.ask(SUBJECTS.control, { id }, WHO_TIMEOUT_MS));
  if (other.success) {
    const { host, dataDir: folder } = other.data;
    throw new FailureError({
      code: 'cluster.taken',
      memberText: tell('failure.setup'),
      operatorText: `A bot runs in this cluster already: on ${host}, with the data folder ${folder}. End it first.`,
    });
  }
  link.hear(SUBJECTS.control, (_value, _subject, answer) =>
    answer({ id, host: hostname(), dataDir }),
  );
}
