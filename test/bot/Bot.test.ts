import { once } from 'node:events';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { createBot } from '#src/bot/Bot.ts';
import { FailureError } from '#src/failure.ts';
import { tell } from '#src/texts/texts.ts';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { botOptions, startBot } from '../support/bot/botInSandbox.ts';
import { FakeMedia } from '../support/bot/FakeMedia.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

async function failureOf(start: Promise<void>): Promise<string> {
  const error: unknown = await start.catch((thrown: unknown) => thrown);
  return error instanceof FailureError ? error.failure.code : `no FailureError: ${String(error)}`;
}

describe('the start', () => {
  test('a wrong token is told from other troubles, and not repeated in the text', async () => {
    const sandbox = await startQuietSandbox();
    const token = 'MTIz.abcdef.ghijklmnopqrstuvwxyz';
    const bot = createBot({ ...(await botOptions(sandbox, new FakeMedia())), token });
    const error: unknown = await bot.start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { code: 'discord.bad-token' } });
    expect(String(error)).not.toContain('ghijkl');
    await bot.close();
    await sandbox.close();
  });

  test('nobody at the address is told', async () => {
    const sandbox = await startQuietSandbox();
    const options = await botOptions(sandbox, new FakeMedia());
    const bot = createBot({ ...options, apiUrl: 'http://127.0.0.1:1/api' });
    expect(await failureOf(bot.start())).toBe('discord.unreachable');
    await bot.close();
    await sandbox.close();
  });

  test('a gateway that does not answer is told after a while, and nothing is left running', async () => {
    const silent = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(silent, 'listening');
    const connected = once(silent, 'connection');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const api = fastify({ forceCloseConnections: true });
    api.get('/api/v10/gateway/bot', () => {
      const limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 };
      return { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: limit };
    });
    const apiUrl = `${await api.listen({ host: '127.0.0.1', port: 0 })}/api`;
    const sandbox = await startQuietSandbox();
    const clock = new VirtualClock();
    const bot = createBot({ ...(await botOptions(sandbox, new FakeMedia())), apiUrl, clock });
    const failed = failureOf(bot.start());
    await connected;
    await clock.advance(60_000);
    expect(await failed).toBe('discord.unreachable');
    const closed = bot.close();
    await clock.advance(5_000);
    await closed;
    expect(clock.pending).toBe(0);
    await api.close();
    silent.close();
    await sandbox.close();
  });

  test('a server to register in that the bot is not on is told', async () => {
    const sandbox = await startQuietSandbox();
    const options = await botOptions(sandbox, new FakeMedia());
    const bot = createBot({ ...options, devGuildId: '123456789012345678' });
    expect(await failureOf(bot.start())).toMatch(/^discord\./);
    await bot.close();
    await sandbox.close();
  });
});

describe('/lyria play, pause, resume, now, stop', () => {
  test('plays, follows with the panel, and ends', async () => {
    const { sandbox, media, type, until, answerTo, guildId, channelId } = await startBot();
    sandbox.people.get('Ada').join('Lounge');
    const playing = await type('Ada', '/lyria play techno:2, rain:0.5');
    expect(playing.acknowledgement?.afterMs).toBeLessThan(3_000);
    const start = await media.next('start');
    expect(start).toMatchObject({ guildId, channelId: channelId('Lounge'), bitrate: 64_000 });
    expect(start.prompts.map(({ text }) => text)).toEqual(['techno', 'rain']);
    media.plays();
    await until('the panel', () =>
      answerTo('Ada', playing).includes('techno') ? true : undefined,
    );

    const now = await type('Ada', '/lyria now');
    expect(answerTo('Ada', now)).toContain('techno');
    await type('Ada', '/lyria pause');
    await media.next('pause');
    await type('Ada', '/lyria resume');
    await media.next('resume');
    await type('Ada', '/lyria stop');
    await media.next('stop');
  });

  test('a failed start is told in the answer', async () => {
    const { sandbox, media, type, told, guildId, bot } = await startBot();
    sandbox.people.get('Ada').join('Lounge');
    await type('Ada', '/lyria play techno');
    await media.next('start');
    const failure = {
      code: 'lyria.quota',
      memberText: tell('failure.lyria.quota'),
      operatorText: 'quota',
    };
    media.emit({ type: 'ended', guildId, reason: 'failed', failure });
    await told('Ben', 'The music service has given all it gives');
    expect(bot.status().stations).toBe(0);
  });

  test('a second play changes the mix, but only from the same channel', async () => {
    const { sandbox, media, type, until, answerTo } = await startBot();
    sandbox.people.get('Ada').join('Lounge');
    sandbox.people.get('Ben').join('Studio');
    await type('Ada', '/lyria play techno');
    await media.next('start');
    media.plays();
    const elsewhere = await type('Ben', '/lyria play jazz');
    expect(answerTo('Ben', elsewhere)).toContain('Join it');
    const changed = await type('Ada', '/lyria play jazz');
    await until('the answer', () =>
      answerTo('Ada', changed).includes('mix is changing') ? true : undefined,
    );
    await media.next('setMix');
    expect(media.of('start')).toHaveLength(1);
  });

  test('a play while the former music fades out starts anew as soon as that has ended', async () => {
    const { sandbox, media, type, answerTo, guildId } = await startBot();
    sandbox.people.get('Ada').join('Lounge');
    await type('Ada', '/lyria play techno');
    await media.next('start');
    media.plays();
    await type('Ada', '/lyria stop');
    await media.next('stop');
    const again = await type('Ada', '/lyria play jazz');
    expect(media.of('start')).toHaveLength(1);
    media.emit({ type: 'ended', guildId, reason: 'stopped' });
    const start = await media.next('start', 2);
    expect(start.prompts.map(({ text }) => text)).toEqual(['jazz']);
    expect(answerTo('Ada', again)).not.toContain('mix is changing');
  });
});

