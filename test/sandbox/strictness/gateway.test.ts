import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '#test/support/VirtualClock.ts';
import { callApi } from '../support/api.ts';
import { RawGateway } from '../support/RawGateway.ts';
import { type QuietSandbox, startQuietSandbox } from '../support/sandbox.ts';

let clock: VirtualClock;
let sandbox: QuietSandbox;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startQuietSandbox({ clock });
});
afterEach(async () => {
  await sandbox.close();
  expect(clock.pending).toBe(0);
});

const happened = (type: string) =>
  sandbox.events.waitAfter(0, new Set([type]), 60_000, AbortSignal.timeout(5_000));

const startLimit = async () => {
  const { body } = await callApi(sandbox, 'GET', '/gateway/bot');
  return Object(body).session_start_limit;
};

describe('identifying', () => {
  test('once in five seconds: a second one has an invalid session', async () => {
    const first = await RawGateway.identified(sandbox);
    const second = await RawGateway.open(sandbox);
    second.identify();
    expect((await second.op(Op.InvalidSession)).d).toBe(false);
    await clock.advance(4_999);
    second.identify();
    await second.settled();
    expect(second.frames.filter(({ op }) => op === Op.InvalidSession)).toHaveLength(2);
    await clock.advance(1);
    second.identify();
    await second.event('READY');
    expect(sandbox.events.after(0, new Set(['gatewayIdentifiedTooSoon']))).toHaveLength(2);
    first.close();
    second.close();
  });

  test('a thousand times a day, and GET /gateway/bot counts them', async () => {
    expect(await startLimit()).toMatchObject({
      total: 1_000,
      remaining: 1_000,
      max_concurrency: 1,
    });
    const { applicationId } = sandbox.announcement;
    const { identifies } = sandbox.discord.gateway;
    for (let i = 0; i < 999; i += 1) {
      expect(identifies.take(applicationId, 0)).toBe('admitted');
      await clock.advance(5_000);
    }
    expect((await startLimit()).remaining).toBe(1);
    expect(identifies.take(applicationId, 0)).toBe('admitted');
    await clock.advance(5_000);
    const refused = await RawGateway.open(sandbox);
    refused.identify();
    expect(await refused.closed()).toBe(4_004);
    await clock.advance(86_400_000);
    expect((await startLimit()).remaining).toBe(1_000);
  });

  test.each([
    ['a wrong token', { token: 'wrong' }, 4_004],
    ['a shard out of range', { shard: [2, 2] }, 4_010],
    ['an unknown intent', { intents: 2 ** 30 }, 4_013],
    ['a privileged intent that is not switched on', { intents: 2 }, 4_014],
    ['no intents', { intents: undefined }, 4_002],
  ])('%s is refused', async (_what, fields, code) => {
    const gateway = await RawGateway.open(sandbox);
    gateway.identify(fields);
    expect(await gateway.closed()).toBe(code);
  });

  test('another version of the API is refused', async () => {
    expect(await (await RawGateway.open(sandbox, 'v=5&encoding=json')).closed()).toBe(4_012);
  });
});

describe('frames', () => {
  const tooLong = JSON.stringify({ op: 1, d: null, padding: 'x'.repeat(4_096) });
  test.each([
    ['of more than 4,096 bytes', tooLong, 4_002],
    ['that are no JSON', '{"op":', 4_002],
    ['that are binary', Buffer.from('{"op":1}'), 4_002],
    ['without opcode', '{"d":1}', 4_002],
    ['of an unknown opcode', '{"op":99,"d":null}', 4_001],
    ['of an opcode that only servers send', '{"op":10,"d":null}', 4_001],
    ['before identifying', '{"op":4,"d":{"guild_id":"1","channel_id":null}}', 4_003],
    ['of another shape', '{"op":4,"d":{"guild_id":"x"}}', 4_002],
  ])('%s close with their code', async (_what, text, code) => {
    const gateway = await RawGateway.open(sandbox);
    gateway.sendText(text);
    expect(await gateway.closed()).toBe(code);
  });

  test('a frame of exactly 4,096 bytes is read', async () => {
    const gateway = await RawGateway.open(sandbox);
    const empty = JSON.stringify({ op: 1, d: null, padding: '' });
    const padding = 'x'.repeat(4_096 - empty.length);
    gateway.sendText(JSON.stringify({ op: 1, d: null, padding }));
    await gateway.op(Op.HeartbeatAck);
    gateway.close();
  });

  test('identifying twice closes with 4005', async () => {
    const gateway = await RawGateway.identified(sandbox);
    gateway.identify();
    expect(await gateway.closed()).toBe(4_005);
  });

  test('more than 120 in a minute close with 4008, heartbeats counted', async () => {
    const gateway = await RawGateway.identified(sandbox);
    for (let i = 0; i < 118; i += 1) gateway.send(Op.Heartbeat, null);
    await gateway.settled();
    gateway.send(Op.Heartbeat, null);
    expect(await gateway.closed()).toBe(4_008);
  });

  test('120 in each minute are read', async () => {
    const gateway = await RawGateway.identified(sandbox);
    for (let minute = 0; minute < 3; minute += 1) {
      for (let i = 0; i < 110; i += 1) gateway.send(Op.Heartbeat, null);
      await gateway.settled();
      await clock.advance(60_000);
    }
    expect(gateway.frames.filter(({ op }) => op === Op.HeartbeatAck)).toHaveLength(333);
    gateway.close();
  });
});

