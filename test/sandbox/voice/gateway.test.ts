import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { type Certificate, createCertificate } from '#src/sandbox/certificate.ts';
import type { ExpectedSession, VoiceServer } from '#src/sandbox/voice/contract.ts';
import { startVoiceServer } from '#src/sandbox/voice/VoiceServer.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';
import { RawVoiceClient } from '#test/support/voice/RawVoiceClient.ts';
import { trust } from '#test/support/voice/trust.ts';

const HEARTBEAT_INTERVAL_MS = 13_750;
const RESUME_WINDOW_MS = 60_000;

function stay(userId: string): ExpectedSession {
  return {
    guildId: '1',
    channelId: '2',
    userId,
    sessionId: `session-${userId}`,
    token: `t${userId}`,
  };
}

const ADA = stay('10');
const BOB = stay('11');
const SELECT = {
  protocol: 'udp',
  data: { address: '127.0.0.1', port: 9, mode: 'aead_aes256_gcm_rtpsize' },
};

let certificate: Certificate;
let server: VoiceServer;
let clock: VirtualClock;
const clients: RawVoiceClient[] = [];

beforeAll(async () => {
  certificate = await createCertificate();
  trust(certificate.caPem);
});

beforeEach(async () => {
  clock = new VirtualClock();
  server = await startVoiceServer({
    log: silentLog,
    certificate,
    clock,
    modes: ['aead_aes256_gcm_rtpsize'],
    heartbeatIntervalMs: HEARTBEAT_INTERVAL_MS,
    resumeWindowMs: RESUME_WINDOW_MS,
  });
  server.expect(ADA);
  server.expect(BOB);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await server.close();
  expect(clock.pending).toBe(0);
});

async function connect(query?: string): Promise<RawVoiceClient> {
  const client = await RawVoiceClient.connect(server.endpoint, query);
  clients.push(client);
  return client;
}

/** A client that has identified and selected a protocol. */
async function enter(session: ExpectedSession): Promise<RawVoiceClient> {
  const client = await connect();
  client.identify(session);
  await client.next(2);
  client.send(1, SELECT);
  await client.next(4);
  return client;
}

describe('the voice gateway greets', () => {
  it('with version and heartbeat interval, then tells where and how media goes', async () => {
    const client = await connect();
    expect((await client.next(8)).d).toEqual({ v: 8, heartbeat_interval: HEARTBEAT_INTERVAL_MS });
    client.identify(ADA);
    expect((await client.next(2)).d).toMatchObject({
      ssrc: expect.any(Number),
      ip: '127.0.0.1',
      port: expect.any(Number),
      modes: ['aead_aes256_gcm_rtpsize'],
    });
    client.send(1, SELECT);
    expect((await client.next(4)).d).toMatchObject({
      mode: 'aead_aes256_gcm_rtpsize',
      secret_key: expect.any(Array),
      audio_codec: 'opus',
      dave_protocol_version: 0,
    });
  });

  it('answers heartbeats with their own time, identified or not', async () => {
    const client = await connect();
    client.send(3, { t: 1_501_184_119_561, seq_ack: -1 });
    expect(await client.next(6)).toEqual({ op: 6, d: { t: 1_501_184_119_561 } });
  });
});

