import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unlimited } from '#src/sandbox/rest/RateLimiter.ts';
import { callApi } from './support/api.ts';
import { logIn, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox();
});
afterEach(() => sandbox.close());

const NOBODY = '123456789012345678';
const music = () => sandbox.announcement.channelIds['music'] ?? '';
const lounge = () => sandbox.announcement.channelIds['Lounge'] ?? '';
const guild = () => sandbox.announcement.guildId;

const deny = async (channel: string, ...names: string[]): Promise<void> => {
  const url = `${sandbox.announcement.controlUrl}/channels/${channel}/overwrites/Lyrebird`;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deny: names }),
  });
  expect(response.status).toBe(200);
};

const call = (method: string, path: string, body?: unknown) => callApi(sandbox, method, path, body);

describe('a request is refused', () => {
  test('without a token, or with a wrong one', async () => {
    for (const authorization of ['', 'Bot wrong', sandbox.announcement.discordToken]) {
      const answer = await callApi(sandbox, 'GET', '/users/@me', undefined, { authorization });
      expect(answer).toMatchObject({
        status: 401,
        body: { message: '401: Unauthorized', code: 0 },
      });
    }
  });

  test.each([
    ['GET', '/nowhere', 404, 0],
    ['DELETE', '/users/@me', 405, 0],
    ['GET', `/channels/${NOBODY}`, 404, 10003],
    ['GET', `/guilds/${NOBODY}`, 404, 10004],
    ['GET', `/users/${NOBODY}`, 404, 10013],
    ['POST', `/interactions/${NOBODY}/token/callback`, 404, 10062],
    ['POST', `/webhooks/${NOBODY}/token`, 404, 10015],
    ['GET', `/applications/${NOBODY}/commands`, 403, 20012],
  ])('%s %s: %i, code %i', async (method, path, status, code) => {
    expect(await call(method, path)).toMatchObject({ status, body: { code } });
  });

  test('for unknown things of a guild', async () => {
    const unknown = [
      [`/guilds/${guild()}/members/${NOBODY}`, 10007],
      [`/guilds/${guild()}/roles/${NOBODY}`, 10011],
      [`/guilds/${guild()}/voice-states/@me`, 10065],
      [`/channels/${music()}/messages/${NOBODY}`, 10008],
      [`/applications/${sandbox.announcement.applicationId}/commands/${NOBODY}`, 10063],
    ] as const;
    for (const [path, code] of unknown) {
      expect(await call('GET', path)).toMatchObject({ status: 404, body: { code } });
    }
  });

  test('for an API version other than 10', async () => {
    const response = await fetch(`${sandbox.announcement.discordApiUrl}/v6/gateway`);
    expect(await response.json()).toMatchObject({ code: 50041 });
  });

  test('for a body that is no JSON, or something else', async () => {
    const url = `${sandbox.announcement.discordApiUrl}/v10/channels/${music()}/messages`;
    const post = async (contentType: string, body: string) => {
      const authorization = `Bot ${sandbox.announcement.discordToken}`;
      const headers = { authorization, 'content-type': contentType };
      return (await fetch(url, { method: 'POST', headers, body })).json();
    };
    expect(await post('application/json', '{')).toMatchObject({ code: 50109 });
    expect(await post('text/plain', 'hello')).toMatchObject({ code: 50035 });
  });

  test('an empty message', async () => {
    for (const body of [{}, { content: '' }, { content: '   ' }, { components: [] }]) {
      const answer = await call('POST', `/channels/${music()}/messages`, body);
      expect(answer).toMatchObject({ status: 400, body: { code: 50006 } });
    }
  });
});

