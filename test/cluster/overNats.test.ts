import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { NatsRig } from '../support/cluster/natsRig.ts';
import { GUILDS, startOf } from '../support/cluster/rig.ts';

const RUNS = process.env['CLUSTER_RUNS'];

const half = (): number => 0.5;

describe('over a wire that loses', () => {
  async function started(nodes = 2) {
    const rig = new NatsRig(half, nodes);
    await rig.clock.advance(1_000);
    rig.placement.send(startOf('1'));
    await rig.clock.advance(1_000);
    const [node] = rig.nodes.filter(({ host }) => host.stations.has('1'));
    if (node === undefined) throw new Error('Nothing plays');
    return { rig, node };
  }

  test('a node that is cut off plays on; what it played goes on elsewhere, and back it lets go', async () => {
    const { rig, node } = await started();
    node.link.cut();
    await rig.clock.advance(3_000);
    expect(rig.playing('1')).toHaveLength(2);
    node.link.heal();
    await rig.clock.advance(1_000);
    expect(rig.playing('1')).toHaveLength(1);
    expect(node.host.stations.size).toBe(0);
  });

  test('while the bot itself is cut off nobody is judged, and what was wished then holds', async () => {
    const { rig, node } = await started();
    const dropped = vi.spyOn(node.host, 'drop');
    rig.link.cut();
    await rig.clock.advance(10_000);
    rig.placement.send({ type: 'setMix', guildId: '1', prompts: [{ text: 'jazz', weight: 1 }] });
    rig.placement.send(startOf('2'));
    rig.link.heal();
    await rig.clock.advance(1_000);
    expect(rig.playing('1')).toEqual(['jazz']);
    expect(node.host.stations.has('1')).toBe(true);
    expect(dropped).not.toHaveBeenCalled();
    expect(rig.playing('2')).toHaveLength(1);
  });

  test('a bot that starts again silences nobody before it has restored, and what it does not know then', async () => {
    const { rig, node } = await started();
    rig.placement.send(startOf('2'));
    await rig.clock.advance(1_000);
    rig.restartControl();
    await rig.clock.advance(5_000);
    expect(rig.playing('1')).toHaveLength(1);
    expect(rig.playing('2')).toHaveLength(1);
    rig.placement.send(startOf('1'));
    await rig.clock.advance(1_000);
    rig.placement.restored();
    await rig.clock.advance(1_000);
    expect(rig.playing('1')).toHaveLength(1);
    expect(rig.playing('2')).toHaveLength(0);
    expect(node.isDead).toBe(false);
  });

  test('an end that was lost is noticed', async () => {
    const { rig, node } = await started();
    const ended: string[] = [];
    rig.placement.subscribe((event) => void (event.type === 'ended' && ended.push(event.guildId)));
    rig.placement.send({ type: 'stop', guildId: '1' });
    await rig.clock.advance(60);
    node.link.cut();
    rig.link.cut();
    await rig.clock.advance(3_000);
    node.link.heal();
    rig.link.heal();
    await rig.clock.advance(3_000);
    expect(ended).toEqual(['1']);
    expect(rig.playing('1')).toEqual([]);
  });

  test('nobody is heard any more whose leaving was lost, and who was heard is told', async () => {
    const { rig, node } = await started();
    const closed: string[] = [];
    rig.placement.subscribe((event) => {
      if (event.type === 'earClosed') closed.push(`${event.person} ${event.failure?.code}`);
    });
    const ada = { guildId: '1', person: 'ada' };
    const how = { instruction: '', tools: [], isSpoken: true, isHandsFree: true };
    rig.placement.send({ type: 'openEar', ...ada, ...how });
    await rig.clock.advance(500);
    const sent = vi.spyOn(node.host, 'send');
    rig.link.cut();
    await rig.clock.advance(3_000);
    rig.placement.send({ type: 'closeEar', ...ada });
    await rig.clock.advance(1_000);
    expect(sent).not.toHaveBeenCalled();
    rig.link.heal();
    await rig.clock.advance(1_000);
    expect(sent).toHaveBeenCalledWith({ type: 'closeEar', ...ada });
    expect(closed).toEqual(['ada talk.lost']);
  });
});

