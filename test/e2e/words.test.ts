import { describe, expect, onTestFinished, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '../support/events.ts';
import { GeminiServer } from '../support/gemini/GeminiServer.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import { heardFor, type Stage, startStage, waitForEvent } from './support/Stage.ts';

/** As long as Google's keys are, and none. */
const KEY = 'AIzaSyD-a-key-that-nobody-may-read-0123';
const WORDS = 'rainy lo-fi with soft piano for a night drive';
const READ = {
  about: 'music',
  way: 'fresh',
  title: 'Night rain',
  prompts: [
    { text: 'Trip Hop', weight: 1 },
    { text: 'Rhodes Piano', weight: 1 },
  ],
  controls: { brightness: 0.3, density: 0.4 },
};
/** The fade in is over by then. */
const LISTEN_S = 1;
const AUDIBLE = 16;
const SAMPLES_PER_PACKET = 960 * 2;
const SAMPLES_PER_S = 48_000 * 2;
const FADE_IN_S = 0.5;
/** What a start takes from one run to the next on a busy machine; a wait for Gemini takes 8 s. */
const MOST_DIFFERENCE_MS = 1_500;

async function stageWith(server?: GeminiServer): Promise<Stage> {
  const environment =
    server === undefined ? {} : { GEMINI_API_KEY: KEY, GEMINI_BASE_URL: server.url };
  const stage = await startStage(environment);
  onTestFinished(() => stage.close());
  await stage.control.join('Ada', 'Lounge');
  return stage;
}

/** From the command to the first audible packet at the listener, both by the sandbox's clock. */
async function firstSoundMs(control: ControlClient): Promise<number> {
  const after = (await control.overview()).lastEvent;
  await control.type('Ada', `/lyria play ${WORDS}`);
  const { atMs } = await waitForEvent(control, { after, types: ['interactionCreated'] });
  const { packets, pcm } = await heardFor(control, 'Ada', LISTEN_S);
  const first = pcm.findIndex((sample) => Math.abs(sample) > AUDIBLE);
  const heardAtMs = packets[Math.floor(first / SAMPLES_PER_PACKET)]?.arrivedAtMs;
  if (heardAtMs === undefined) throw new Error('Nothing was heard');
  return heardAtMs - atMs;
}

/** What the generator was told last. */
async function toldLyria(control: ControlClient) {
  const open = (await control.lyriaSessions()).findLast(({ closed }) => closed === null);
  if (open === undefined) return { texts: [], config: {} };
  const { messages } = await control.lyriaSession(open.id);
  const mixes = messages.flatMap(({ message }) =>
    message.type === 'prompts' ? [message.prompts.map(({ text }) => text)] : [],
  );
  const configs = messages.flatMap(({ message }) =>
    message.type === 'config' ? [message.config] : [],
  );
  return { texts: mixes.at(-1) ?? [], config: configs.at(-1) ?? {} };
}

async function untilTold(
  control: ControlClient,
  what: string,
  is: (told: Awaited<ReturnType<typeof toldLyria>>) => boolean,
): Promise<void> {
  let after = (await control.overview()).lastEvent;
  await until(
    what,
    async () => (is(await toldLyria(control)) ? true : undefined),
    async () => {
      ({ last: after } = await control.events(after, { types: ['lyriaReceived'], waitMs: 1_000 }));
    },
  );
}

describe('/lyria play in plain words, with Gemini stood in for', () => {
  test('the first sound comes as soon when Gemini is slow or dead as without it', async () => {
    const without = await stageWith();
    const withoutMs = await firstSoundMs(without.control);
    await without.close();

    const slow = await GeminiServer.start();
    const withSlow = await stageWith(slow);
    const slowMs = await firstSoundMs(withSlow.control);
    expect(slow.requests).toHaveLength(1);
    expect(slow.abandoned).toBe(0);
    await withSlow.close();

    const dead = await GeminiServer.start();
    await dead.close();
    const withDead = await stageWith(dead);
    const deadMs = await firstSoundMs(withDead.control);

    const told = `without ${Math.round(withoutMs)} ms, slow ${Math.round(slowMs)} ms, dead ${Math.round(deadMs)} ms`;
    process.stdout.write(`First sound: ${told}\n`);
    expect(slowMs - withoutMs, told).toBeLessThan(MOST_DIFFERENCE_MS);
    expect(deadMs - withoutMs, told).toBeLessThan(MOST_DIFFERENCE_MS);
  });

  test('music begins with the plain words, moves to the reading, and a wish refines it', async () => {
    const server = await GeminiServer.start();
    const held = Promise.withResolvers<void>();
    server.manner = { kind: 'held', until: held.promise, value: READ };
    const { control, bot } = await stageWith(server);
    await firstSoundMs(control);
    expect((await toldLyria(control)).texts[0]).toBe('Lo-Fi Hip Hop');

    held.resolve();
    await untilTold(control, 'the reading', ({ texts, config }) => {
      const isMoved = texts.length === 2 && texts.includes('Trip Hop');
      return isMoved && config['density'] === 0.4 && config['brightness'] === 0.3;
    });

    server.answers({ ...READ, way: 'relative', controls: { brightness: 0.7 } });
    await control.type('Ada', '/lyria play a bit brighter');
    await untilTold(control, 'the wish', ({ config }) => config['brightness'] === 0.7);
    // What was not spoken of stays.
    expect((await toldLyria(control)).config).toMatchObject({ density: 0.4 });

    const { packets, pcm } = await heardFor(control, 'Ada', 12);
    expect(reportPackets(packets)).toMatchObject({ missing: 0, repeated: 0, wrongTimestamps: 0 });
    const begin = pcm.findIndex((sample) => Math.abs(sample) > AUDIBLE);
    const music = pcm.subarray(begin - (begin % 2) + FADE_IN_S * SAMPLES_PER_S);
    expect(longestSilenceMs(music)).toBeLessThan(20);
    expect(bot.output).not.toContain('AIza');
  });
});