describe('what is refused, in private, with what to do', () => {
  test('somebody who is in no voice channel', async () => {
    const { type, answerTo, media } = await startBot();
    expect(answerTo('Ada', await type('Ada', '/lyria play techno'))).toContain(
      'Join a voice channel',
    );
    expect(media.commands).toEqual([]);
  });

  test.each([
    ['ViewChannel', 'View Channel'],
    ['Connect', 'Connect'],
    ['Speak', 'Speak'],
  ])('a channel where the bot lacks %s', async (permission, name) => {
    const { sandbox, type, answerTo, media } = await startBot();
    sandbox.people.get('Ada').join('Lounge');
    await fetch(`${sandbox.announcement.controlUrl}/channels/Lounge/overwrites/Lyrebird`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ deny: [permission] }),
    });
    // The gateway tells of the channel before it tells of the command.
    const text = answerTo('Ada', await type('Ada', '/lyria play techno'));
    expect(text).toContain(`**${name}**`);
    expect(media.commands).toEqual([]);
  });

  test('a full channel, and a stage on which it may not speak', async () => {
    const { sandbox, type, answerTo, media } = await startBot();
    const { controlUrl } = sandbox.announcement;
    await fetch(`${controlUrl}/channels/Lounge`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userLimit: 1 }),
    });
    sandbox.people.get('Ada').join('Lounge');
    expect(answerTo('Ada', await type('Ada', '/lyria play techno'))).toContain('full');
    await fetch(`${controlUrl}/channels/Stage/overwrites/Lyrebird`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ deny: ['RequestToSpeak'] }),
    });
    sandbox.people.get('Ada').join('Stage');
    expect(answerTo('Ada', await type('Ada', '/lyria play techno'))).toContain('Mute Members');
    expect(media.commands).toEqual([]);
  });
});

describe('voice', () => {
  async function playing() {
    const place = await startBot();
    const { sandbox, media, type, guildId, channelId, botId, until } = place;
    sandbox.people.get('Ada').join('Lounge');
    await type('Ada', '/lyria play techno');
    await media.next('start');
    media.joins(guildId, channelId('Lounge'));
    await media.next('voiceServerUpdate');
    media.plays();
    const states = () => sandbox.discord.world.guilds.get(guildId)?.voiceStates;
    await until('the bot in voice', () => states()?.get(botId));
    return { ...place, states };
  }

  test("the bot's own payloads are relayed, nobody else's", async () => {
    const { media, botId, sandbox, until, states } = await playing();
    sandbox.people.get('Ben').join('Lounge');
    await until('Ben', () => states()?.get(sandbox.people.get('Ben').userId));
    const users = media.of('voiceStateUpdate').map(({ payload }) => payload);
    expect(users.length).toBeGreaterThan(0);
    for (const payload of users) expect(payload).toMatchObject({ user_id: botId });
  });

  test('moved: the media side is told the channel and its bitrate', async () => {
    const { media, sandbox, guildId, botId, channelId } = await playing();
    sandbox.discord.voiceStates.move(guildId, botId, channelId('Studio'));
    expect(await media.next('channelChanged')).toMatchObject({ channelId: channelId('Studio') });
  });

  test('kicked and deleted are told apart', async () => {
    const first = await playing();
    first.sandbox.discord.voiceStates.leave(first.guildId, first.botId);
    expect(await first.media.next('channelLost')).toMatchObject({ reason: 'kicked' });
    const second = await playing();
    const lounge = second.sandbox.discord.world.channel(second.channelId('Lounge'));
    if (lounge !== undefined) second.sandbox.discord.world.deleteChannel(lounge);
    expect(await second.media.next('channelLost')).toMatchObject({ reason: 'channel-deleted' });
  });

  test('an edited bitrate is followed', async () => {
    const { media, sandbox, channelId } = await playing();
    const lounge = sandbox.discord.world.channel(channelId('Lounge'));
    if (lounge !== undefined) sandbox.discord.world.updateChannel(lounge, { bitrate: 96_000 });
    expect(await media.next('channelChanged')).toMatchObject({ bitrate: 96_000 });
  });

  test('the goodbye to the former station does not end the next one', async () => {
    const { media, sandbox, guildId, type, channelId, until, states, botId } = await playing();
    await type('Ada', '/lyria stop');
    await media.next('stop');
    media.emit({ type: 'ended', guildId, reason: 'stopped' });
    const again = sandbox.people.get('Ada').type('music', '/lyria play jazz');
    await media.next('start', 2);
    media.joins(guildId, null);
    media.joins(guildId, channelId('Lounge'));
    await again.settled;
    await until('the bot back in voice', () => states()?.get(botId));
    await media.next('voiceServerUpdate', 2);
    expect(media.of('channelLost')).toEqual([]);
  });

  test('after a new session on the gateway the bot goes back to its channel', async () => {
    const { sandbox, states, botId, until, bot, channelId } = await playing();
    sandbox.discord.gateway.invalidateSessions(false);
    await until('the end of the session', () => (states()?.has(botId) ? undefined : true));
    await until('the bot back in voice', () =>
      states()?.get(botId)?.channelId === channelId('Lounge') ? true : undefined,
    );
    expect(bot.status()).toMatchObject({ discord: 'ready', stations: 1 });
  }, 30_000);
});

