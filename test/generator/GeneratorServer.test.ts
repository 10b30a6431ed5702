import { get } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#src/clock.ts';
import { Conditions } from '#src/generator/Conditions.ts';
import type { GeneratorMessage, GeneratorServer } from '#src/generator/contract.ts';
import { type GeneratorOptions, startGenerator } from '#src/generator/GeneratorServer.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaEvent } from '#src/lyria/session.ts';
import { createCountingSource } from '../support/generator/CountingSource.ts';
import { Inbox } from '../support/lyria/Inbox.ts';
import { failureOf, isClosed } from '../support/lyria/LyriaRig.ts';
import { settle, VirtualClock } from '../support/VirtualClock.ts';

type AudioEvent = Extract<LyriaEvent, { type: 'audio' }>;
const isAudio = (event: LyriaEvent): event is AudioEvent => event.type === 'audio';

let generator: GeneratorServer | undefined;
afterEach(async () => {
  await generator?.close();
  generator = undefined;
});

async function start(options: Partial<GeneratorOptions> = {}): Promise<GeneratorServer> {
  generator = await startGenerator({ createSource: createCountingSource, ...options });
  return generator;
}

function opening(url: string, apiKey?: string) {
  const events = new Inbox<LyriaEvent>();
  const open = lyriaConnector({
    url,
    ...(apiKey === undefined ? {} : { apiKey }),
    clock: systemClock,
    log: silentLog,
  });
  const { signal } = new AbortController();
  return { events, opened: open({ onEvent: events.push, signal }) };
}

async function connect(url: string) {
  const { events, opened } = opening(url);
  return { events, session: await opened };
}

/** A bare client, for what ours would never send. */
async function bare(url: string) {
  const socket = new WebSocket(url);
  const frames = new Inbox<{ readonly binary: boolean; readonly message: unknown }>();
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  socket.on('message', (data, binary) =>
    frames.push({ binary, message: JSON.parse(data.toString()) }),
  );
  socket.on('close', (code, reason) => closed.resolve({ code, reason: reason.toString() }));
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  const send = (...messages: unknown[]): void => {
    for (const message of messages) socket.send(JSON.stringify(message));
  };
  return { socket, frames, closed: closed.promise, send };
}

const SETUP = { setup: { model: 'models/lyria-realtime-exp' } };
const TECHNO = { clientContent: { weightedPrompts: [{ text: 'techno', weight: 1 }] } };

test('plays to our client: whole chunks, in order, with their source, and obeys', async () => {
  const seen: GeneratorMessage[] = [];
  const told: string[] = [];
  const { url } = await start({
    clock: new VirtualClock(),
    observer: {
      opened: (id) => told.push(`opened ${id}`),
      received: (_id, message) => seen.push(message),
      sent: (id, pcm) => told.push(`sent ${id} ${pcm.length} ${pcm[0]}`),
      closed: (id, code) => told.push(`closed ${id} ${code}`),
    },
  });
  const { session, events } = await connect(url);
  session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  session.setMusicGenerationConfig({ bpm: 128, muteBass: true });
  session.play();
  await events.count(2);
  const chunks = events.items.filter(isAudio).map(({ chunk }) => chunk);
  expect(chunks.map(({ pcm }) => [pcm.byteLength, pcm[0], pcm.at(-1)])).toEqual([
    [384_000, 0, 99],
    [384_000, 100, 199],
  ]);
  expect(chunks[0]?.source).toEqual({
    prompts: [{ text: 'techno', weight: 1 }],
    config: { bpm: 128, muteBass: true },
  });
  session.pause();
  session.resetContext();
  session.close();
  await events.first('the end', isClosed);
  await generator?.close();
  expect(seen).toEqual([
    { type: 'prompts', prompts: [{ text: 'techno', weight: 1 }] },
    { type: 'config', config: { bpm: 128, muteBass: true } },
    { type: 'playback', control: 'PLAY' },
    { type: 'playback', control: 'PAUSE' },
    { type: 'playback', control: 'RESET_CONTEXT' },
  ]);
  expect(told).toEqual(['opened 1', 'sent 1 192000 0', 'sent 1 192000 100', 'closed 1 1000']);
});

test('JSON in binary frames, set-up first, snake_case too, also without waiting', async () => {
  const { url } = await start({ clock: new VirtualClock() });
  const { socket, frames, send } = await bare(url);
  send(
    { setup: { model: 'models/lyria-realtime-exp' } },
    { client_content: { weighted_prompts: [{ text: 'techno', weight: 1 }] } },
    { music_generation_config: { bpm: '120', sample_rate_hz: 44_100 } },
    { playback_control: 'PLAY' },
  );
  await frames.count(4);
  expect(frames.items.every(({ binary }) => binary)).toBe(true);
  const [setup, warning, chunk] = frames.items.map(({ message }) => message);
  expect(setup).toEqual({ setupComplete: {} });
  expect(warning).toEqual({ warning: 'Unknown field "sampleRateHz" was ignored.' });
  expect(chunk).toMatchObject({
    serverContent: {
      audioChunks: [
        {
          mimeType: 'audio/l16;rate=48000;channels=2',
          sourceMetadata: {
            clientContent: { weightedPrompts: [{ text: 'techno', weight: 1 }] },
            musicGenerationConfig: { bpm: 120 },
          },
        },
      ],
    },
  });
  socket.close();
});

