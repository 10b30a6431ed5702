import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '#src/log.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { logIn } from '../support/sandbox.ts';
import { RawTab } from './support/RawTab.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({
    log: silentLog,
    ports: { page: 0 },
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
});
afterEach(() => sandbox.close());

const open = (wish?: Readonly<Record<string, string>>): Promise<RawTab> =>
  RawTab.open(sandbox.announcement.pageUrl, wish);
const channel = (name: string): string => sandbox.announcement.channelIds[name] ?? '';

test('each tab is somebody else, and nobody runs out', async () => {
  const tabs: RawTab[] = [];
  for (let n = 0; n < 6; n += 1) tabs.push(await open());
  const names = tabs.map(({ welcome }) => welcome.me.name);
  expect(names.slice(0, 4)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan']);
  expect(new Set(names).size).toBe(6);
  const last = names[5];
  await tabs[0]?.event('members', ({ members }) =>
    members.some(({ name, online }) => name === last && online),
  );
});

test('who comes back with a seat is the same person; a copied tab is another one', async () => {
  const first = await open();
  const copy = await open({ tab: first.seat.seatId });
  expect(copy.welcome.me.name).not.toBe('Ada');
  await first.close();
  const back = await open({ tab: first.seat.seatId });
  expect(back.welcome.me.name).toBe('Ada');
  const chosen = await open({ person: sandbox.announcement.userIds['Dan'] ?? '' });
  expect(chosen.welcome.me.name).toBe('Dan');
  const fresh = await open({ person: 'new' });
  expect(Object.keys(sandbox.announcement.userIds)).not.toContain(fresh.welcome.me.name);
});

test('what one says and where one goes is seen by the others at once', async () => {
  const ada = await open();
  const ben = await open();
  await ada.ask('say', { channelId: channel('music'), content: 'Hello' });
  const { message } = await ben.event('messageCreated');
  expect(message).toMatchObject({ content: 'Hello', author: { global_name: 'Ada' } });

  await ada.ask('join', { channelId: channel('Lounge') });
  const joined = await ben.event('voiceStates', ({ voiceStates }) => voiceStates.length === 1);
  expect(joined.voiceStates[0]).toMatchObject({ channelId: channel('Lounge'), selfDeaf: false });
  await ada.ask('setVoice', { deafened: true });
  await ben.event('voiceStates', ({ voiceStates }) => voiceStates[0]?.selfDeaf === true);
  await ada.ask('leave', {});
  await ben.event(
    'voiceStates',
    ({ voiceStates }) => voiceStates.length === 0,
    ben.frames.length - 2,
  );
});

test('what cannot be done is refused with a reason', async () => {
  const ada = await open();
  await expect(ada.ask('join', { channelId: 'nowhere' })).rejects.toThrow('channel.unknown');
  await expect(ada.ask('setVoice', { deafened: true })).rejects.toThrow('voice.notConnected');
  await expect(ada.ask('say', { channelId: channel('music'), content: ' ' })).rejects.toThrow(
    'request.invalid',
  );
  await expect(ada.ask('setFault', { id: 'no.such', value: true })).rejects.toThrow(
    'fault.unknown',
  );
  const options = { prompt: 'techno' };
  await expect(
    ada.ask('runCommand', { channelId: channel('music'), name: 'lyria play', options }),
  ).rejects.toThrow('command.unknown');
});

test("commands appear as the bot registers them, with the innermost subcommand's words", async () => {
  const ada = await open();
  expect(ada.welcome.commands).toEqual([]);
  const client = await logIn(sandbox);
  await client.application.commands.set([
    {
      name: 'lyria',
      description: 'Music',
      options: [
        {
          type: 1,
          name: 'play',
          description: 'Starts the music',
          options: [{ type: 3, name: 'prompt', description: 'What to play', required: true }],
        },
      ],
    },
  ]);
  const { commands } = await ada.event('commands', (event) => event.commands.length > 0);
  expect(commands).toEqual([
    {
      name: 'lyria play',
      description: 'Starts the music',
      options: [expect.objectContaining({ name: 'prompt', required: true, type: 3 })],
    },
  ]);
  await client.destroy();
});

test('an ephemeral answer reaches only the one who asked; a modal comes with the answer', async () => {
  const client = await logIn(sandbox);
  await client.application.commands.set([{ name: 'ask', description: 'Asks' }]);
  client.once('interactionCreate', async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply({ content: 'Psst', flags: 64 });
  });
  const ada = await open();
  const ben = await open();
  const run = { channelId: channel('music'), name: 'ask', options: {} };
  expect(await ada.ask('runCommand', run)).toMatchObject({ state: 'acknowledged', modal: null });
  const { message } = await ada.event('messageCreated');
  expect(message).toMatchObject({ content: 'Psst', ephemeral: true });
  expect(ben.frames.some(({ type }) => type === 'messageCreated')).toBe(false);
  await client.destroy();
});

