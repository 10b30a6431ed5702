import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endings, GUILDS, MAX_SESSIONS, rig, startOf } from '../support/cluster/rig.ts';

describe('placement', () => {
  test('stations are shared out evenly, and one session is asked for by each', async () => {
    const { clock, placement, wire, sessions } = await rig();
    for (const guildId of GUILDS) placement.send(startOf(guildId));
    await clock.advance(3_000);
    expect(wire.nodes.map(({ host }) => host.stations.size)).toEqual([2, 2]);
    expect(sessions()).toEqual({ open: 4, most: 4 });
  });

  test('a process that dies takes only its stations along; they go on elsewhere as they should be', async () => {
    const { clock, placement, wire, playing, events, asked, sessions } = await rig();
    for (const guildId of GUILDS) placement.send(startOf(guildId));
    await clock.advance(2_000);
    placement.send({ type: 'setMix', guildId: '1', prompts: [{ text: 'jazz', weight: 2 }] });
    await clock.advance(1_000);
    const [dying] = playing('1');
    if (dying === undefined) throw new Error('Nothing plays');
    const lost = [...dying.host.stations.keys()];
    events.length = 0;
    wire.kill(dying);
    await clock.advance(500);
    for (const guildId of GUILDS) expect(playing(guildId)).toHaveLength(1);
    expect(playing('1')[0]?.host.stations.get('1')?.snapshot.prompts).toEqual([
      { text: 'jazz', weight: 2 },
    ]);
    // Nobody is asked for a place in the channel, and nothing is told of the others.
    expect(asked()).toBe(GUILDS.length);
    const told = events.filter((event) => event.type === 'station');
    expect(new Set(told.map(({ snapshot }) => snapshot.guildId))).toEqual(new Set(lost));
    expect(told.map(({ snapshot }) => snapshot.state)).not.toContain('starting');
    expect(sessions().open).toBe(4);
  });

  test('who talks to the DJ in a process that dies is answered, and whoever asks where nothing plays', async () => {
    const { clock, placement, wire, playing, events } = await rig();
    const open = (guildId: string, person: string): void =>
      placement.send({
        type: 'openEar',
        guildId,
        person,
        instruction: '',
        tools: [],
        isSpoken: true,
        isHandsFree: false,
      });
    const closed = (): string[] =>
      events
        .splice(0)
        .flatMap((event) =>
          event.type === 'earClosed' ? [`${event.person} ${event.failure?.code}`] : [],
        );
    open('1', 'ada');
    await clock.advance(0);
    expect(closed()).toEqual(['ada talk.lost']);
    placement.send(startOf('1'));
    await clock.advance(2_000);
    open('1', 'ada');
    await clock.advance(100);
    expect(closed()).toEqual([]);
    const [dying] = playing('1');
    if (dying === undefined) throw new Error('Nothing plays');
    wire.kill(dying);
    await clock.advance(500);
    expect(closed()).toEqual(['ada talk.lost']);
  });

  test('where taking voice over fails, another place is asked for after 2 s', async () => {
    const { clock, placement, wire, playing, asked } = await rig();
    placement.send(startOf('1'));
    await clock.advance(2_000);
    const [dying, other] = wire.nodes;
    if (dying === undefined || other === undefined) throw new Error('Not two nodes');
    const next = playing('1')[0] === dying ? other : dying;
    const take = next.host.send.bind(next.host);
    let refused = 2;
    next.host.send = (command) => {
      const isVoice = command.type === 'voiceServerUpdate' || command.type === 'voiceStateUpdate';
      if (isVoice && refused > 0) refused -= 1;
      else take(command);
    };
    wire.kill(next === dying ? other : dying);
    await clock.advance(1_500);
    expect(asked()).toBe(1);
    await clock.advance(2_000);
    expect(asked()).toBe(2);
    expect(playing('1')).toHaveLength(1);
  });

  test('a process that stands still is replaced before it is heard again', async () => {
    const { clock, placement, wire, playing } = await rig();
    placement.send(startOf('1'));
    await clock.advance(2_000);
    const [frozen] = playing('1');
    if (frozen === undefined) throw new Error('Nothing plays');
    frozen.isFrozen = true;
    await clock.advance(7_000);
    expect(frozen.isDead).toBe(true);
    expect(playing('1')).toHaveLength(1);
    expect(playing('1')[0]).not.toBe(frozen);
    expect(wire.nodes).toHaveLength(2);
  });

  test('with no process left it waits for the next one, and can be stopped meanwhile', async () => {
    const { clock, placement, wire, playing, events } = await rig(() => 0, 1);
    placement.send(startOf('1'));
    placement.send(startOf('2'));
    await clock.advance(2_000);
    for (const node of wire.nodes) wire.kill(node);
    await clock.advance(500);
    placement.send({ type: 'stop', guildId: '2' });
    await clock.advance(500);
    expect(endings(events, '2')).toBe(1);
    wire.start();
    await clock.advance(1_000);
    expect(playing('1')).toHaveLength(1);
    expect(playing('2')).toHaveLength(0);
  });

  test('a process that has enough takes over none: they wait for the one that replaces the dead', async () => {
    const { clock, placement, wire } = await rig(() => 0, 2);
    const guilds = Array.from({ length: 200 }, (_, index) => String(1_000 + index));
    for (const guildId of guilds) placement.send(startOf(guildId));
    await clock.advance(1_000);
    expect(wire.nodes.map(({ host }) => host.stations.size)).toEqual([100, 100]);
    const [dying] = wire.nodes;
    if (dying !== undefined) wire.kill(dying);
    await clock.advance(500);
    wire.start();
    await clock.advance(500);
    expect(wire.nodes.map(({ host }) => host.stations.size)).toEqual([0, 100, 100]);
  });

  test('a process that could play no more on time gets none while another could', async () => {
    const { clock, placement, wire } = await rig();
    const [full, other] = wire.nodes;
    if (full === undefined || other === undefined) throw new Error('Not two nodes');
    full.host.isFull = true;
    await clock.advance(1_000);
    for (const guildId of GUILDS) placement.send(startOf(guildId));
    await clock.advance(1_000);
    expect(full.host.stations.size).toBe(0);
    expect(other.host.stations.size).toBe(GUILDS.length);
    expect(placement.headroom().map(({ isFull }) => isFull)).toEqual([true, false]);
  });

  test('a few stations move at a time, so that the first need not wait for the last', async () => {
    const { clock, placement, wire, events } = await rig(() => 0.5, 2);
    const guilds = Array.from({ length: 100 }, (_, index) => String(1_000 + index));
    for (const guildId of guilds) placement.send(startOf(guildId));
    await clock.advance(2_000);
    const [dying] = wire.nodes;
    const spare = wire.start();
    await clock.advance(500);
    if (dying !== undefined) wire.kill(dying);
    await clock.advance(150);
    expect(spare.host.stations.size).toBeGreaterThan(4);
    expect(spare.host.stations.size).toBeLessThan(25);
    // What is wished of one that still waits is not lost, and who is stopped meanwhile has ended.
    const waiting = guilds.filter((guildId) =>
      wire.nodes.every(({ host, isDead }) => isDead || !host.stations.has(guildId)),
    );
    const [steered = '', stopped = ''] = waiting.slice(-2);
    placement.send({ type: 'setMix', guildId: steered, prompts: [{ text: 'jazz', weight: 1 }] });
    placement.send({ type: 'stop', guildId: stopped });
    await clock.advance(2_000);
    expect(spare.host.stations.size).toBe(49);
    expect(spare.host.stations.get(steered)?.snapshot.prompts).toEqual([
      { text: 'jazz', weight: 1 },
    ]);
    expect(endings(events, stopped)).toBe(1);
  });

  test('closing ends every station once, be its process there or not', async () => {
    const { clock, placement, wire, events } = await rig();
    for (const guildId of GUILDS) placement.send(startOf(guildId));
    await clock.advance(2_000);
    const closed = placement.close();
    const [node] = wire.nodes;
    if (node !== undefined) wire.kill(node);
    await clock.advance(3_000);
    await closed;
    for (const guildId of GUILDS) expect(endings(events, guildId)).toBe(1);
  });

  test('whatever dies or stands still meanwhile: one station a guild, as wished last, no session too many', async () => {
    const deed = fc.record({
      what: fc.constantFrom('start', 'mix', 'stop', 'kill', 'freeze', 'thaw', 'new'),
      guild: fc.nat(GUILDS.length - 1),
      node: fc.nat(5),
      afterMs: fc.integer({ min: 0, max: 1_500 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { maxLength: 25 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (deeds, numbers) => {
          const { clock, wire, placement, events, playing, sessions } = await rig(
            () => numbers.next().value ?? 0,
          );
          const wanted = new Map<string, string>();
          let mixes = 0;
          for (const { what, guild, node: index, afterMs } of deeds) {
            const guildId = GUILDS[guild] ?? '1';
            const node = wire.nodes[index % wire.nodes.length];
            if (what === 'start' && !wanted.has(guildId)) {
              // Whoever starts one knows that the last has ended.
              await clock.advance(12_000);
              wanted.set(guildId, 'techno');
              placement.send(startOf(guildId));
            } else if (what === 'mix' && wanted.has(guildId)) {
              mixes += 1;
              wanted.set(guildId, `mix ${mixes}`);
              const prompts = [{ text: `mix ${mixes}`, weight: 1 }];
              placement.send({ type: 'setMix', guildId, prompts });
            } else if (what === 'stop' && wanted.delete(guildId)) {
              placement.send({ type: 'stop', guildId });
            } else if (what === 'kill' && node !== undefined) wire.kill(node);
            else if (what === 'freeze' && node !== undefined) node.isFrozen = true;
            else if (what === 'thaw' && node !== undefined) wire.thaw(node);
            else if (what === 'new') wire.start();
            for (let passed = 0; passed < afterMs; passed += 100) {
              await clock.advance(100);
              for (const one of GUILDS) expect(playing(one).length).toBeLessThanOrEqual(1);
            }
          }
          wire.start();
          await clock.advance(20_000);
          for (const guildId of GUILDS) {
            const text = wanted.get(guildId);
            const [node] = playing(guildId);
            expect(node?.host.stations.get(guildId)?.snapshot.prompts[0]?.text).toBe(text);
          }
          expect(sessions().open).toBe(wanted.size);
          expect(sessions().most).toBeLessThanOrEqual(MAX_SESSIONS - 1);
          const starts = deeds.length;
          expect(events.filter(({ type }) => type === 'ended').length).toBeLessThanOrEqual(starts);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});
