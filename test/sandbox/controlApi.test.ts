import { request } from 'node:http';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeWav } from '#src/audio/wav.ts';
import type { GeneratorObserver } from '#src/generator/contract.ts';
import { silentLog } from '#src/log.ts';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { control } from './support/control.ts';
import { FakeVoiceServer } from './support/FakeVoiceServer.ts';
import { logIn } from './support/sandbox.ts';

let sandbox: Sandbox;
let bot: Client<true>;
let generator: GeneratorObserver;

beforeAll(async () => {
  sandbox = await startSandbox({
    log: silentLog,
    voice: new FakeVoiceServer(),
    startLyria: async (observer) => {
      generator = observer;
      return { url: 'ws://127.0.0.1:1', close: async () => {} };
    },
  });
  bot = await logIn(sandbox);
  await bot.application.commands.set([
    {
      name: 'lyria',
      description: 'Music',
      options: [
        {
          type: 1,
          name: 'play',
          description: 'Plays',
          options: [
            { type: 3, name: 'prompt', description: 'What', required: true, autocomplete: true },
          ],
        },
      ],
    },
  ]);
  bot.on(Events.InteractionCreate, (interaction) => void act(interaction));
});
afterAll(async () => {
  await bot.destroy();
  await sandbox.close();
});

async function act(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    await interaction.respond([{ name: 'Techno', value: 'techno' }]);
  } else if (interaction.isChatInputCommand()) {
    const up = new ButtonBuilder().setCustomId('up').setLabel('Up').setStyle(ButtonStyle.Primary);
    await interaction.deferReply();
    await interaction.editReply({
      content: `Playing ${interaction.options.getString('prompt')}`,
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(up)],
    });
  } else if (interaction.isButton()) {
    await interaction.reply({ content: 'Counted', flags: MessageFlags.Ephemeral });
  }
}

const call = (method: string, path: string, body?: unknown) => control(sandbox, method, path, body);

test('the announcement is what it says', () => {
  expect(sandboxAnnouncement.parse(sandbox.announcement)).toEqual(sandbox.announcement);
});

describe('people', () => {
  test('are listed, added, join and leave', async () => {
    expect((await call('GET', '/people')).body).toMatchObject(
      ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => ({ name, voice: null })),
    );
    expect(await call('POST', '/people', { name: 'Eve' })).toMatchObject({ status: 201 });
    expect(await call('POST', '/people', { name: 'eve' })).toMatchObject({
      status: 409,
      body: { error: { code: 'person.exists' } },
    });
    const joined = await call('PUT', '/people/eve/voice', { channel: 'Lounge' });
    expect(joined.body).toMatchObject({ voice: { channel: 'Lounge', selfDeaf: false } });
    const deafened = await call('PATCH', '/people/Eve/voice', { deafened: true });
    expect(deafened.body).toMatchObject({ voice: { selfDeaf: true } });
    expect((await call('DELETE', '/people/eve/voice')).body).toMatchObject({ voice: null });
  });

  test('run commands, wait for the response, and press its buttons', async () => {
    const typed = await call('POST', '/people/ada/commands', {
      line: '/lyria play techno',
      wait: 'response',
    });
    expect(typed.body).toMatchObject({
      type: 'command',
      person: 'Ada',
      command: 'lyria play',
      state: 'acknowledged',
      answer: 'deferredReply',
      response: { content: 'Playing techno', thinking: false, ephemeral: false },
    });
    const { id, acknowledgedAfterMs, responseMessageId } = Object(typed.body);
    expect(acknowledgedAfterMs).toBeGreaterThan(0);
    expect((await call('GET', `/interactions/${id}`)).body).toMatchObject({ id, person: 'Ada' });

    const press = { message: responseMessageId, customId: 'up' };
    expect((await call('POST', '/people/ben/press', press)).body).toMatchObject({
      answer: 'reply',
      response: { content: 'Counted', ephemeral: true },
    });
    const contents = async (person: string) =>
      Object(await call('GET', `/people/${person}/messages`))
        .body.map(({ content }: { content: string }) => content)
        .slice(-2);
    expect(await contents('ben')).toEqual(['Playing techno', 'Counted']);
    expect(await contents('ada')).toEqual(['Playing techno']);
  });

  test('get suggestions', async () => {
    const asked = await call('POST', '/people/ada/autocomplete', {
      command: 'lyria play',
      focused: 'prompt',
      options: { prompt: 'te' },
    });
    expect(asked.body).toMatchObject({ choices: [{ name: 'Techno', value: 'techno' }] });
  });

  test.each([
    ['POST', '/people/ada/commands', { line: '/nothing' }, 404, 'command.unknown'],
    ['POST', '/people/ada/commands', { command: 'lyria play' }, 409, 'option.missing'],
    ['POST', '/people/ada/commands', {}, 400, 'request.invalid'],
    ['GET', '/people/zoe', undefined, 404, 'person.unknown'],
    ['PUT', '/people/ada/voice', { channel: 'music' }, 409, 'voice.notVoiceChannel'],
    ['POST', '/people/ada/press', { message: '1', customId: 'a' }, 404, 'message.unknown'],
    ['GET', '/nowhere', undefined, 404, 'request.notFound'],
    ['PATCH', '/channels/music', { bitrate: 'loud' }, 400, 'request.invalid'],
    ['PATCH', '/roles/@everyone', { add: ['Fly'] }, 400, 'request.invalid'],
    ['POST', '/members/ben/disconnect', {}, 409, 'voice.notConnected'],
  ])('%s %s is refused with %i', async (method, path, body, status, code) => {
    expect(await call(method, path, body)).toMatchObject({ status, body: { error: { code } } });
  });
});

