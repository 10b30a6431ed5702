import { setImmediate as nextTurn } from 'node:timers/promises';
import { getVoiceConnections, NetworkingStatusCode, VoiceConnectionStatus } from '@discordjs/voice';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { trust } from '../support/voice/trust.ts';
import { BOT, CHANNEL, GUILD, Scene } from './support/Scene.ts';

const OTHER_CHANNEL = '211';
const TEST_TIMEOUT_MS = 30_000;
/** Enough for all that a connection does at loopback between two messages. */
const MOST_TURNS = 60;
const LONGER_THAN_ANYTHING_MS = 120_000;

let certificate: Certificate;
let server: VoiceServer;
let clock: VirtualClock;
let scene: Scene;

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

describe.each([
  ['without end-to-end encryption', false],
  ['with DAVE', true],
])('a voice link in adverse order, %s', { timeout: TEST_TIMEOUT_MS }, (_what, dave) => {
  beforeEach(async () => {
    server = await startVoiceServer({ log: silentLog, certificate, dave });
    clock = new VirtualClock();
    scene = new Scene(server, clock);
  });

  afterEach(async () => {
    scene.link.close();
    await server.close();
    expect(getVoiceConnections().size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  /** Connected and audible; alone, DAVE is not waited for long. */
  async function audible(): Promise<void> {
    await scene.is(VoiceConnectionStatus.Ready);
    await clock.advance(500);
    expect(scene.told.at(-1)).toBe('audible');
  }

  it('closed at any moment of connecting, it leaves nothing and tells nothing', async () => {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      scene.link.close();
      scene = new Scene(server, clock);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      scene.link.close();
      scene.link.close();
      const { told } = scene;
      const before = told.length;
      // What was under way when it was closed comes in all the same.
      scene.desk.admit(CHANNEL);
      scene.desk.takeServerAway();
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      await clock.advance(LONGER_THAN_ANYTHING_MS);
      expect(told).toHaveLength(before);
      expect(scene.desk).toMatchObject({ joins: 1, leaves: 1 });
      expect(clock.pending).toBe(0);
      expect(getVoiceConnections().size).toBe(0);
    }
  });

  it('closed as its UDP socket opens, it sends nothing through the closed one', async () => {
    await scene.is(VoiceConnectionStatus.Connecting);
    const { state } = scene.link.connection;
    if (state.status !== VoiceConnectionStatus.Connecting) throw new Error('not connecting');
    await new Promise<void>((resolve) => {
      state.networking.on('stateChange', (_before, after) => {
        if (after.code !== NetworkingStatusCode.UdpHandshaking) return;
        process.nextTick(() => {
          scene.link.close();
          resolve();
        });
      });
    });
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    expect(scene.told).toEqual([]);
  });

  it('moved while it waits to rejoin, it goes on in the other channel and does not ask again', async () => {
    await audible();
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    scene.desk.admit(OTHER_CHANNEL);
    await audible();
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(scene.desk.joins).toBe(1);
    expect(scene.told).toEqual(['audible', 'interrupted', 'audible']);
    expect(scene.link.connection.joinConfig.channelId).toBe(OTHER_CHANNEL);
  });

  it('moved twice in a row, it connects to the last server only', async () => {
    await audible();
    scene.desk.admit(OTHER_CHANNEL);
    scene.desk.admit(CHANNEL);
    await audible();
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(scene.told).toEqual(['audible', 'interrupted', 'audible']);
    expect(scene.desk.joins).toBe(1);
    expect(server.isConnected(GUILD, BOT)).toBe(true);
  });

  it('named a server again and again while it connects, it becomes audible once', async () => {
    for (let named = 0; named < 5; named += 1) {
      scene.desk.admit(CHANNEL);
      await nextTurn();
    }
    await audible();
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(scene.told).toEqual(['audible']);
  });

  it('removed while it waits to rejoin and lost by its owner, it says no good-bye', async () => {
    await audible();
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    scene.desk.tellState(null);
    scene.link.close(false);
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(scene.desk).toMatchObject({ joins: 1, leaves: 0 });
  });

  it('its server goes away while it waits to rejoin: it rejoins all the same', async () => {
    await audible();
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    scene.desk.takeServerAway();
    await scene.rejoins(clock);
    await audible();
    expect(scene.desk.joins).toBe(2);
  });

  it('closed from inside what it tells, it tells no more', async () => {
    await audible();
    const { told } = scene;
    scene.onTold = () => scene.link.close();
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(told).toEqual(['audible', 'interrupted']);
    expect(scene.desk.joins).toBe(1);
  });

  it('odd payloads of the gateway change nothing', async () => {
    await audible();
    for (const odd of [undefined, null, 'x', 7, [], {}, { channel_id: null }, { endpoint: null }]) {
      scene.link.voiceStateUpdate(odd);
      scene.link.voiceServerUpdate(odd);
    }
    await clock.advance(LONGER_THAN_ANYTHING_MS);
    expect(scene.told).toEqual(['audible']);
  });
});
