import { getVoiceConnections } from '@discordjs/voice';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { openSockets } from '../e2e/support/sockets.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { trust } from '../support/voice/trust.ts';
import { BOT, CHANNEL, GUILD, Scene } from './support/Scene.ts';

interface Resources {
  readonly udp: number;
  readonly tcp: number;
  readonly timers: number;
}

let certificate: Certificate;
let server: VoiceServer;
let clock: VirtualClock;
let scene: Scene;
/** Of the process, before there was a link. */
let resources: Resources;

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

/** UDP sockets, TCP connections (the server's ends, too) and the library's own timers. */
async function openResources(): Promise<Resources> {
  const { udp, tcp } = await openSockets(process.pid);
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  return { udp, tcp: [...tcp.values()].reduce((sum, count) => sum + count, 0), timers };
}

/** While a connection is being made there may be a timer more than later. */
function noMoreThan(before: Resources, now: Resources): boolean {
  return now.udp <= before.udp && now.tcp <= before.tcp && now.timers <= before.timers;
}

beforeEach(async () => {
  server = await startVoiceServer({ log: silentLog, certificate });
  resources = await openResources();
  clock = new VirtualClock();
  scene = new Scene(server, clock);
  await scene.hears('audible');
});

afterEach(async () => {
  scene.link.close();
  expect(clock.pending).toBe(0);
  expect(getVoiceConnections().size).toBe(0);
  await server.close();
});

describe('a voice server', () => {
  it('moves: the link goes on at the new endpoint, without asking', async () => {
    const former = server.endpoint;
    await server.faults.relocate();
    await scene.hears('audible', 'interrupted');
    scene.desk.admit(CHANNEL);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(server.endpoint).not.toBe(former);
    expect(scene.desk.joins).toBe(1);
    expect(server.faults.attempts()).toMatchObject([
      { kind: 'identify', closeCode: null },
      { kind: 'identify', closeCode: null },
    ]);
  });

  it('moves, which is told before the former connection closes', async () => {
    scene.desk.admit(CHANNEL);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(1);
    expect(server.faults.attempts()).toHaveLength(2);
  });

  it('is gone and another is named: no attempt in between', async () => {
    await server.faults.goAway();
    scene.desk.takeServerAway();
    await scene.hears('audible', 'interrupted');
    await clock.advance(5_000);
    expect(server.faults.attempts()).toHaveLength(1);
    expect(scene.desk.joins).toBe(1);
    await server.faults.relocate();
    scene.desk.admit(CHANNEL);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(1);
  });

  it('is gone without a word: asks for another, ever less often, and plays there', async () => {
    await server.faults.goAway();
    await scene.hears('audible', 'interrupted');
    for (let attempt = 0; attempt < 3; attempt++) await scene.rejoins(clock);
    expect(scene.desk.joins).toBe(4);
    await server.faults.relocate();
    await scene.rejoins(clock);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.lost).toBeUndefined();
  });

  it('is gone for an hour: never given up, and playing within ten seconds of its return', async () => {
    await server.faults.goAway();
    await scene.hears('audible', 'interrupted');
    await clock.advance(3_600_000);
    expect(scene.lost).toBeUndefined();
    expect(scene.desk.leaves).toBe(0);
    await server.faults.relocate();
    const backAtMs = clock.now();
    await scene.rejoins(clock);
    expect(clock.now() - backAtMs).toBeLessThan(10_000);
    await scene.hears('audible', 'interrupted', 'audible');
  });

  it('ends the session again and again within seconds, as of a channel that empties: stays', async () => {
    for (let ends = 1; ends <= 20; ends += 1) {
      server.interrupt(GUILD, BOT, 4006);
      await scene.hearsMore(2 * ends);
      await scene.rejoins(clock);
      await scene.hearsMore(2 * ends + 1);
      await clock.advance(1_000);
    }
    expect(scene.lost).toBeUndefined();
    expect(scene.link.isAudible).toBe(true);
    expect(scene.desk).toMatchObject({ joins: 21, leaves: 0 });
  });

  it('refuses four attempts with changing reasons: playing again in the end', async () => {
    for (const code of [4004, 4006, 4011, 4020]) {
      server.faults.refuse(code, 1);
      if (server.faults.attempts().length === 1) server.interrupt(GUILD, BOT, 4009);
      await scene.rejoins(clock);
      while (server.faults.attempts().at(-1)?.closeCode !== code) {
        await new Promise((resolve) => scene.link.connection.once('stateChange', resolve));
      }
    }
    await scene.rejoins(clock);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(server.faults.attempts()).toHaveLength(6);
  });

  it('does not let it resume: a new session', async () => {
    server.faults.refuse(4006, 1);
    server.interrupt(GUILD, BOT, 4015);
    await scene.hears('audible', 'interrupted');
    await scene.rejoins(clock);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(server.faults.attempts().slice(1)).toMatchObject([
      { kind: 'resume', closeCode: 4006 },
      { kind: 'identify', closeCode: null },
    ]);
  });

  it('does not answer IP discovery, which has no time-out: asked again, and playing', async () => {
    server.faults.impairNetwork({ loss: 1, delayMs: 0, jitterMs: 0, reordering: 0, seed: 1 });
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    await scene.rejoins(clock);
    while (server.faults.attempts().length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await clock.advance(9_900);
    expect(scene.desk.joins).toBe(2);
    expect([...scene.conditions]).toEqual(['voice.away']);
    server.faults.impairNetwork(undefined);
    await scene.rejoins(clock);
    expect([...scene.conditions]).toEqual(['voice.away', 'voice.no-udp']);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(3);
    expect([...scene.conditions]).toEqual([]);
  });

  it('cannot be sent to: one packet is nothing, a second of them a new connection', async () => {
    const { state } = scene.link.connection;
    const inner = 'networking' in state ? state.networking.state : undefined;
    if (inner === undefined || !('udp' in inner)) throw new Error('Not connected');
    const cannotSend = Object.assign(new Error('send ENETUNREACH'), {
      code: 'ENETUNREACH',
      syscall: 'send',
    });
    inner.udp.emit('error', cannotSend);
    await clock.advance(5_000);
    expect(scene.told).toEqual(['audible']);
    for (let frame = 0; frame < 52; frame += 1) {
      inner.udp.emit('error', cannotSend);
      await clock.advance(20);
    }
    expect(scene.told).toEqual(['audible', 'interrupted']);
    expect([...scene.conditions].toSorted()).toEqual(['voice.away', 'voice.no-udp']);
    expect(scene.logged.filter((line) => line.includes('could not be sent'))).toHaveLength(2);
    await scene.rejoins(clock);
    await scene.hears('audible', 'interrupted', 'audible');
    expect([...scene.conditions]).toEqual([]);
  });

  it('leaves no socket and no timer behind, however often it fails', async () => {
    const once = await openResources();
    for (const code of [4006, 4009, undefined, 4020, 4015]) {
      const told = scene.told.length;
      server.interrupt(GUILD, BOT, code);
      await scene.hearsMore(told + 1);
      if (code !== undefined && code !== 4015) await scene.rejoins(clock);
      await scene.hearsMore(told + 2);
    }
    await scene.settled(async () => noMoreThan(once, await openResources()));
    scene.link.close();
    await scene.settled(async () => noMoreThan(resources, await openResources()));
  });
});
