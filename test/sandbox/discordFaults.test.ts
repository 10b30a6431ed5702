import { once } from 'node:events';
import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '#src/log.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import type { ExpectedSession } from '#src/sandbox/voice/contract.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { RawVoiceClient } from '../support/voice/RawVoiceClient.ts';
import { trust } from '../support/voice/trust.ts';
import { RawGateway } from './support/RawGateway.ts';

const PATIENCE_MS = 5_000;
const VOICE_STATES = 1 | (1 << 7);

let clock: VirtualClock;
let sandbox: Sandbox;
let control: ControlClient;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startSandbox({
    log: silentLog,
    clock,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  trust(sandbox.caPem);
  control = new ControlClient(sandbox.announcement.controlUrl);
});
afterEach(async () => {
  await sandbox.close();
  expect(clock.pending).toBe(0);
});

const rest = () => fetch(`${sandbox.announcement.discordApiUrl}/v10/gateway`);
const lounge = () => sandbox.announcement.channelIds['Lounge'] ?? '';
const statesNow = () => sandbox.discord.world.guilds.get(sandbox.announcement.guildId)?.voiceStates;

/** The bot, in voice by a raw gateway and a raw voice connection. */
async function enter(): Promise<{
  gateway: RawGateway;
  voice: RawVoiceClient;
  stay: ExpectedSession;
  endpoint: string;
}> {
  const gateway = await RawGateway.identified(sandbox, { intents: VOICE_STATES });
  const { guildId, applicationId: userId } = sandbox.announcement;
  gateway.send(Op.VoiceStateUpdate, { guild_id: guildId, channel_id: lounge() });
  const server = Object((await gateway.event('VOICE_SERVER_UPDATE')).d);
  const { token, endpoint } = server;
  const stay = { guildId, channelId: lounge(), userId, sessionId: gateway.sessionId, token };
  const voice = await RawVoiceClient.connect(endpoint);
  voice.identify(stay, { max_dave_protocol_version: 1 });
  await voice.next(2);
  return { gateway, voice, stay, endpoint };
}

describe('an outage', () => {
  test('cuts off everything at once, and what stood can be taken up again', async () => {
    const { gateway, voice, stay, endpoint } = await enter();
    await control.discordFaults.beginOutage({ seconds: 40 });
    expect(await gateway.closed()).toBe(1_006);
    expect(await voice.closed).toBe(1_006);
    await expect(rest()).rejects.toThrow('fetch failed');
    await expect(RawGateway.open(sandbox)).rejects.toThrow();
    await expect(RawVoiceClient.connect(endpoint)).rejects.toThrow();

    await clock.advance(40_000);
    expect((await rest()).status).toBe(200);
    const again = await RawGateway.open(sandbox);
    again.resume({ session_id: gateway.sessionId, seq: gateway.sequence });
    await again.event('RESUMED');
    const back = await RawVoiceClient.connect(endpoint);
    back.resume(stay, -1);
    await back.next(9);
    again.close();
    back.close(1_000);
  });

  test('outlasts sessions, and the bot is out of voice', async () => {
    const { gateway, endpoint, stay } = await enter();
    expect(statesNow()?.size).toBe(1);
    await control.discordFaults.beginOutage({ seconds: 120 });
    await gateway.closed();
    await clock.advance(120_000);
    expect(statesNow()?.size).toBe(0);
    const again = await RawGateway.open(sandbox);
    again.resume({ session_id: gateway.sessionId, seq: gateway.sequence });
    expect((await again.op(Op.InvalidSession)).d).toBe(false);
    const voice = await RawVoiceClient.connect(endpoint);
    voice.resume(stay, -1);
    expect(await voice.closed).toBe(4_006);
    again.close();
  });

  test('can answer with a status, and goes on until it is ended', async () => {
    await control.discordFaults.beginOutage({ status: 503 });
    await clock.advance(3_600_000);
    expect((await rest()).status).toBe(503);
    const socket = new WebSocket(`${sandbox.discord.gatewayUrl}/?v=10`);
    const [error] = await once(socket, 'error', { signal: AbortSignal.timeout(PATIENCE_MS) });
    expect(String(error)).toContain('503');
    await control.discordFaults.endOutage();
    expect((await rest()).status).toBe(200);
  });

  test('of voice alone leaves the gateway alone', async () => {
    const { gateway, voice } = await enter();
    await control.discordFaults.beginOutage({ seconds: 5, parts: ['voice'] });
    expect(await voice.closed).toBe(1_006);
    expect((await rest()).status).toBe(200);
    await gateway.settled();
    gateway.close();
    await gateway.closed();
  });
});

