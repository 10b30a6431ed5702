import { Agent } from '#src/cluster/Agent.ts';
import { SUBJECTS } from '#src/cluster/NatsLink.ts';
import { NatsWire } from '#src/cluster/NatsWire.ts';
import { Placement } from '#src/cluster/Placement.ts';
import type { ToNode } from '#src/cluster/Wire.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import { KeyRing } from '#src/station/KeyRing.ts';
import { VirtualClock } from '../VirtualClock.ts';
import { FakeNodeHost } from './FakeNodeHost.ts';
import { type LossyLink, LossyNet } from './LossyNet.ts';

const PROBE_MS = 1_000;
const MAX_SESSIONS = 1_000;

/** A media node of the model. */
export interface NatsNode {
  readonly name: string;
  readonly link: LossyLink;
  readonly host: FakeNodeHost;
  isDead: boolean;
}

/** A control side and media nodes over a lossy wire, in virtual time. */
export class NatsRig {
  readonly clock = new VirtualClock();
  readonly nodes: NatsNode[] = [];
  readonly #net: LossyNet;
  readonly #ring: KeyRing;
  #control: ReturnType<NatsRig['startControl']>;

  constructor(random: () => number, nodes: number) {
    this.#net = new LossyNet(this.clock, random);
    const limits = { maxSessions: MAX_SESSIONS, spacingMs: 0, probeMs: PROBE_MS };
    this.#ring = new KeyRing({ clock: this.clock, limits, keys: ['a-key'] });
    this.#control = this.startControl();
    this.#control.placement.restored();
    for (let i = 0; i < nodes; i += 1) this.startNode();
  }

  get placement(): Placement {
    return this.#control.placement;
  }

  get link() {
    return this.#control.link;
  }

  /** Another control, which has restored nothing yet; the one before says nothing more. */
  restartControl(): void {
    this.#control.link.cut();
    void this.#control.link.close();
    this.#control = this.startControl();
  }

  startControl() {
    const link = this.#net.connect();
    const shared = { clock: this.clock, log: silentLog };
    const wire = new NatsWire({ ...shared, link, init: {} });
    const placement = new Placement({
      ...shared,
      wire,
      processes: 0,
      gates: this.#ring,
      conditions: noConditions,
      isBehind: true,
    });
    placement.subscribe((event) => {
      if (event.type !== 'gatewaySend') return;
      const { guildId } = event;
      this.clock.after(30, () => {
        placement.send({ type: 'voiceStateUpdate', guildId, payload: {} });
        placement.send({ type: 'voiceServerUpdate', guildId, payload: {} });
      });
    });
    return { link, placement };
  }

  startNode(): NatsNode {
    const name = `node-${this.nodes.length + 1}`;
    const link = this.#net.connect();
    const agent = new Agent({
      clock: this.clock,
      probeMs: PROBE_MS,
      send: (message) => link.send(SUBJECTS.fromNode(name), message),
    });
    const host = new FakeNodeHost(this.clock, agent.gates);
    link.hear(SUBJECTS.toNode(name), (value) => void agent.take(value as ToNode));
    link.onBack(() => link.send(SUBJECTS.fromNode(name), { kind: 'back' }));
    agent.serve(host);
    const node = { name, link, host, isDead: false };
    this.nodes.push(node);
    return node;
  }

  kill(node: NatsNode): void {
    node.isDead = true;
    node.host.die();
    node.link.cut();
    void node.link.close();
  }

  /** Where a guild's station sounds, and with which prompt. */
  playing(guildId: string): readonly string[] {
    return this.nodes.flatMap(({ host, isDead }) => {
      const snapshot = isDead ? undefined : host.stations.get(guildId)?.snapshot;
      return snapshot?.state === 'playing' ? [snapshot.prompts[0]?.text ?? ''] : [];
    });
  }
}
