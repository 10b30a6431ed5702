import { afterEach, beforeEach, expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { control } from './support/control.ts';
import { RawGateway } from './support/RawGateway.ts';
import { type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox({ bots: 3, guilds: 2 });
});
afterEach(() => sandbox.close());

const botAt = (index: number) => {
  const bot = sandbox.announcement.bots[index];
  if (bot === undefined) throw new Error(`No bot ${index}`);
  return bot;
};
const as = (index: number, method: string, path: string, body?: unknown) =>
  callApi(sandbox, method, path, body, { authorization: `Bot ${botAt(index).discordToken}` });

test('each has a token, an application and a place in every guild', async () => {
  const { bots, discordToken, applicationId, guilds, userIds } = sandbox.announcement;
  expect(bots.map(({ name }) => name)).toEqual(['Lyrebird', 'Bot 2', 'Bot 3']);
  expect(bots[0]).toEqual({ name: 'Lyrebird', applicationId, discordToken });
  expect(new Set(bots.map((bot) => bot.discordToken)).size).toBe(3);
  for (const [index, { name, applicationId: id }] of bots.entries()) {
    expect((await as(index, 'GET', '/users/@me')).body).toMatchObject({ id, username: name });
    expect((await as(index, 'GET', '/applications/@me')).body).toMatchObject({ id });
    expect((await as(index, 'GET', '/users/@me/guilds')).body).toMatchObject(
      guilds.map((guild) => ({ id: guild.id })),
    );
    expect(userIds[name]).toBe(id);
  }
});

test('with one bot everything has the same ids', async () => {
  const one = await startQuietSandbox({ guilds: 2 });
  const { guilds, applicationId, discordToken } = one.announcement;
  const ids = (sandbox_: QuietSandbox) =>
    sandbox_.announcement.guilds.map(({ id, channelIds }) => ({ id, channelIds }));
  await one.close();
  expect(ids(sandbox)).toEqual(guilds.map(({ id, channelIds }) => ({ id, channelIds })));
  expect(sandbox.announcement).toMatchObject({ applicationId, discordToken });
});

test('all are connected at once, and each hears of its own presses alone', async () => {
  const gateways = await Promise.all(
    [0, 1].map((index) => RawGateway.identified(sandbox, { token: botAt(index).discordToken })),
  );
  for (const [index, gateway] of gateways.entries()) {
    const ready = gateway.frames.find(({ t }) => t === 'READY')?.d;
    expect(ready).toMatchObject({ user: { id: botAt(index).applicationId } });
    const { applicationId } = botAt(index);
    const command = { name: 'play', description: `of ${index}` };
    const path = `/applications/${applicationId}/commands`;
    expect((await as(index, 'POST', path, command)).status).toBe(201);
    // Nobody registers commands of somebody else.
    expect((await as(1 - index, 'POST', path, command)).status).toBe(403);
  }
  const run = (bot?: string) =>
    control(sandbox, 'POST', '/people/ada/commands', { line: '/play', bot, wait: 'none' });
  await run('Bot 2');
  await gateways[1]?.event('INTERACTION_CREATE');
  await gateways[0]?.settled();
  expect(gateways[0]?.events).not.toContain('INTERACTION_CREATE');
  await run();
  await gateways[0]?.event('INTERACTION_CREATE');
  for (const gateway of gateways) gateway.close();
});

test('nobody acts with the token of another', async () => {
  const { applicationId } = botAt(1);
  const [guild] = sandbox.announcement.guilds;
  const path = `/channels/${guild?.channelIds['music']}/messages`;
  const sent = Object((await as(1, 'POST', path, { content: 'mine' })).body);
  expect(sent.author).toMatchObject({ id: applicationId });
  const edit = await as(0, 'PATCH', `${path}/${sent.id}`, { content: 'not mine' });
  expect(edit).toMatchObject({ status: 403, body: { code: 50_005 } });
});