test('switches set what they say, and every page sees it', async () => {
  const ada = await open();
  const ben = await open();
  await ada.ask('setFault', { id: 'lyria.stalled', value: true });
  const { faults } = await ben.event('faults');
  expect(faults.find(({ id }) => id === 'lyria.stalled')).toMatchObject({ value: true });
  // The group of the first one is open, and the page speaks of the plug.
  expect(faults[0]?.id).toBe('lyria.stalled');
  const begins = faults.filter(({ group }, at) => group !== faults[at - 1]?.group);
  expect(new Set(begins.map(({ group }) => group)).size).toBe(begins.length);
  await ada.ask('setFault', { id: 'gateway.refuseResumes', value: true });
  expect(sandbox.discord.gateway.refuseResumes).toBe(true);
  await expect(ada.ask('setFault', { id: 'voice.kick', value: true })).rejects.toThrow(
    'voice.notConnected',
  );
});

test('the workings tell of the past when they are opened, and nothing once closed', async () => {
  const ada = await open();
  await ada.ask('join', { channelId: channel('Lounge') });
  await ada.ask('openWorkings', { open: true });
  const { entries } = await ada.event('timeline');
  expect(entries.at(-1)).toMatchObject({
    lane: 'voice',
    title: 'Ada has joined',
    detail: 'Lounge',
  });
  const { status } = await ada.event('workings');
  expect(status).toMatchObject({ state: 'off', decks: [] });
  await ada.ask('openWorkings', { open: false });
  const seen = ada.frames.filter(({ type }) => type === 'timeline').length;
  await ada.ask('leave', {});
  await ada.event('voiceStates', ({ voiceStates }) => voiceStates.length === 0);
  expect(ada.frames.filter(({ type }) => type === 'timeline')).toHaveLength(seen);
});

test('a crowd comes, is known as one, and goes', async () => {
  const ada = await open();
  await ada.ask('join', { channelId: channel('Lounge') });
  await ada.ask('addListeners', { count: 3 });
  await ada.event('voiceStates', ({ voiceStates }) => voiceStates.length === 4);
  const { members } = await ada.event(
    'members',
    (event) => event.members.filter(({ taste, online }) => taste !== null && online).length === 3,
  );
  expect(members.filter(({ taste }) => taste !== null)).toHaveLength(3);
  const from = ada.frames.length;
  await ada.ask('removeListeners', {});
  await ada.event('voiceStates', ({ voiceStates }) => voiceStates.length === 1, from);
  // The next tab is a person, not one of the crowd.
  expect((await open()).welcome.me.name).toBe('Ben');
});

test('another site gets neither the page nor its sockets', async () => {
  const { pageUrl } = sandbox.announcement;
  const page = await fetch(pageUrl, { headers: { origin: 'http://evil.example' } });
  expect(page.status).toBe(403);
  for (const path of ['/live', '/sound?tab=x']) {
    const socket = new WebSocket(pageUrl.replace('http', 'ws') + path, {
      origin: 'http://evil.example',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  }
});
