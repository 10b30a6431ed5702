import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { type Clock, systemClock } from '#src/clock.ts';
import { FailureError } from '#src/failure.ts';
import type { LyriaEvent } from '#src/lyria/session.ts';
import { tell } from '#src/texts/texts.ts';
import { isClosed, KEY, KEY_BEGINS, LyriaRig } from '../support/lyria/LyriaRig.ts';
import { acceptByHand, completeSetup, frame, sendJson } from '../support/lyria/ScriptedServer.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const TEXT_FRAME = 0x1;
const CLOSE_FRAME = 0x8;

type Warning = Extract<LyriaEvent, { type: 'warning' }>;
const isStillHere = (event: LyriaEvent): event is Warning =>
  event.type === 'warning' && event.text === 'still here';

let rig: LyriaRig;
beforeEach(() => {
  rig = new LyriaRig();
});
afterEach(async () => {
  await rig.close();
  expect(rig.logged).not.toContain(KEY_BEGINS);
});

async function connected(clock: Clock = systemClock) {
  let far: WebSocket | undefined;
  const scripted = await rig.serve({
    onConnection: (socket) => {
      far = socket;
      completeSetup(socket);
    },
  });
  const { session, events } = await rig.open(scripted.url, { clock });
  if (far === undefined) throw new Error('No connection');
  return { session, events, far, scripted };
}

test('sends what it is told, one field a message, the configuration whole', async () => {
  const { session, scripted } = await connected();
  session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  session.setMusicGenerationConfig({ bpm: 120, muteDrums: true });
  session.play();
  session.pause();
  session.resetContext();
  await scripted.received.count(6);
  expect(scripted.received.items.slice(1)).toEqual([
    { clientContent: { weightedPrompts: [{ text: 'techno', weight: 1 }] } },
    { musicGenerationConfig: { bpm: 120, muteDrums: true } },
    { playbackControl: 'PLAY' },
    { playbackControl: 'PAUSE' },
    { playbackControl: 'RESET_CONTEXT' },
  ]);
  session.close();
});

test('refuses what is invalid before anything is sent', async () => {
  const { session, scripted } = await connected();
  expect(() => session.setWeightedPrompts([{ text: 'a', weight: 0 }])).toThrow(FailureError);
  expect(() => session.setMusicGenerationConfig({ bpm: 300 })).toThrow(/bpm .* 60 to 200/);
  session.play();
  await scripted.received.count(2);
  expect(scripted.received.items[1]).toEqual({ playbackControl: 'PLAY' });
  session.close();
});

test.each([
  [1007, `API key not valid: ${KEY}`, 'lyria.bad-key'],
  [1008, 'denied access', 'lyria.denied'],
  [1011, '', 'lyria.outage'],
  [1013, '', 'lyria.dropped'],
  [1000, '', 'lyria.dropped'],
  [4000, KEY, 'lyria.dropped'],
])('closed by the service with %i %s: %s', async (code, reason, expected) => {
  const { events, far, scripted } = await connected();
  far.close(code, reason);
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code: expected } });
  expect(JSON.stringify(closed)).not.toContain(KEY_BEGINS);
  await scripted.deserted();
});

test('closed with 1011 at 600 s: the session limit, to be followed at once', async () => {
  const clock = new VirtualClock();
  const { events, far } = await connected(clock);
  far.on('ping', () => sendJson(far, { warning: 'alive' }));
  for (let s = 0; s < 600; s += 5) {
    const before = events.items.length;
    await clock.advance(5_000);
    await events.count(before + 1);
  }
  far.close(1011);
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ failure: { code: 'lyria.session-limit', retry: 'now' } });
  expect(clock.pending).toBe(0);
});

test('cut off: dropped', async () => {
  const { events, far } = await connected();
  far.terminate();
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code: 'lyria.dropped' } });
});

test('a connection that has died without a word is noticed', async () => {
  const clock = new VirtualClock();
  const { events, far, scripted } = await connected(clock);
  // As a pulled cable does it: nothing comes back, not even a pong.
  far.pause();
  await clock.advance(25_000);
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code: 'lyria.dropped' } });
  expect(clock.pending).toBe(0);
  far.resume();
  await scripted.deserted();
});

test('closes within its time even when the other side does not answer', async () => {
  const clock = new VirtualClock();
  const { session, events, far, scripted } = await connected(clock);
  far.pause();
  const startMs = performance.now();
  session.close();
  session.close();
  await events.first('the end', isClosed);
  expect(performance.now() - startMs).toBeLessThan(3_000);
  expect(events.items).toEqual([{ type: 'closed', cause: { kind: 'requested' } }]);
  expect(clock.pending).toBe(0);
  far.resume();
  await scripted.deserted();
});

test('survives every kind of frame', async () => {
  const { session, events, far } = await connected();
  far.send('text that is no JSON');
  far.send(Buffer.from([0xff, 0xfe, 0x00]));
  far.send('');
  far.send('{"serverContent":{"audioChunks":[{"data":"!"}]}}');
  far.ping();
  far.send('{"warning":"as text"}');
  sendJson(far, { warning: `as binary, ${KEY}` });
  await events.count(2);
  expect(events.items).toEqual([
    { type: 'warning', text: 'as text' },
    { type: 'warning', text: 'as binary, [secret]' },
  ]);
  session.close();
  await events.first('the end', isClosed);
  expect(rig.logged).toContain('"malformed JSON":3');
});

