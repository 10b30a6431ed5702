import type { Clock } from '#src/clock.ts';
import { Agent } from '#src/cluster/Agent.ts';
import type { FromNode, ToNode, Wire, WireNews } from '#src/cluster/Wire.ts';
import { FakeNodeHost } from './FakeNodeHost.ts';

const PROBE_MS = 1_000;

/** One media process of a model: an agent over stations that only say what they would do. */
export interface ModelNode {
  readonly name: string;
  readonly host: FakeNodeHost;
  /** It stands still: what is told to it and what it tells comes when it goes on. */
  isFrozen: boolean;
  isDead: boolean;
}

/** A wire whose messages take their time, in order, to nodes that die and stand still on demand. */
export class DelayedWire implements Wire {
  readonly nodes: ModelNode[] = [];
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #agents = new Map<string, Agent>();
  readonly #held = new Map<string, (() => void)[]>();
  readonly #arrivals = new Map<string, number>();
  #listener: (news: WireNews) => void = () => {};

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  start(): ModelNode {
    const name = `node-${this.nodes.length + 1}`;
    const agent = new Agent({
      clock: this.#clock,
      probeMs: PROBE_MS,
      send: (message) => this.#fromNode(node, message),
    });
    const host = new FakeNodeHost(this.#clock, agent.gates);
    const node: ModelNode = { name, host, isFrozen: false, isDead: false };
    this.nodes.push(node);
    this.#agents.set(name, agent);
    agent.serve(host);
    return node;
  }

  kill(node: ModelNode): void {
    if (node.isDead) return;
    node.isDead = true;
    node.host.die();
    this.#later(`${node.name} out`, () => this.#listener({ type: 'gone', node: node.name }));
  }

  /** An operator wants the node to end. */
  drain(node: ModelNode): void {
    this.#agents.get(node.name)?.drain();
  }

  thaw(node: ModelNode): void {
    node.isFrozen = false;
    for (const deliver of this.#held.get(node.name)?.splice(0) ?? []) deliver();
  }

  send(name: string, message: ToNode): void {
    const node = this.nodes.find((one) => one.name === name);
    if (node === undefined) return;
    const plain = structuredClone(message);
    this.#later(`${name} in`, () =>
      this.#whenAwake(node, () => void this.#agents.get(name)?.take(plain)),
    );
  }

  subscribe(listener: (news: WireNews) => void): void {
    this.#listener = listener;
  }

  giveUp(name: string): void {
    const node = this.nodes.find((one) => one.name === name);
    if (node !== undefined) this.kill(node);
  }

  async close(): Promise<void> {
    for (const node of this.nodes) {
      node.isDead = true;
      node.host.die();
    }
  }

  #fromNode(node: ModelNode, message: FromNode): void {
    const plain = structuredClone(message);
    this.#whenAwake(node, () =>
      this.#later(`${node.name} out`, () => {
        if (plain.kind === 'ready') this.#listener({ type: 'seen', node: node.name });
        else this.#listener({ type: 'message', node: node.name, message: plain });
      }),
    );
  }

  #whenAwake(node: ModelNode, deliver: () => void): void {
    if (node.isDead) return;
    if (!node.isFrozen) {
      deliver();
      return;
    }
    this.#held.set(node.name, [...(this.#held.get(node.name) ?? []), deliver]);
  }

  /** In order, each some time after the last. */
  #later(way: string, deliver: () => void): void {
    const atMs = Math.max(
      this.#clock.now() + 50 * this.#random(),
      this.#arrivals.get(way) ?? Number.NEGATIVE_INFINITY,
    );
    this.#arrivals.set(way, atMs);
    this.#clock.after(atMs - this.#clock.now(), deliver);
  }
}