describe('resuming', () => {
  test('within a minute, with all that was missed', async () => {
    const first = await RawGateway.identified(sandbox, { intents: 129 });
    const { sessionId, sequence: seq } = first;
    first.terminate();
    await clock.advance(59_000);
    sandbox.people.get('Ada').join('Lounge');
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: sessionId, seq });
    await second.event('RESUMED');
    expect(second.events).toEqual(['VOICE_STATE_UPDATE', 'RESUMED']);
    second.close();
  });

  test('not after it, nor an unknown session', async () => {
    const first = await RawGateway.identified(sandbox);
    const { sessionId } = first;
    first.terminate();
    await happened('gatewayClosed');
    await clock.advance(60_000);
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: sessionId, seq: 1 });
    expect((await second.op(Op.InvalidSession)).d).toBe(false);
    second.close();
  });

  test('from the future closes with 4007 and ends nobody else', async () => {
    const first = await RawGateway.identified(sandbox);
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: first.sessionId, seq: 999 });
    expect(await second.closed()).toBe(4_007);
    await first.settled();
    first.close();
  });

  test("with another's token closes with 4004", async () => {
    const first = await RawGateway.identified(sandbox);
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: first.sessionId, seq: 1, token: 'wrong' });
    expect(await second.closed()).toBe(4_004);
    first.close();
  });

  test('when it is refused on demand', async () => {
    const first = await RawGateway.identified(sandbox);
    first.terminate();
    sandbox.discord.gateway.refuseResumes = true;
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: first.sessionId, seq: 1 });
    expect((await second.op(Op.InvalidSession)).d).toBe(false);
    second.close();
  });
});

describe('on demand', () => {
  const resumes = async (code: number): Promise<boolean> => {
    const first = await RawGateway.identified(sandbox);
    sandbox.discord.gateway.dropConnections(code);
    expect(await first.closed()).toBe(code);
    const second = await RawGateway.open(sandbox);
    second.resume({ session_id: first.sessionId, seq: first.sequence });
    const answer = await Promise.any([second.event('RESUMED'), second.op(Op.InvalidSession)]);
    second.close();
    return answer.t === 'RESUMED';
  };

  test.each([4_000, 4_001, 4_002, 4_003, 4_005, 4_008])(
    'after a close with %i the session goes on',
    async (code) => {
      expect(await resumes(code)).toBe(true);
    },
  );
  test.each([4_004, 4_007, 4_009, 4_010, 4_011, 4_012, 4_013, 4_014])(
    'a close with %i ends it',
    async (code) => {
      expect(await resumes(code)).toBe(false);
    },
  );

  test('an invalid session that can be resumed can be resumed on the same line', async () => {
    const gateway = await RawGateway.identified(sandbox);
    sandbox.discord.gateway.invalidateSessions(true);
    expect((await gateway.op(Op.InvalidSession)).d).toBe(true);
    gateway.resume({ session_id: gateway.sessionId });
    await gateway.event('RESUMED');
    gateway.close();
  });

  test('a request to reconnect', async () => {
    const gateway = await RawGateway.identified(sandbox);
    sandbox.discord.gateway.requestReconnect();
    await gateway.op(Op.Reconnect);
    gateway.close();
  });

  test('a zombie: no heartbeat is answered', async () => {
    sandbox.discord.gateway.ignoreHeartbeats = true;
    const gateway = await RawGateway.identified(sandbox);
    gateway.send(Op.Heartbeat, null);
    gateway.send(Op.RequestSoundboardSounds, { guild_ids: [sandbox.announcement.guildId] });
    await gateway.event('SOUNDBOARD_SOUNDS');
    expect(gateway.frames.some(({ op }) => op === Op.HeartbeatAck)).toBe(false);
    gateway.close();
  });

  test('nobody gets in while connections are refused', async () => {
    sandbox.discord.gateway.refuseConnections = true;
    await expect(RawGateway.open(sandbox)).rejects.toThrow('503');
  });

  test('a client that sends no heartbeats loses its session with 4009', async () => {
    const gateway = await RawGateway.identified(sandbox);
    await clock.advance(41_250 * 1.5);
    expect(await gateway.closed()).toBe(4_009);
    await happened('gatewaySessionEnded');
    expect(sandbox.discord.gateway.sessions).toEqual([]);
  });
});

test('an invalid session that nobody takes up again is gone after a minute', async () => {
  const gateway = await RawGateway.identified(sandbox);
  sandbox.discord.gateway.invalidateSessions(true);
  await gateway.op(Op.InvalidSession);
  gateway.close();
  await clock.advance(60_000);
  expect(sandbox.discord.gateway.sessions).toEqual([]);
});