test('a frame beyond all measure ends the session, not the program', async () => {
  const { events, far } = await connected();
  far.send(Buffer.alloc(5 * 1024 * 1024, 32));
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code: 'lyria.dropped' } });
});

test.each([
  ['bytes that are no WebSocket frame', Buffer.from([0xff, 0xff, 0xff, 0xff]), 'lyria.dropped'],
  ['a close code that does not exist', frame(CLOSE_FRAME, Buffer.from([0, 7])), 'lyria.dropped'],
  ['a masked frame', Buffer.from([0x81, 0x80, 1, 2, 3, 4]), 'lyria.dropped'],
  [
    'a goodbye that never lets go of the connection',
    frame(CLOSE_FRAME, Buffer.concat([Buffer.from([0x03, 0xf3]), Buffer.from('quota')])),
    'lyria.quota',
  ],
])('%s: ends the session, not the program', async (_what, bytes, code) => {
  let raw: Duplex | undefined;
  const scripted = await rig.serve({
    onUpgrade: (socket, request) => {
      raw = socket;
      acceptByHand(socket, request);
      socket.write(frame(TEXT_FRAME, '{"setupComplete":{}}'));
    },
  });
  const { events } = await rig.open(scripted.url);
  raw?.write(bytes);
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code } });
  await scripted.deserted();
});

test('delivers nothing more once it was told to close', async () => {
  const { session, events, far } = await connected();
  sendJson(far, { warning: 'one' });
  sendJson(far, { warning: 'two' });
  await events.count(1);
  session.close();
  const before = events.items.length;
  sendJson(far, { warning: 'three' });
  await events.first('the end', isClosed);
  expect(events.items.slice(before).map(({ type }) => type)).toEqual(['closed']);
});

test('survives whatever bytes and JSON come', async () => {
  const { session, events, far } = await connected();
  const payloads = fc.oneof(
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"serverContent":{"audioChunks":${json}}}`),
    fc.json().map((json) => `{"setupComplete":${json},"filteredPrompt":${json}}`),
  );
  for (const payload of fc.sample(payloads, 500)) far.send(payload);
  sendJson(far, { warning: 'still here' });
  await events.first('the last message', isStillHere);
  session.close();
  await events.first('the end', isClosed);
});

const chunk = (mimeType: string, data = Buffer.alloc(4_000, 1).toString('base64')) => ({
  serverContent: { audioChunks: [{ data, mimeType }] },
});
const GOOD = 'audio/l16;rate=48000;channels=2';

test.each([
  ['mp3', chunk('audio/mpeg'), 'audio/mpeg'],
  ['8 bits', chunk('audio/l8;rate=48000'), 'audio/l8;rate=48000'],
  ['no base64', chunk(GOOD, '***'), 'base64'],
  ['a name with the key in it', chunk(`audio/x-${KEY}`), '[secret]'],
])(
  'audio that cannot be played, %s: the session ends and says so',
  async (_what, message, named) => {
    const { events, far, scripted } = await connected();
    for (let i = 0; i < 3; i += 1) sendJson(far, message);
    const closed = await events.first('the end', isClosed);
    expect(closed.cause).toMatchObject({
      failure: {
        code: 'lyria.unplayable',
        operatorText: expect.stringContaining(named),
        memberText: tell('failure.lyria.unplayable'),
      },
    });
    expect(JSON.stringify(closed)).not.toContain(KEY_BEGINS);
    expect(rig.logged).not.toContain(KEY_BEGINS);
    await scripted.deserted();
  },
);

test('one chunk in two that cannot be played ends nothing', async () => {
  const { session, events, far } = await connected();
  for (let i = 0; i < 5; i += 1) {
    sendJson(far, chunk('audio/mpeg'));
    sendJson(far, chunk(GOOD));
  }
  await events.count(5);
  expect(events.items.map(({ type }) => type)).toEqual(Array(5).fill('audio'));
  session.close();
});

test('audio of another format comes as 48 kHz stereo, before the end that follows it', async () => {
  const { events, far } = await connected();
  sendJson(far, chunk('audio/l16;rate=24000;channels=1'));
  sendJson(far, chunk('audio/l16;rate=24000;channels=1'));
  far.close(1011, 'The service is currently unavailable.');
  await events.first('the end', isClosed);
  expect(events.items.map(({ type }) => type)).toEqual(['audio', 'audio', 'closed']);
  const pairs = events.items.reduce(
    (sum, event) => sum + (event.type === 'audio' ? event.chunk.pcm.length / 2 : 0),
    0,
  );
  // Two chunks of 2,000 samples at half the rate, less what the filter holds back.
  expect(pairs).toBeGreaterThan(2 * 4_000 - 200);
  expect(pairs).toBeLessThanOrEqual(2 * 4_000);
  expect(rig.logged).toContain('another audio format');
});