describe('the voice gateway of version', () => {
  it.each([4, 5, 6, 7])('%i repeats the number of a heartbeat', async (version) => {
    const client = await connect(`v=${version}`);
    expect((await client.next(8)).d).toMatchObject({ v: version });
    client.identify(ADA);
    await client.next(2);
    client.send(3, 1_501_184_119_561);
    expect(await client.next(6)).toEqual({ op: 6, d: 1_501_184_119_561 });
  });

  it('7 resumes without saying what it has received', async () => {
    const client = await connect('v=7');
    client.identify(ADA);
    await client.next(2);
    client.terminate();
    const again = await connect('v=7');
    const { guildId, sessionId, token } = ADA;
    again.send(7, { server_id: guildId, session_id: sessionId, token });
    await again.next(9);
  });

  it('9 wants to know the channel', async () => {
    const client = await connect('v=9');
    client.identify(ADA, { channel_id: ADA.channelId });
    await client.next(2);
    const without = await connect('v=9');
    without.identify(BOB);
    expect(await without.closed).toBe(4002);
    const elsewhere = await connect('v=9');
    elsewhere.identify(BOB, { channel_id: '3' });
    expect(await elsewhere.closed).toBe(4006);
  });

  it('8 does not heed what is about video', async () => {
    const client = await connect();
    client.identify(ADA);
    await client.next(2);
    for (const op of [12, 15, 18, 20]) client.send(op, { any: 100 });
    client.send(3, { t: 1 });
    await client.next(6);
    const hasty = await connect();
    hasty.send(12, {});
    expect(await hasty.closed).toBe(4003);
  });

  it.each(['v=3', 'v=10', 'v=eight', ''])('"%s" is refused', async (query) => {
    expect(await (await connect(query)).closed).toBe(4020);
  });

  it('8 takes an identify whose optional fields are null', async () => {
    const client = await connect();
    client.identify(ADA, { max_dave_protocol_version: null, channel_id: null });
    await client.next(2);
  });
});

describe('the voice gateway closes', () => {
  it.each([
    [4001, 'an unknown operation', { op: 42, d: {} }],
    [4003, 'what comes before identifying', { op: 1, d: SELECT }],
    [4002, 'an identify without token', { op: 0, d: { server_id: '1', user_id: '10' } }],
    [4020, 'a message without operation', { d: {} }],
    [4020, 'a heartbeat of version 3', { op: 3, d: 1_501_184_119_561 }],
    [
      4006,
      'a resume of nothing',
      { op: 7, d: { server_id: '1', session_id: 's', token: 't', seq_ack: -1 } },
    ],
  ])('with %i after %s', async (code, _what, message) => {
    const client = await connect();
    client.sendText(JSON.stringify(message));
    expect(await client.closed).toBe(code);
  });

  it.each([
    [4004, 'a wrong token', { ...ADA, token: 'wrong' }],
    [4006, 'a wrong session', { ...ADA, sessionId: 'wrong' }],
    [4006, 'somebody not expected', { ...ADA, userId: '12' }],
    [4011, 'an unknown guild', { ...ADA, guildId: '999' }],
  ])('with %i after %s', async (code, _what, session) => {
    const client = await connect();
    client.identify(session);
    expect(await client.closed).toBe(code);
  });

  it.each([
    [4005, 'a second identify', 0, { server_id: '1', user_id: '10', session_id: 's', token: 't' }],
    [4012, 'an unknown protocol', 1, { ...SELECT, protocol: 'webrtc' }],
    [
      4016,
      'a mode that is not offered',
      1,
      { ...SELECT, data: { ...SELECT.data, mode: 'aead_xchacha20_poly1305_rtpsize' } },
    ],
    [4020, 'an address that is none', 1, { ...SELECT, data: { ...SELECT.data, address: 'here' } }],
    [4020, "somebody else's ssrc", 5, { speaking: 1, delay: 0, ssrc: 99_999 }],
  ])('with %i after %s', async (code, _what, op, data) => {
    const client = await connect();
    client.identify(ADA);
    await client.next(2);
    client.send(op, data);
    expect(await client.closed).toBe(code);
  });

  it('with 4002 after what is no JSON, with 4003 after binary', async () => {
    const talker = await connect();
    talker.sendText('hello?');
    expect(await talker.closed).toBe(4002);
    const other = await connect();
    other.sendBinary(Buffer.from([26, 1, 2]));
    expect(await other.closed).toBe(4003);
  });

  it('with 4009 when two heartbeats are missing, not before', async () => {
    const client = await connect();
    await client.next(8);
    await clock.advance(2 * HEARTBEAT_INTERVAL_MS - 1);
    client.send(3, { t: 1, seq_ack: -1 });
    await client.next(6);
    await clock.advance(2 * HEARTBEAT_INTERVAL_MS - 1);
    client.send(3, { t: 2, seq_ack: -1 });
    await client.next(6);
    await clock.advance(2 * HEARTBEAT_INTERVAL_MS);
    expect(await client.closed).toBe(4009);
  });

  it('with 4014 whom it drops, and does not admit them again', async () => {
    const client = await enter(ADA);
    server.drop(ADA.guildId, ADA.userId);
    expect(await client.closed).toBe(4014);
    const again = await connect();
    again.identify(ADA);
    expect(await again.closed).toBe(4006);
  });

  it('the former connection with 4006 when the same member identifies again', async () => {
    const former = await enter(ADA);
    await enter(ADA);
    expect(await former.closed).toBe(4006);
  });
});

