import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaEvent, LyriaSession } from '#src/lyria/session.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { LyriaEnding } from '#src/sandbox/client/LyriaFaultsClient.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { clicksIn } from '../support/clicks.ts';
import { Inbox } from '../support/lyria/Inbox.ts';
import { failureOf, isClosed } from '../support/lyria/LyriaRig.ts';
import { FakeVoiceServer } from './support/FakeVoiceServer.ts';

type AudioEvent = Extract<LyriaEvent, { type: 'audio' }>;
const isAudio = (event: LyriaEvent): event is AudioEvent => event.type === 'audio';
type FilteredEvent = Extract<LyriaEvent, { type: 'filteredPrompt' }>;
const isFiltered = (event: LyriaEvent): event is FilteredEvent => event.type === 'filteredPrompt';

const CHUNK_PAIRS = 96_000;

let sandbox: Sandbox;
let control: ControlClient;
const sessions: LyriaSession[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ log: silentLog, voice: new FakeVoiceServer() });
  control = new ControlClient(sandbox.announcement.controlUrl);
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await control.lyriaFaults.clear();
});
afterAll(() => sandbox?.close());

function opening() {
  const events = new Inbox<LyriaEvent>();
  const open = lyriaConnector({
    url: sandbox.announcement.lyriaUrl,
    apiKey: 'a-key',
    clock: systemClock,
    log: silentLog,
  });
  const { signal } = new AbortController();
  return { events, opened: open({ onEvent: events.push, signal }) };
}

async function connect() {
  const { events, opened } = opening();
  const session = await opened;
  sessions.push(session);
  return { events, session };
}

async function playing(prompt = 'techno') {
  const { events, session } = await connect();
  session.setWeightedPrompts([{ text: prompt, weight: 1 }]);
  session.play();
  return { events, session };
}

describe('refused starts', () => {
  test.each([
    [{ status: 401 }, 'lyria.bad-key', 'never'],
    [{ status: 403 }, 'lyria.denied', 'never'],
    [{ status: 429 }, 'lyria.quota', 'later'],
    [{ status: 503 }, 'lyria.outage', 'soon'],
    [
      { status: 400, text: 'API key not valid. Please pass a valid API key.' },
      'lyria.bad-key',
      'never',
    ],
    [{ closeCode: 1011, reason: 'Resource has been exhausted (quota)' }, 'lyria.quota', 'later'],
    [{ closeCode: 1007, reason: 'API key not valid.' }, 'lyria.bad-key', 'never'],
    [{ closeCode: 1007, reason: 'User location is not supported' }, 'lyria.region', 'never'],
    [{ closeCode: 1008, reason: 'Your project was denied access' }, 'lyria.denied', 'never'],
    [{ closeCode: 1011, reason: 'currently unavailable' }, 'lyria.outage', 'soon'],
    [{ closeCode: 1013 }, 'lyria.dropped', 'soon'],
    [{}, 'lyria.unreachable', 'soon'],
  ] as const)('%o: %s', async (how, code, retry) => {
    await control.lyriaFaults.refuseStarts(how);
    expect(await failureOf(opening().opened)).toMatchObject({ code, retry });
  });

  test('as often as asked, each attempt counted', async () => {
    const before = (await control.lyriaFaults.attempts()).length;
    await control.lyriaFaults.refuseStarts({ status: 429, text: 'quota' }, 2);
    await failureOf(opening().opened);
    await failureOf(opening().opened);
    await connect();
    const refusal = { kind: 'status', status: 429, text: 'quota' };
    expect((await control.lyriaFaults.attempts()).slice(before)).toMatchObject([
      { refusal },
      { refusal },
      { refusal: null },
    ]);
    await control.lyriaFaults.refuseStarts({ status: 503 });
    await control.lyriaFaults.admitStarts();
    await connect();
  });
});

