import { once } from 'node:events';
import { getVoiceConnections, VoiceConnectionStatus } from '@discordjs/voice';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer, type VoiceServerOptions } from '#src/sandbox/voice/VoiceServer.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { RawVoiceClient } from '../support/voice/RawVoiceClient.ts';
import { trust } from '../support/voice/trust.ts';
import { BOT, CHANNEL, GUILD, Scene } from './support/Scene.ts';

const OTHER_CHANNEL = '211';
const [ADA, BEN] = ['410', '411'] as const;
const TEST_TIMEOUT_MS = 30_000;

let certificate: Certificate;
let server: VoiceServer;
let scene: Scene;

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

async function start(clock: Clock, options: Partial<VoiceServerOptions> = {}): Promise<Scene> {
  server = await startVoiceServer({ log: silentLog, certificate, ...options });
  scene = new Scene(server, clock);
  return scene;
}

describe('a voice link', { timeout: TEST_TIMEOUT_MS }, () => {
  afterEach(async () => {
    scene.link.close();
    await server.close();
    expect(getVoiceConnections().size).toBe(0);
  });

  it('is audible when it is connected, and leaves when it is closed', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    expect(scene.link.isAudible).toBe(true);
    expect(server.isConnected(GUILD, BOT)).toBe(true);
    scene.link.close();
    expect(scene.desk).toMatchObject({ joins: 1, leaves: 1 });
    expect(clock.pending).toBe(0);
  });

  it.each([4004, 4006, 4009, 4011, 4020])(
    'after close code %s rejoins, but not at once',
    async (code) => {
      const clock = new VirtualClock();
      await start(clock);
      await scene.hears('audible');
      server.interrupt(GUILD, BOT, code);
      await scene.hears('audible', 'interrupted');
      await clock.advance(700);
      expect(scene.desk.joins).toBe(1);
      await clock.advance(100);
      expect(scene.desk.joins).toBe(2);
      await scene.hears('audible', 'interrupted', 'audible');
    },
  );

  it('refused from the first it gives up after six attempts, ever further apart', async () => {
    const clock = new VirtualClock();
    await start(clock);
    scene.desk.honest = false;
    const joinedAtMs = [clock.now()];
    while (scene.lost === undefined) {
      await scene.is(VoiceConnectionStatus.Connecting);
      await Promise.race([
        once(scene.link.connection, VoiceConnectionStatus.Disconnected),
        once(scene.link.connection, VoiceConnectionStatus.Destroyed),
      ]);
      if (scene.lost !== undefined) break;
      await scene.rejoins(clock);
      joinedAtMs.push(clock.now());
    }
    expect(scene.lost).toMatchObject({ code: 'voice.unavailable' });
    expect(scene.desk.joins).toBe(7);
    const pauses = joinedAtMs.slice(1).map((atMs, i) => atMs - (joinedAtMs[i] ?? 0));
    expect(pauses).toEqual([750, 1_500, 3_000, 6_000, 7_500, 7_500]);
    expect(clock.pending).toBe(0);
  });

  it('unanswered from the first it asks again, and gives up in the end', async () => {
    const clock = new VirtualClock();
    server = await startVoiceServer({ log: silentLog, certificate });
    scene = new Scene(server, clock);
    scene.desk.answers = false;
    await clock.advance(200_000);
    expect(scene.lost).toMatchObject({ code: 'voice.unavailable' });
    expect(clock.pending).toBe(0);
  });

  it('unanswered from the first, with nobody waiting, it asks for ever', async () => {
    const clock = new VirtualClock();
    server = await startVoiceServer({ log: silentLog, certificate });
    scene = new Scene(server, clock, true);
    scene.desk.answers = false;
    await clock.advance(3_600_000);
    expect(scene.lost).toBeUndefined();
    scene.desk.answers = true;
    await scene.rejoins(clock);
    await scene.hears('audible');
  });

  it('asks nothing of a gateway that is away, and within a second of one that is back', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    scene.link.gatewayIs(false);
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    await clock.advance(600_000);
    expect(scene.desk.joins).toBe(1);
    expect(clock.pending).toBe(0);
    scene.link.gatewayIs(true);
    await clock.advance(1_000);
    expect(scene.desk.joins).toBe(2);
    await scene.hears('audible', 'interrupted', 'audible');
  });

  it('does not count what failed while the gateway was away', async () => {
    const clock = new VirtualClock();
    server = await startVoiceServer({ log: silentLog, certificate });
    scene = new Scene(server, clock);
    scene.desk.answers = false;
    for (let outage = 0; outage < 10; outage += 1) {
      await clock.advance(25_000);
      scene.link.gatewayIs(false);
      await clock.advance(120_000);
      scene.link.gatewayIs(true);
    }
    expect(scene.lost).toBeUndefined();
    scene.desk.answers = true;
    await scene.rejoins(clock);
    await scene.hears('audible');
  });

  it('asked just before the gateway went, it asks again at once when that is back', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    scene.desk.answers = false;
    await scene.rejoins(clock);
    scene.link.gatewayIs(false);
    await clock.advance(5_000);
    scene.desk.answers = true;
    scene.link.gatewayIs(true);
    await clock.advance(1_000);
    expect(scene.desk.joins).toBe(3);
    await scene.hears('audible', 'interrupted', 'audible');
  });

  it('dropped while the gateway is away it waits for its word, then for none of it', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    scene.link.gatewayIs(false);
    server.drop(GUILD, BOT);
    await scene.hears('audible', 'interrupted');
    await clock.advance(600_000);
    expect(scene.lost).toBeUndefined();
    scene.desk.tellState(null);
    scene.link.gatewayIs(true);
    expect(scene.lost).toBe('removed');
    expect(clock.pending).toBe(0);
  });

  it.each([
    [4012, 'voice.refused'],
    [4016, 'voice.refused'],
    [4017, 'voice.refused'],
    [4021, 'voice.limited'],
  ])('after close code %s never tries again', async (code, why) => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    server.interrupt(GUILD, BOT, code);
    await scene.hears('audible', 'interrupted', 'lost');
    expect(scene.lost).toMatchObject({ code: why });
    expect(scene.desk).toMatchObject({ joins: 1, leaves: 1 });
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['cut', undefined],
    ['ended with 4015', 4015],
  ])('resumes when its WebSocket is %s, without asking to join', async (_what, code) => {
    await start(new VirtualClock());
    await scene.hears('audible');
    server.interrupt(GUILD, BOT, code);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(1);
  });

  it('kicked it is lost once the gateway has said so, and does not say good-bye', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    server.drop(GUILD, BOT);
    await scene.hears('audible', 'interrupted');
    scene.desk.tellState(null);
    await clock.advance(5_000);
    expect(scene.lost).toBe('removed');
    expect(scene.desk).toMatchObject({ joins: 1, leaves: 0 });
    expect(clock.pending).toBe(0);
  });

  it('dropped without a word it takes its place again', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    server.drop(GUILD, BOT);
    await scene.hears('audible', 'interrupted');
    await clock.advance(6_000);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(2);
  });

  it('moved it goes on in the other channel, and later rejoins that one', async () => {
    const clock = new VirtualClock();
    await start(clock);
    await scene.hears('audible');
    server.drop(GUILD, BOT);
    scene.desk.admit(OTHER_CHANNEL);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(1);
    expect(scene.link.connection.joinConfig.channelId).toBe(OTHER_CHANNEL);
  });

  it('the voice server goes away and another is named: it goes on there', async () => {
    await start(new VirtualClock());
    await scene.hears('audible');
    scene.desk.takeServerAway();
    await scene.hears('audible', 'interrupted');
    scene.desk.admit(CHANNEL);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(1);
  });

  it('tells nobody the token', async () => {
    const clock = new VirtualClock();
    await start(clock);
    scene.desk.honest = false;
    await scene.is(VoiceConnectionStatus.Connecting);
    await once(scene.link.connection, VoiceConnectionStatus.Disconnected);
    expect(scene.logged.length).toBeGreaterThan(0);
    expect(scene.logged.join()).not.toContain('wrong');
  });

  it('does not call itself audible before a listener can decrypt', async () => {
    server = await startVoiceServer({ log: silentLog, certificate, dave: true });
    const ears = server.listen(GUILD, CHANNEL, ADA);
    scene = new Scene(server, systemClock);
    await scene.hears('audible');
    expect(scene.link.connection.voicePrivacyCode).toBeTruthy();
    expect(ears.endToEnd()?.privacyCode).toBe(scene.link.connection.voicePrivacyCode);
  });

  it('alone it waits for nobody to agree with', async () => {
    const clock = new VirtualClock();
    await start(clock, { dave: true });
    await scene.is(VoiceConnectionStatus.Ready);
    expect(scene.link.isAudible).toBe(false);
    await clock.advance(500);
    expect(scene.told).toEqual(['audible']);
  });

  it('with somebody who never agrees it rejoins, and gives up after six attempts', async () => {
    const clock = new VirtualClock();
    server = await startVoiceServer({ log: silentLog, certificate, dave: true });
    const session = { guildId: GUILD, channelId: CHANNEL, userId: BEN, sessionId: 's', token: 't' };
    server.expect(session);
    const mute = await RawVoiceClient.connect(server.endpoint);
    mute.send(0, {
      server_id: session.guildId,
      user_id: session.userId,
      session_id: session.sessionId,
      token: session.token,
      max_dave_protocol_version: 1,
    });
    await mute.next(2);
    const data = { address: '127.0.0.1', port: 9, mode: 'aead_aes256_gcm_rtpsize' };
    mute.send(1, { protocol: 'udp', data });
    await mute.next(4);
    scene = new Scene(server, clock);
    await scene.is(VoiceConnectionStatus.Ready);
    while (scene.lost === undefined) {
      const readyAgain = once(scene.link.connection, VoiceConnectionStatus.Ready);
      await clock.advance(8_000);
      expect(scene.told).not.toContain('audible');
      if (scene.lost !== undefined) break;
      await scene.rejoins(clock);
      await readyAgain;
    }
    expect(scene.desk.joins).toBe(7);
    expect(scene.lost).toMatchObject({ code: 'voice.unavailable' });
    expect(scene.told).toEqual(['lost']);
    mute.close();
  });
});