test.each<[string, readonly unknown[]]>([
  ['anything before set-up', [TECHNO]],
  ['a second set-up', [SETUP, SETUP]],
  ['two fields at once', [{ ...SETUP, ...TECHNO }]],
  ['a weight of 0', [SETUP, { clientContent: { weightedPrompts: [{ text: 'a', weight: 0 }] } }]],
  ['a value out of range', [SETUP, { musicGenerationConfig: { density: 2 } }]],
])('%s: closed with 1007', async (_what, messages) => {
  const { url } = await start();
  const { closed, send } = await bare(url);
  send(...messages);
  const { code, reason } = await closed;
  expect(code).toBe(1007);
  expect(reason).toContain('invalid argument');
});

test('text that is no JSON: closed with 1007', async () => {
  const { url } = await start();
  const { closed, socket } = await bare(url);
  socket.send('{');
  expect((await closed).code).toBe(1007);
});

test('a refused prompt is reported for every message and left out of the mix', async () => {
  const { url } = await start({ clock: new VirtualClock(), blockedWords: ['gore'] });
  const { session, events } = await connect(url);
  const mix = [
    { text: 'gore', weight: 1 },
    { text: 'techno', weight: 0.5 },
  ];
  session.setWeightedPrompts([{ text: 'gore', weight: 1 }]);
  session.play();
  session.setWeightedPrompts(mix);
  session.setWeightedPrompts(mix);
  const audio = await events.first('audio', isAudio);
  expect(audio.chunk.source?.prompts).toEqual([{ text: 'techno', weight: 0.5 }]);
  const filtered = events.items.filter(({ type }) => type === 'filteredPrompt');
  expect(filtered).toHaveLength(3);
  expect(filtered[0]).toMatchObject({ text: 'gore' });
  session.close();
});

test('asks for its key, where it has one, with the words of Google', async () => {
  const { url } = await start({ requiredKey: 'the-key' });
  expect((await failureOf(opening(url, 'another-key').opened)).code).toBe('lyria.bad-key');
  expect((await failureOf(opening(url).opened)).code).toBe('lyria.bad-key');
  const session = await opening(url, 'the-key').opened;
  session.close();
});

test('anything but the endpoint is not found', async () => {
  const { url } = await start();
  const elsewhere = url.replace('Music', 'Content');
  const failure = await failureOf(opening(elsewhere).opened);
  expect(failure).toMatchObject({ code: 'lyria.rejected' });
  expect(failure.operatorText).toContain('404');
  const status = await new Promise((resolve) => {
    get(url.replace('ws:', 'http:'), (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(404);
});

test('ends a session at its limit with 1011', async () => {
  const clock = new VirtualClock();
  const { url } = await start({ clock });
  const { session, events } = await connect(url);
  session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  session.play();
  await events.first('audio', isAudio);
  await clock.advance(599_999);
  expect(events.items.some(isClosed)).toBe(false);
  await clock.advance(1);
  // Our client's own clock is real, so it cannot know that 600 s have passed.
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ failure: { code: 'lyria.outage' } });
  expect(clock.pending).toBe(0);
});

test('a stall holds the music back until it ends', async () => {
  const conditions = new Conditions();
  const { url } = await start({ clock: new VirtualClock(), conditions });
  conditions.set({ stalled: true });
  const { session, events } = await connect(url);
  session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  session.play();
  session.setWeightedPrompts([{ text: 'gore', weight: 1 }]);
  await events.first('the report, which comes after PLAY', (event): event is LyriaEvent => {
    return event.type === 'filteredPrompt';
  });
  await settle();
  expect(events.items.some(isAudio)).toBe(false);
  conditions.set({ stalled: false });
  await events.first('audio', isAudio);
  session.close();
});

test('sends a client that does not read no more than it can hold, and nobody else waits', async () => {
  const sent = new Map<number, number>();
  const { url } = await start({
    // As fast as can be, so that only the client's reading holds it back.
    leadMs: Number.MAX_SAFE_INTEGER,
    observer: { sent: (id) => sent.set(id, (sent.get(id) ?? 0) + 1) },
  });
  const slow = await bare(url);
  slow.send(SETUP);
  await slow.frames.count(1);
  slow.socket.pause();
  slow.send(TECHNO, { playbackControl: 'PLAY' });
  const quick = await connect(url);
  quick.session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  quick.session.play();
  await quick.events.count(60);
  const stuckAt = sent.get(1);
  await quick.events.count(80);
  expect(sent.get(1)).toBe(stuckAt);
  // It goes on where it was held once the client reads.
  slow.socket.resume();
  await slow.frames.count((stuckAt ?? 0) + 5);
  slow.socket.terminate();
  quick.session.close();
  await quick.events.first('the end', isClosed);
});

test('closing ends every session and leaves nothing behind', async () => {
  const clock = new VirtualClock();
  const running = await start({ clock });
  const clients = await Promise.all([connect(running.url), connect(running.url)]);
  for (const { session } of clients) {
    session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
    session.play();
  }
  await clients[0].events.first('audio', isAudio);
  const deaf = await bare(running.url);
  deaf.socket.pause();
  await running.close();
  generator = undefined;
  for (const { events } of clients) {
    const closed = await events.first('the end', isClosed);
    expect(closed.cause).toMatchObject({ failure: { code: 'lyria.dropped' } });
  }
  expect(clock.pending).toBe(0);
  expect((await failureOf(opening(running.url).opened)).code).toBe('lyria.unreachable');
  deaf.socket.terminate();
});