describe('sessions that run', () => {
  test.each<[string, LyriaEnding, string]>([
    ['1011', { closeCode: 1011 }, 'lyria.outage'],
    ['1008 for the quota', { closeCode: 1008, reason: 'quota exceeded' }, 'lyria.quota'],
    ['a TCP reset', {}, 'lyria.dropped'],
  ])('%s ends them, or one of them', async (_what, how, code) => {
    const one = await connect();
    const other = await connect();
    const open = (await control.lyriaSessions()).filter(({ closed }) => closed === null);
    await control.lyriaFaults.drop({ ...how, session: open.at(-1)?.id ?? 0 });
    const closed = await other.events.first('the end', isClosed);
    expect(closed.cause).toMatchObject({ kind: 'failed', failure: { code } });
    expect(one.events.items.some(isClosed)).toBe(false);
    await control.lyriaFaults.drop(how);
    await one.events.first('the end', isClosed);
    expect((await control.lyriaSessions()).every((session) => session.closed !== null)).toBe(true);
  });

  test('a session that is not open cannot be dropped', async () => {
    await expect(control.lyriaFaults.drop({ session: 9_999 })).rejects.toThrow('not open');
  });

  test('a shorter limit ends those that run, too', async () => {
    const { events } = await connect();
    await control.lyriaFaults.set({ sessionLimitSeconds: 0.05 });
    await events.first('the end', isClosed);
    const { events: later } = await connect();
    await later.first('the end', isClosed);
  });

  test('an outage ends them, refuses starts, and is over', async () => {
    const { events } = await connect();
    await control.lyriaFaults.outage(0.3);
    const closed = await events.first('the end', isClosed);
    expect(closed.cause).toMatchObject({ failure: { code: 'lyria.outage' } });
    expect(await failureOf(opening().opened)).toMatchObject({ code: 'lyria.outage' });
    await expect
      .poll(async () => (await control.lyriaFaults.conditions()).refusal, { timeout: 5_000 })
      .toBeNull();
    await connect();
  });

  test('a stall holds audio back, and is over', async () => {
    await control.lyriaFaults.stall(0.3);
    expect((await control.lyriaFaults.conditions()).stalled).toBe(true);
    const startedAtMs = performance.now();
    const { events } = await playing();
    await events.first('audio', isAudio);
    expect(performance.now() - startedAtMs).toBeGreaterThan(200);
    expect((await control.lyriaFaults.conditions()).stalled).toBe(false);
  });

  test('first audio takes its time', async () => {
    await control.lyriaFaults.set({ firstAudioSeconds: 0.4 });
    const startedAtMs = performance.now();
    const { events } = await playing();
    await events.first('audio', isAudio);
    expect(performance.now() - startedAtMs).toBeGreaterThan(380);
  });

  test('filtered prompts bring no audio: by their words, or started too soon', async () => {
    await control.lyriaFaults.set({ filteredWords: ['techno'] });
    const { events, session } = await playing('Minimal Techno');
    expect(await events.first('the report', isFiltered)).toMatchObject({ text: 'Minimal Techno' });
    session.setWeightedPrompts([{ text: 'jazz', weight: 1 }]);
    await events.first('audio', isAudio);
    await control.lyriaFaults.set({ filteredWords: [], startSpacingSeconds: 60 });
    const soon = await playing('jazz');
    await soon.events.first('the report', isFiltered);
    expect(soon.events.items.some(isAudio)).toBe(false);
  });
});