test('a station is ended whose start and stop were lost', async () => {
  const rig = new NatsRig(half, 3);
  await rig.clock.advance(1_000);
  const ended: string[] = [];
  rig.placement.subscribe((event) => void (event.type === 'ended' && ended.push(event.guildId)));
  rig.link.cut();
  await rig.clock.advance(600);
  rig.placement.send(startOf('1'));
  await rig.clock.advance(200);
  rig.placement.send({ type: 'stop', guildId: '1' });
  // Until that is noticed, and what was sent is lost.
  await rig.clock.advance(1_800);
  rig.link.heal();
  await rig.clock.advance(4_000);
  expect(ended).toEqual(['1']);
});

type Mishap =
  | { readonly kind: 'cut' | 'heal' | 'kill'; readonly node: number }
  | { readonly kind: 'cutControl' | 'healControl' }
  | { readonly kind: 'start' | 'stop' | 'mix'; readonly guild: number };

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.record({ kind: fc.constantFrom('cut', 'heal', 'heal', 'kill'), node: fc.nat(2) }),
  fc.record({ kind: fc.constantFrom('cutControl', 'healControl', 'healControl') }),
  fc.record({ kind: fc.constantFrom('start', 'start', 'stop', 'mix'), guild: fc.nat(3) }),
);

test('whatever is cut, killed and wished: once all is whole, one station a guild, as last wished', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(fc.tuple(mishap, fc.nat(4_000)), { maxLength: 25 }),
      async (seed, mishaps) => {
        const rig = new NatsRig(randomOf(seed), 3);
        const wanted = new Map<string, string>();
        rig.placement.subscribe((event) => {
          if (event.type === 'ended') wanted.delete(event.guildId);
        });
        await rig.clock.advance(1_000);
        for (const [index, [event, waitMs]] of mishaps.entries()) {
          await happen(rig, event, `mix ${index}`, wanted);
          await rig.clock.advance(waitMs);
        }
        rig.link.heal();
        for (const { link, isDead } of rig.nodes) if (!isDead) link.heal();
        rig.startNode();
        // Those that are cut are missed after 2 s; nobody is judged until 2 s after.
        await rig.clock.advance(8_000);
        for (const guildId of GUILDS) {
          const mix = wanted.get(guildId);
          expect(rig.playing(guildId)).toEqual(mix === undefined ? [] : [mix]);
        }
      },
    ),
    // The same each time, unless more are asked for: then others, each time.
    RUNS === undefined ? { numRuns: 60, seed: 1 } : { numRuns: Number(RUNS) },
  );
});

async function happen(
  rig: NatsRig,
  event: Mishap,
  mix: string,
  wanted: Map<string, string>,
): Promise<void> {
  switch (event.kind) {
    case 'cut':
    case 'heal':
    case 'kill': {
      const node = rig.nodes[event.node];
      if (node === undefined || node.isDead) return;
      if (event.kind === 'kill') rig.kill(node);
      else node.link[event.kind]();
      return;
    }
    case 'cutControl':
      rig.link.cut();
      return;
    case 'healControl':
      rig.link.heal();
      return;
    case 'start':
    case 'stop':
    case 'mix': {
      const guildId = GUILDS[event.guild] ?? '1';
      const isWanted = wanted.has(guildId);
      if (event.kind === 'start' && !isWanted) {
        wanted.set(guildId, 'techno');
        rig.placement.send(startOf(guildId));
      } else if (event.kind === 'stop' && isWanted) rig.placement.send({ type: 'stop', guildId });
      else if (event.kind === 'mix' && isWanted) {
        wanted.set(guildId, mix);
        rig.placement.send({ type: 'setMix', guildId, prompts: [{ text: mix, weight: 1 }] });
      }
    }
  }
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
