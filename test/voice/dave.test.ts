import { getVoiceConnections, VoiceConnectionStatus } from '@discordjs/voice';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#src/clock.ts';
import type { Listener, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { until } from '../support/events.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { agree, startDaveServer } from '../support/voice/daveServer.ts';
import { BOT, CHANNEL, GUILD, Scene } from './support/Scene.ts';

const [ADA, BEN] = ['410', '411'] as const;
/** As often it is looked whether keys are agreed on, and for so long that is waited for. */
const LOOKS_AGAIN_MS = 20;
const IGNORED_FOR_MS = 8_000;

let server: VoiceServer;
let scene: Scene;
let ada: Listener;

beforeEach(async () => {
  server = await startDaveServer();
  ada = server.listen(GUILD, CHANNEL, ADA);
  scene = new Scene(server, systemClock);
  await scene.hears('audible');
});

afterEach(async () => {
  scene.link.close();
  await server.close();
  expect(getVoiceConnections().size).toBe(0);
});

describe('a voice link with DAVE', () => {
  it('is let in again after a damaged commit, without a new connection', async () => {
    server.faults.damageDave('commits', 1);
    const ben = server.listen(GUILD, CHANNEL, BEN);
    await until(
      'Ben to be in',
      () => (ben.endToEnd()?.privacyCode ? true : undefined),
      () => new Promise((resolve) => setTimeout(resolve, 5)),
    );
    await agree(scene.link.connection, ada, ben);
    expect(scene.desk.joins).toBe(1);
  });

  it('survives proposals that cannot be understood: rejoins, and is let in', async () => {
    server.faults.damageDave('proposals', 1);
    const ben = server.listen(GUILD, CHANNEL, BEN);
    await scene.hears('audible', 'interrupted', 'audible');
    await agree(scene.link.connection, ada, ben);
    expect(scene.desk.joins).toBe(2);
    expect(server.faults.attempts()).toHaveLength(2);
  });

  it('is audible without DAVE when that is taken away, and has it again', async () => {
    server.faults.switchDave(false);
    await until(
      'no privacy code',
      () => (scene.link.connection.voicePrivacyCode ? undefined : true),
      () => new Promise((resolve) => setTimeout(resolve, 5)),
    );
    expect(scene.link.isAudible).toBe(true);
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted', 'audible');
    server.faults.switchDave(true);
    await agree(scene.link.connection, ada);
    expect(scene.desk.joins).toBe(2);
  });

  it('keeps its keys when it resumes, and follows what it has missed', async () => {
    server.interrupt(GUILD, BOT);
    const ben = server.listen(GUILD, CHANNEL, BEN);
    await scene.hears('audible', 'interrupted', 'audible');
    await agree(scene.link.connection, ada, ben);
    expect(server.faults.attempts().at(-1)).toMatchObject({ kind: 'resume', closeCode: null });
    expect(scene.desk.joins).toBe(1);
  });

  it('notices that it is never let in, rejoins, and is', async () => {
    scene.link.close();
    const clock = new VirtualClock();
    scene = new Scene(server, clock);
    await agree(scene.link.connection, ada);
    await clock.advance(LOOKS_AGAIN_MS);
    await scene.hears('audible');
    server.faults.ignoreDave(true);
    server.interrupt(GUILD, BOT, 4006);
    await scene.hears('audible', 'interrupted');
    await scene.rejoins(clock);
    await scene.is(VoiceConnectionStatus.Ready);
    await clock.advance(IGNORED_FOR_MS);
    server.faults.ignoreDave(false);
    await scene.rejoins(clock);
    await agree(scene.link.connection, ada);
    await clock.advance(LOOKS_AGAIN_MS);
    await scene.hears('audible', 'interrupted', 'audible');
    expect(scene.desk.joins).toBe(3);
  });
});