test('an interaction that makes no sense ends nothing', async () => {
  const { sandbox, bot, type, answerTo } = await startBot();
  const [session] = sandbox.discord.gateway.sessions;
  if (session === undefined) throw new Error('has no session');
  const told: unknown[] = [];
  const dispatch = session.dispatch.bind(session);
  session.dispatch = (event) => {
    told.push(event.data);
    dispatch(event);
  };
  await type('Cleo', '/lyria mix show');
  const { member } = z.looseObject({ member: z.looseObject({}) }).parse(told.at(-1));
  // No text can be made of it, so that it fails before anything guards it.
  const user = { id: { toString: null, valueOf: null } };
  const data = { ...Object(told.at(-1)), id: '1', member: { ...member, user } };
  dispatch({ event: GatewayDispatchEvents.InteractionCreate, data });
  expect(answerTo('Cleo', await type('Cleo', '/lyria mix show'))).not.toBe('');
  expect(bot.status().discord).toBe('ready');
});

test('what passes between it and Discord is counted', async () => {
  const { sandbox, bot, type, until } = await startBot();
  const { restFaults, gateway } = sandbox.discord;
  const any = { method: 'POST', route: '/callback', delayMs: 0, times: 1, lastsMs: null };
  const times = (outcome: 'answered' | 'failed' | 'late'): number =>
    bot
      .counts()
      .interactions.get(outcome)
      ?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  const counted = (what: string, probe: () => number) =>
    until(what, () => (probe() === 1 ? true : undefined));

  await type('Cleo', '/lyria mix show');
  await counted('an answer', () => times('answered'));

  const answer = { kind: 'json', status: 404, code: 10_062, message: 'Unknown' } as const;
  restFaults.add({ ...any, answer });
  sandbox.people.get('Cleo').type('music', '/lyria mix show');
  await counted('one that came too late', () => times('late'));

  restFaults.add({ ...any, answer: { ...answer, status: 400, code: 50_035 } });
  sandbox.people.get('Cleo').type('music', '/lyria mix show');
  await counted('one that failed', () => times('failed'));

  restFaults.add({ ...any, answer: { kind: 'limited', retryAfterS: 0.1, scope: 'user' } });
  await type('Cleo', '/lyria mix show');
  expect(bot.counts().limited.get('route')).toBe(1);

  expect(bot.counts().reconnects).toBe(0);
  gateway.invalidateSessions(true);
  await counted('a connection that came back', () => bot.counts().reconnects);
});

test('closing settles what is starting, leaves no timer, and ends the session', async () => {
  const clock = new VirtualClock();
  const { bot, media, sandbox, type, until, told } = await startBot({ clock });
  sandbox.people.get('Ada').join('Lounge');
  await type('Ada', '/lyria play techno');
  await media.next('start');
  bot.suspend();
  await bot.close();
  await told('Ada', 'restarting');
  await until('the end of the session', () =>
    sandbox.discord.gateway.sessions.length === 0 ? true : undefined,
  );
  expect(media.subscribers).toBe(0);
  await until('no timer', () => clock.pending === 0 || undefined);
});