describe('the gateway', () => {
  test('resumes as slowly as it is told to, deaf to all but heartbeats meanwhile', async () => {
    await control.discordFaults.delayGateway({ resumeMs: 5_000 });
    const gateway = await RawGateway.identified(sandbox);
    const { sessionId, sequence } = gateway;
    gateway.terminate();
    await gateway.closed();
    const again = await RawGateway.open(sandbox);
    again.resume({ session_id: sessionId, seq: sequence });
    await again.settled();
    await clock.advance(4_999);
    await again.settled();
    expect(again.events).not.toContain('RESUMED');
    await clock.advance(1);
    await again.event('RESUMED');
    again.terminate();
    await again.closed();

    const hasty = await RawGateway.open(sandbox);
    hasty.resume({ session_id: sessionId, seq: sequence });
    hasty.send(Op.VoiceStateUpdate, { guild_id: null, channel_id: null });
    expect(await hasty.closed()).toBe(4_003);
  });

  test.each([4_004, 4_014, 4_099, 1_012])('refuses with %i so many times', async (closeCode) => {
    await control.discordFaults.refuseGateway(closeCode, 1);
    const gateway = await RawGateway.open(sandbox);
    gateway.identify();
    expect(await gateway.closed()).toBe(closeCode);
    await clock.advance(5_000);
    (await RawGateway.identified(sandbox)).close();
  });

  test.each([1_000, 1_012, 4_000, 4_999])('is closed with %i', async (closeCode) => {
    const gateway = await RawGateway.identified(sandbox);
    await control.discordFaults.dropGateway(closeCode);
    expect(await gateway.closed()).toBe(closeCode);
  });

  test.each([1_005, 1_006, 1_015, 2_000])('is cut for %i, which no frame carries', async (code) => {
    const gateway = await RawGateway.identified(sandbox);
    await control.discordFaults.dropGateway(code);
    expect(await gateway.closed()).toBe(1_006);
  });
});

describe('the voice gateway', () => {
  test.each([
    [4_006, 4_006],
    [4_021, 4_021],
    [4_099, 4_099],
    [1_001, 1_001],
    [1_006, 1_006],
  ])('is closed with %i', async (code, seen) => {
    const { gateway, voice } = await enter();
    await control.voiceFaults.interrupt('Lyrebird', code);
    expect(await voice.closed).toBe(seen);
    gateway.close();
  });

  test('refuses with a code that nobody knows yet', async () => {
    const { gateway, voice, endpoint, stay } = await enter();
    await control.voiceFaults.refuseAttempts(4_098, 1);
    voice.terminate();
    const again = await RawVoiceClient.connect(endpoint);
    again.resume(stay, -1);
    expect(await again.closed).toBe(4_098);
    gateway.close();
  });

  test('ends the session of whoever is left alone, if it is told to', async () => {
    const select = { address: '127.0.0.1', port: 9, mode: 'aead_aes256_gcm_rtpsize' };
    const { gateway, voice, stay, endpoint } = await enter();
    voice.send(1, { protocol: 'udp', data: select });
    await voice.next(4);
    const ada = sandbox.people.get('Ada');
    const ben = sandbox.people.get('Ben');
    ada.join('Lounge');
    ben.join('Lounge');
    await control.voiceFaults.closeWhenAlone(4_006);
    ada.leave();
    voice.send(3, { t: 1 });
    await voice.next(6);
    ben.leave();
    expect(await voice.closed).toBe(4_006);
    const again = await RawVoiceClient.connect(endpoint);
    again.identify(stay, { max_dave_protocol_version: 1 });
    expect(await again.closed).toBe(4_006);
    // Asking for the same channel brings a new token for it.
    const former = Object((await gateway.event('VOICE_SERVER_UPDATE')).d);
    gateway.send(Op.VoiceStateUpdate, { guild_id: stay.guildId, channel_id: stay.channelId });
    await gateway.settled();
    const { token } = Object((await gateway.event('VOICE_SERVER_UPDATE')).d);
    expect(token).not.toBe(former.token);
    const back = await RawVoiceClient.connect(endpoint);
    back.identify({ ...stay, token }, { max_dave_protocol_version: 1 });
    await back.next(2);
    gateway.close();
  });

  test('sends what nobody has said', async () => {
    const { gateway, voice } = await enter();
    const member = 'Lyrebird';
    await control.voiceFaults.forge({ member, op: 22, d: { transition_id: 77 } });
    expect(await voice.next(22)).toMatchObject({ d: { transition_id: 77 } });
    const bytes = Buffer.from('no commit').toString('base64');
    await control.voiceFaults.forge({ member, op: 29, bytes });
    const forged = await voice.nextBinary(29);
    expect(forged.toString()).toBe('no commit');
    await control.voiceFaults.forge({ member, op: 30, randomBytes: 200 });
    expect(await voice.nextBinary(30)).toHaveLength(200);
    gateway.close();
    const nobody = control.voiceFaults.forge({ member: 'Ada', op: 22 });
    await expect(nobody).rejects.toMatchObject({ code: 'voice.notConnected' });
  });
});
