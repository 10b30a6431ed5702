import { MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { GeminiInterpreter } from '#src/words/GeminiInterpreter.ts';
import { Words } from '#src/words/Words.ts';
import { type BotInSandbox, startBot } from '#test/support/bot/botInSandbox.ts';
import { GeminiServer } from '#test/support/gemini/GeminiServer.ts';

const KEY = 'AIzaSyD-a-key-that-nobody-may-read-0123';
const WORDS = 'rainy lo-fi with soft piano for a night drive';
const READ = {
  about: 'music',
  way: 'fresh',
  title: 'Night rain',
  prompts: [
    { text: 'Trip Hop', weight: 1 },
    { text: 'Rhodes Piano', weight: 0.5 },
  ],
  controls: { bpm: 84 },
};

interface Rig extends BotInSandbox {
  readonly server: GeminiServer;
  /** All that a person has been told in private. */
  whispers(person: string): string;
}

async function rig(): Promise<Rig> {
  const server = await GeminiServer.start();
  const model = new GeminiInterpreter({ apiKey: KEY, clock: systemClock, baseUrl: server.url });
  const bot = await startBot({ words: new Words({ model, log: silentLog }) });
  bot.sandbox.people.get('Ada').join('Lounge');
  const whispers = (person: string): string =>
    bot.sandbox.people
      .get(person)
      .messages('music')
      .filter(({ flags }) => (flags & MessageFlags.Ephemeral) !== 0)
      .map(({ content }) => content)
      .join('\n');
  return { ...bot, server, whispers };
}

test('music begins before Gemini answers, and moves to its reading', async () => {
  const { server, media, type, until, whispers } = await rig();
  const held = Promise.withResolvers<void>();
  server.manner = { kind: 'held', until: held.promise, value: READ };
  await type('Ada', `/lyria play ${WORDS}`);
  const start = await media.next('start');
  expect(start.prompts[0]?.text).toBe('Lo-Fi Hip Hop');
  await server.request(1);
  media.plays();
  held.resolve();
  const moved = await media.next('setConfig');
  expect(moved.config).toEqual({ bpm: 84 });
  const ramp = await media.next('setMix');
  expect(ramp.prompts.map(({ text }) => text)).toContain('Trip Hop');
  await until('the reading', () => (whispers('Ada').includes('Night rain') ? true : undefined));
  expect(whispers('Ada')).toContain('Gemini');
});

test('only words and the mix are sent', async () => {
  const { server, media, type, guildId, channelId, botId } = await rig();
  server.answers(READ);
  await type('Ada', `/lyria play ${WORDS} <@${botId}>`);
  await media.next('start');
  const { question, body } = await server.request(1);
  expect(question).toEqual({ request: WORDS, playing: null });
  for (const id of [guildId, channelId('Lounge'), botId, 'Ada', 'Lounge', 'Lyrebird']) {
    expect(body).not.toContain(id);
  }
});

test('a refusal that took time is private, and nothing has started', async () => {
  const { sandbox, server, media, type, until, whispers } = await rig();
  server.answers({ ...READ, about: 'not-music', prompts: [] });
  await type('Ada', "/lyria play what's the capital of Peru?");
  await until('the refusal', () =>
    whispers('Ada').includes('only know about music') ? true : undefined,
  );
  expect(media.of('start')).toEqual([]);
  // Nobody goes on reading that the bot is thinking.
  expect(sandbox.people.get('Ada').messages('music')).toHaveLength(1);
});

test.each([
  { what: 'a bad key', manner: { kind: 'status', status: 403 } },
  { what: 'a used-up quota', manner: { kind: 'status', status: 429 } },
  { what: "the filter's refusal", manner: { kind: 'blocked' } },
] as const)('after $what the member is told who read the words', async ({ manner }) => {
  const { server, media, type, until, whispers, answerTo } = await rig();
  server.manner = manner;
  await type('Ada', `/lyria play ${WORDS}`);
  await media.next('start');
  media.plays();
  await until('the answer', () => (whispers('Ada').includes('word list') ? true : undefined));
  expect(whispers('Ada')).toContain('Gemini could not be asked');
  expect(whispers('Ada')).not.toContain('AIza');
  const changed = await type('Ada', '/lyria play a bit brighter');
  await until('the change', () =>
    answerTo('Ada', changed).includes('Gemini could not be asked') ? true : undefined,
  );
});

test('music that Gemini finds none in goes on, and the member is told so', async () => {
  const { server, media, type, until, whispers } = await rig();
  server.answers({ ...READ, about: 'not-music', prompts: [] });
  await type('Ada', `/lyria play ${WORDS}`);
  await media.next('start');
  media.plays();
  await until('the answer', () => (whispers('Ada').includes('word list') ? true : undefined));
  expect(whispers('Ada')).toContain('Gemini found no music');
  expect(media.of('setMix')).toEqual([]);
});

test('music that begins goes on when Gemini is dead', async () => {
  const { server, media, type, until, whispers } = await rig();
  server.manner = { kind: 'hang-up' };
  await type('Ada', `/lyria play ${WORDS}`);
  await media.next('start');
  media.plays();
  await until('the answer', () => (whispers('Ada').includes('word list') ? true : undefined));
  expect(whispers('Ada')).not.toContain('AIza');
  expect(media.of('setConfig')).toEqual([]);
});

test('a relative wish changes what plays', async () => {
  const { server, media, type, answerTo, until } = await rig();
  server.answers(READ);
  await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  server.answers({
    ...READ,
    way: 'relative',
    prompts: [{ text: 'techno', weight: 1 }],
    controls: { brightness: 0.8 },
  });
  const changed = await type('Ada', '/lyria play a bit brighter');
  expect((await media.next('setConfig')).config).toEqual({ brightness: 0.8 });
  await until('the answer', () =>
    answerTo('Ada', changed).includes('is changing') ? true : undefined,
  );
  expect(server.requests[0]?.question).toMatchObject({
    playing: { prompts: [{ text: 'techno', weight: 1 }], controls: {} },
  });
});