describe('the voice gateway tells members', () => {
  it('who is there, who comes, who speaks, who goes, all with numbers', async () => {
    server.listen('1', '2', '77');
    const ada = await enter(ADA);
    expect(await ada.next(11)).toEqual({ op: 11, d: { user_ids: ['77'] }, seq: 1 });
    const bob = await connect();
    bob.identify(BOB);
    const { d: ready } = await bob.next(2);
    bob.send(1, SELECT);
    expect(await bob.next(11)).toMatchObject({ d: { user_ids: [ADA.userId, '77'] } });
    expect(await ada.next(11)).toMatchObject({ d: { user_ids: [BOB.userId] }, seq: 4 });
    expect(ready).toHaveProperty('ssrc');
    const { ssrc } = Object(ready);
    bob.send(5, { speaking: 1, delay: 0, ssrc });
    expect((await ada.next(5)).d).toEqual({ user_id: BOB.userId, ssrc, speaking: 1 });
    bob.close(1000);
    expect((await ada.next(13)).d).toEqual({ user_id: BOB.userId });
  });

  it('who is speaking already', async () => {
    const ada = await connect();
    ada.identify(ADA);
    const { ssrc } = Object((await ada.next(2)).d);
    ada.send(1, SELECT);
    ada.send(5, { speaking: 1, delay: 0, ssrc });
    ada.send(3, { t: 1, seq_ack: -1 });
    await ada.next(6);
    const bob = await enter(BOB);
    expect((await bob.next(5)).d).toEqual({ user_id: ADA.userId, ssrc, speaking: 1 });
  });
});

describe('a session', () => {
  it('goes on with what was missed when its client resumes', async () => {
    const ada = await enter(ADA);
    const first = server.listen('1', '2', '77');
    expect((await ada.next(20)).seq).toBe(3);
    ada.terminate();
    first.close();
    server.listen('1', '2', '78');
    const back = await connect();
    back.resume(ADA, 3);
    expect(await back.next(9)).toEqual({ op: 9, d: null });
    expect(await back.next(13)).toEqual({ op: 13, d: { user_id: '77' }, seq: 4 });
    expect(await back.next(11)).toEqual({ op: 11, d: { user_ids: ['78'] }, seq: 5 });
  });

  it('is not resumed with another token, or with a number never sent', async () => {
    const ada = await enter(ADA);
    ada.terminate();
    const thief = await connect();
    thief.resume({ ...ADA, token: 'wrong' }, -1);
    expect(await thief.closed).toBe(4004);
    const confused = await connect();
    confused.resume(ADA, 5);
    expect(await confused.closed).toBe(4006);
  });

  it('ends when its client does not come back in time', async () => {
    const ada = await enter(ADA);
    const bob = await enter(BOB);
    await ada.next(20);
    server.interrupt(ADA.guildId, ADA.userId);
    await ada.closed;
    for (let passedMs = 0; passedMs < RESUME_WINDOW_MS; passedMs += HEARTBEAT_INTERVAL_MS) {
      bob.send(3, { t: passedMs, seq_ack: -1 });
      await bob.next(6);
      await clock.advance(HEARTBEAT_INTERVAL_MS);
    }
    expect((await bob.next(13)).d).toEqual({ user_id: ADA.userId });
    const late = await connect();
    late.resume(ADA, -1);
    expect(await late.closed).toBe(4006);
  });

  it('ends at once when its client says goodbye', async () => {
    const ada = await enter(ADA);
    ada.close(1000);
    await ada.closed;
    const back = await connect();
    back.resume(ADA, -1);
    expect(await back.closed).toBe(4006);
  });
});