describe('permissions', () => {
  test('a hidden channel is out of reach', async () => {
    await deny('music', 'ViewChannel');
    const answer = await call('POST', `/channels/${music()}/messages`, { content: 'a' });
    expect(answer).toMatchObject({ status: 403, body: { code: 50001 } });
  });

  test.each([
    ['SendMessages', { content: 'a' }],
    ['EmbedLinks', { embeds: [{ title: 'a' }] }],
  ])('without %s a message is not taken', async (name, body) => {
    await deny('music', name);
    const answer = await call('POST', `/channels/${music()}/messages`, body);
    expect(answer).toMatchObject({ status: 403, body: { code: 50013 } });
  });

  test('files, pins, channels, members, statuses and stages take theirs', async () => {
    const message = sandbox.people.get('Ada').say('music', 'mine');
    sandbox.people.get('Ada').join('Stage');
    const ada = sandbox.announcement.userIds['Ada'];
    await deny('music', 'AttachFiles');
    const form = new FormData();
    form.set('files[0]', new File(['hello'], 'a.txt'));
    const requests = [
      ['POST', `/channels/${music()}/messages`, form],
      ['PUT', `/channels/${music()}/messages/pins/${message.id}`, undefined],
      ['DELETE', `/channels/${music()}/messages/${message.id}`, undefined],
      ['PATCH', `/channels/${music()}`, { name: 'a' }],
      ['DELETE', `/channels/${music()}`, undefined],
      ['PUT', `/channels/${music()}/permissions/${ada}`, { type: 1 }],
      ['PUT', `/channels/${lounge()}/voice-status`, { status: 'a' }],
      ['PATCH', `/guilds/${guild()}/members/${ada}`, { mute: true }],
      ['PATCH', `/guilds/${guild()}/members/${ada}`, { channel_id: null }],
      ['PATCH', `/guilds/${guild()}/members/@me`, { nick: 'Bird' }],
      ['PATCH', `/guilds/${guild()}/voice-states/${ada}`, { suppress: false }],
    ] as const;
    for (const [method, path, body] of requests) {
      const allowed = path.endsWith('@me');
      const answer = await call(method, path, body);
      expect([path, answer.status]).toEqual([path, allowed ? 200 : 403]);
      if (!allowed) expect(answer.body).toMatchObject({ code: 50013 });
    }
  });

  test("nobody edits another's message", async () => {
    const { id } = sandbox.people.get('Ada').say('music', 'mine');
    const answer = await call('PATCH', `/channels/${music()}/messages/${id}`, { content: 'b' });
    expect(answer).toMatchObject({ status: 403, body: { code: 50005 } });
  });

  test('without the history a reply is refused and the list is empty', async () => {
    const { id } = sandbox.people.get('Ada').say('music', 'mine');
    await deny('music', 'ReadMessageHistory');
    const reply = { content: 'a', message_reference: { message_id: id } };
    expect(await call('POST', `/channels/${music()}/messages`, reply)).toMatchObject({
      body: { code: 160002 },
    });
    expect((await call('GET', `/channels/${music()}/messages`)).body).toEqual([]);
  });

  test('listing all members takes the intent', async () => {
    const answer = await call('GET', `/guilds/${guild()}/members?limit=10`);
    expect(answer).toMatchObject({ status: 403, body: { code: 50001 } });
  });
});

test('every answer tells its limits', async () => {
  const { headers } = await call('GET', '/users/@me');
  expect(headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
  expect(Number(headers.get('x-ratelimit-reset-after'))).toBeGreaterThan(0);
});

test('a client that is told to wait waits and asks again', async () => {
  let refusals = 1;
  const limited = await startQuietSandbox({
    limiter: {
      ...unlimited,
      take(request) {
        const decision = unlimited.take(request);
        if (decision === null || request.route !== '/users/:userId' || refusals === 0) {
          return decision;
        }
        refusals--;
        return { ...decision, remaining: 0, refused: { retryAfterS: 0.05, scope: 'user' } };
      },
    },
  });
  const client = await logIn(limited, { rest: { api: limited.announcement.discordApiUrl } });
  const ada = limited.announcement.userIds['Ada'] ?? '';
  expect((await client.users.fetch(ada)).displayName).toBe('Ada');
  expect(refusals).toBe(0);
  await client.destroy();
  await limited.close();
});

test('a bot that is kicked from the guild hears it, and nothing after it', async () => {
  const client = await logIn(sandbox);
  const gone = new Promise((resolve) => client.once('guildDelete', resolve));
  await fetch(`${sandbox.announcement.controlUrl}/members/Lyrebird`, { method: 'DELETE' });
  await gone;
  const [session] = sandbox.discord.gateway.sessions;
  const { sequence } = session ?? {};
  sandbox.people.get('Ada').join('Lounge');
  expect(session?.sequence).toBe(sequence);
  expect(await call('GET', `/guilds/${guild()}`)).toMatchObject({ body: { code: 10004 } });
  await client.destroy();
});
