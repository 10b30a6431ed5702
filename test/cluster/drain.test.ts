import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endings, GUILDS, MAX_SESSIONS, rig, startOf } from '../support/cluster/rig.ts';

async function playingRig(random?: () => number) {
  const stage = await rig(random);
  for (const guildId of GUILDS) stage.placement.send(startOf(guildId));
  await stage.clock.advance(2_000);
  const [leaving, staying] = stage.wire.nodes;
  if (leaving === undefined || staying === undefined) throw new Error('Not two nodes');
  stage.events.length = 0;
  return { ...stage, leaving, staying };
}

test('a process that is to end plays on until each of its stations is ready elsewhere, and ends then', async () => {
  const { clock, placement, wire, playing, events, asked, sessions, leaving } = await playingRig();
  const spare = wire.start();
  await clock.advance(500);
  const askedBefore = asked();
  wire.drain(leaving);
  let unheardMs = 0;
  for (let passed = 0; passed < 3_000; passed += 10) {
    await clock.advance(10);
    if (GUILDS.some((guildId) => playing(guildId).length === 0)) unheardMs += 10;
  }
  // Of two stations, for as long as voice takes: their sessions were open by then.
  expect(unheardMs).toBeLessThan(100);
  expect(leaving.isDead).toBe(true);
  expect(spare.host.stations.size).toBe(2);
  expect(asked()).toBe(askedBefore);
  expect(events.filter(({ type }) => type === 'ended')).toEqual([]);
  expect(sessions().open).toBe(GUILDS.length);
  placement.send({ type: 'setMix', guildId: '1', prompts: [{ text: 'jazz', weight: 1 }] });
  await clock.advance(200);
  expect(playing('1')[0]?.host.stations.get('1')?.snapshot.prompts[0]?.text).toBe('jazz');
});

test('nothing new is placed there, and what is wished meanwhile holds where it is prepared', async () => {
  const { clock, placement, wire, playing, leaving, staying } = await playingRig(() => 0.9);
  wire.drain(leaving);
  await clock.advance(60);
  placement.send({ type: 'setMix', guildId: '1', prompts: [{ text: 'jazz', weight: 1 }] });
  placement.send({ type: 'setMix', guildId: '2', prompts: [{ text: 'jazz', weight: 1 }] });
  placement.send(startOf('5'));
  await clock.advance(3_000);
  expect(leaving.isDead).toBe(true);
  expect(staying.host.stations.size).toBe(5);
  for (const guildId of ['1', '2']) {
    expect(playing(guildId)[0]?.host.stations.get(guildId)?.snapshot.prompts[0]?.text).toBe('jazz');
  }
});

test('without anywhere to go the music plays on', async () => {
  const { clock, playing, wire, leaving, staying } = await playingRig();
  wire.drain(leaving);
  wire.drain(staying);
  await clock.advance(20_000);
  for (const guildId of GUILDS) expect(playing(guildId)).toHaveLength(1);
  wire.start();
  await clock.advance(5_000);
  expect([leaving.isDead, staying.isDead]).toEqual([true, true]);
  for (const guildId of GUILDS) expect(playing(guildId)).toHaveLength(1);
});

test('whoever dies, is stopped or to end meanwhile: one station a guild in the end, no session too many', async () => {
  const deed = fc.record({
    what: fc.constantFrom('drain', 'drain', 'kill', 'new', 'stop'),
    index: fc.nat(7),
    afterMs: fc.integer({ min: 0, max: 900 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 10 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (deeds, numbers) => {
        const stage = await playingRig(() => numbers.next().value ?? 0);
        const { clock, wire, placement, playing, events, sessions } = stage;
        const stopped = new Set<string>();
        for (const { what, index, afterMs } of deeds) {
          const node = wire.nodes[index % wire.nodes.length];
          const guildId = GUILDS[index % GUILDS.length] ?? '1';
          if (what === 'drain' && node?.isDead === false) wire.drain(node);
          if (what === 'kill' && node !== undefined) wire.kill(node);
          if (what === 'new') wire.start();
          if (what === 'stop' && !stopped.has(guildId)) {
            stopped.add(guildId);
            placement.send({ type: 'stop', guildId });
          }
          await clock.advance(afterMs);
        }
        wire.start();
        await clock.advance(20_000);
        for (const guildId of GUILDS) {
          expect(playing(guildId)).toHaveLength(stopped.has(guildId) ? 0 : 1);
          expect(endings(events, guildId)).toBe(stopped.has(guildId) ? 1 : 0);
        }
        expect(sessions().open).toBe(GUILDS.length - stopped.size);
        expect(sessions().most).toBeLessThanOrEqual(MAX_SESSIONS - 1);
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