describe('odd chunks', () => {
  const take = async (pairs: number): Promise<AudioEvent[]> => {
    const { events, session } = await playing();
    const taken = (): AudioEvent[] => events.items.filter(isAudio);
    const sum = (): number => taken().reduce((all, { chunk }) => all + chunk.pcm.length / 2, 0);
    await expect.poll(sum, { timeout: 10_000 }).toBeGreaterThanOrEqual(pairs);
    session.close();
    return taken();
  };

  test.each([
    ['short ones', { pieceMs: 37 }],
    ['several in a message', { pieceMs: 500, together: true }],
    ['bytes too many', { pieceMs: 500, strayBytes: 3 }],
    ['another format between them', { foreign: true }],
    ['empty ones between them', { empty: true }],
    ['base64 in lines', { base64: 'lines' }],
    ['base64 for URLs', { base64: 'url' }],
    ['named in another way', { mimeType: 'AUDIO/PCM; channels="2"; Rate=48000' }],
    ['all at once', { pieceMs: 70, together: true, strayBytes: 1, foreign: true, empty: true }],
  ] as const)('%s: the same music, whole', async (_what, chunks) => {
    await control.lyriaFaults.set({ chunks });
    const audio = await take(CHUNK_PAIRS);
    const pieces = audio.map(({ chunk }) => chunk.pcm);
    const pcm = Int16Array.from(pieces.flatMap((piece) => [...piece]));
    expect(pcm.length / 2 / CHUNK_PAIRS).toBe(Math.round(pcm.length / 2 / CHUNK_PAIRS));
    expect(clicksIn(pcm)).toEqual([]);
    const pieceMs = 'pieceMs' in chunks ? chunks.pieceMs : 2_000;
    expect(pieces[0]?.length).toBe(pieceMs * 96);
    const sessions = await control.lyriaSessions();
    const sent = await control.lyriaPcm(sessions.at(-1)?.id ?? 0);
    expect(
      Buffer.compare(Buffer.from(pcm.buffer), Buffer.from(sent.buffer).subarray(0, pcm.byteLength)),
    ).toBe(0);
  });
});

test.each([
  [24_000, 1],
  [44_100, 2],
  [48_000, 1],
] as const)('audio at %i Hz on %i channels is the same music, as loud', async (rate, channels) => {
  await control.lyriaFaults.set({ chunks: { rate, channels } });
  const { events, session } = await playing();
  await events.first('audio', isAudio);
  const heard = events.items.filter(isAudio)[0]?.chunk.pcm ?? new Int16Array(0);
  session.close();
  // What the filters at both ends hold back: a few milliseconds.
  expect(Math.abs(heard.length / 2 - CHUNK_PAIRS)).toBeLessThan(1_000);
  expect(clicksIn(heard)).toEqual([]);
  const sessions = await control.lyriaSessions();
  const sent = (await control.lyriaPcm(sessions.at(-1)?.id ?? 0)).subarray(0, heard.length);
  const power = (pcm: Int16Array): number => pcm.reduce((sum, sample) => sum + sample * sample, 0);
  const sides = sent.reduce(
    (sum, sample, at) => sum + (at % 2 === 0 ? ((sample + (sent[at + 1] ?? 0)) / 2) ** 2 * 2 : 0),
    0,
  );
  const ratioDb = 10 * Math.log10(power(heard) / (channels === 1 ? sides : power(sent)));
  expect(Math.abs(ratioDb)).toBeLessThan(0.5);
});

test('audio that nobody can play ends the session, and is named', async () => {
  await control.lyriaFaults.set({ chunks: { mimeType: 'audio/mpeg', pieceMs: 500 } });
  const { events } = await playing();
  const closed = await events.first('the end', isClosed);
  expect(closed.cause).toMatchObject({
    failure: { code: 'lyria.unplayable', operatorText: expect.stringContaining('audio/mpeg') },
  });
});

test.each([
  ['seconds', 20, 20_000],
  ['a date', new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
] as const)('Retry-After: %s', async (_what, retryAfter, expectedMs) => {
  const text = '{"error":{"message":"The model is overloaded."}}';
  await control.lyriaFaults.refuseStarts({ status: 503, text, retryAfter }, 1);
  const failure = await failureOf(opening().opened);
  expect(failure).toMatchObject({ code: 'lyria.outage', retryAfterMs: expect.any(Number) });
  const { retryAfterMs = 0 } = failure as { retryAfterMs?: number };
  expect(Math.abs(retryAfterMs - expectedMs)).toBeLessThan(60_000);
});

test('what makes no sense is refused', async () => {
  const url = `${sandbox.announcement.controlUrl}/lyria`;
  const put = async (route: string, body: unknown) =>
    (
      await fetch(`${url}${route}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).status;
  expect(await put('/conditions', { pace: -1 })).toBe(400);
  expect(await put('/conditions', { temper: 1 })).toBe(400);
  expect(await put('/conditions', { chunks: { strayBytes: 4 } })).toBe(400);
  expect(await put('/refusal', { status: 200 })).toBe(400);
  expect(await put('/refusal', { closeCode: 1006 })).toBe(400);
});