describe('events', () => {
  test('are waited for', async () => {
    const last = sandbox.events.last;
    const waiting = call('GET', `/events?after=${last}&types=voiceStateChanged&wait=10000`);
    sandbox.people.get('Dan').join('Studio');
    sandbox.people.get('Dan').leave();
    expect((await waiting).body).toMatchObject({
      events: [
        { type: 'voiceStateChanged', data: { user: 'Dan', after: { channel: 'Studio' } } },
        {},
      ],
    });
    const none = await call('GET', `/events?after=${sandbox.events.last}&wait=1`);
    expect(none.body).toEqual({ events: [], last: sandbox.events.last });
  });

  test('come as a stream', async () => {
    const controller = new AbortController();
    const response = await fetch(
      `${sandbox.announcement.controlUrl}/events/stream?types=messageCreated`,
      { signal: controller.signal },
    );
    sandbox.people.get('Dan').say('music', 'hello');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    expect(JSON.parse(first?.value ?? '')).toMatchObject({
      type: 'messageCreated',
      data: { message: { content: 'hello' } },
    });
    controller.abort();
  });

  test('never hold a token', async () => {
    const { body } = await call('GET', '/events');
    const text = JSON.stringify(body);
    expect(text).not.toContain(sandbox.announcement.discordToken);
    for (const { token } of sandbox.discord.interactions.all()) {
      expect(text).not.toContain(token);
    }
  });
});

test('what the generator was told and played is kept', async () => {
  const prompts = [{ text: 'techno', weight: 1 }];
  generator.opened?.(7, 1);
  generator.received?.(7, { type: 'prompts', prompts }, 2);
  generator.sent?.(7, Int16Array.of(1, 2, 3, 4), 3);
  generator.sent?.(7, Int16Array.of(5, 6), 4);
  generator.closed?.(7, 1000, 5);
  expect((await call('GET', '/lyria/sessions/7')).body).toMatchObject({
    id: 7,
    closed: { code: 1000, atMs: 5 },
    messages: [{ atMs: 2, message: { type: 'prompts', prompts } }],
    kept: { firstFrame: 0, chunks: [{ frames: 2 }, { firstFrame: 2, frames: 1 }] },
  });
  const wav = await fetch(`${sandbox.announcement.controlUrl}/lyria/sessions/7/audio.wav`);
  expect([...decodeWav(Buffer.from(await wav.arrayBuffer())).pcm]).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([{ host: 'evil.example' }, { origin: 'https://evil.example' }, { origin: 'null' }])(
  'a foreign page is refused: %o',
  async (headers) => {
    const { port } = new URL(sandbox.announcement.controlUrl);
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  },
);
