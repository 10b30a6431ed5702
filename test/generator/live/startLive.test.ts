import { GoogleGenAI, type LiveServerMessage, Modality } from '@google/genai';
import { expect, test } from 'vitest';
import { HANDS_FREE_INSTRUCTION } from '#src/bot/talk/tools.ts';
import { systemClock } from '#src/clock.ts';
import type { LiveFault } from '#src/generator/live/LiveConditions.ts';
import type { Senses } from '#src/generator/live/Senses.ts';
import { type LiveServer, startLive } from '#src/generator/live/startLive.ts';
import { LiveSession } from '#src/live/LiveSession.ts';
import type { LiveListener } from '#src/live/session.ts';

const TOOLS = ['change_mix', 'set_controls'];

/** Ears that hear what they are told to, and a mouth that hums for half a second. */
function senses(heard: string): Senses {
  return {
    hear: async () => heard,
    speak: async (_text, rate) => new Int16Array(rate / 2).fill(1_000),
    warmUp: async () => {},
    close: async () => {},
  };
}

interface Talk {
  readonly session: LiveSession;
  readonly told: string[];
  until(what: string): Promise<void>;
}

/** A speaker's session with the stand-in; each tool is answered at once. */
function talkTo(server: LiveServer, instruction = 'Be a DJ.'): Talk {
  const told: string[] = [];
  const waiting = new Set<() => void>();
  const tell = (text: string): void => {
    told.push(text);
    for (const check of [...waiting]) check();
  };
  const listener: LiveListener = {
    ready: () => tell('ready'),
    speech: (pcm) => {
      if (told.at(-1) !== 'speech') tell('speech');
      expect(pcm.length).toBeLessThanOrEqual(2_420);
    },
    interrupted: () => tell('interrupted'),
    turnComplete: () => tell('turnComplete'),
    heard: (text) => tell(`heard ${text}`),
    said: () => {},
    toolCalled: ({ id, name, args }) => {
      tell(`called ${name} ${JSON.stringify(args)}`);
      session.answerTool(id, { status: 'done', message: `${name} done.` });
    },
    toolsCancelled: () => tell('cancelled'),
    used: () => {},
    closed: (failure) => tell(`closed ${failure?.code ?? ''}`.trim()),
  };
  const session = new LiveSession(
    {
      url: server.url,
      apiKey: '',
      model: 'gemini-3.8-live',
      voice: 'Puck',
      instruction,
      tools: TOOLS.map((name) => ({ name, description: '', parameters: { type: 'object' } })),
    },
    systemClock,
    listener,
  );
  const until = async (what: string): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = (): void => {
      if (told.includes(what)) resolve();
    };
    waiting.add(check);
    check();
    await promise;
  };
  return { session, told, until };
}

function say(session: LiveSession): void {
  session.beginTurn();
  for (let packet = 0; packet < 20; packet += 1) session.audio(new Int16Array(320));
  session.endTurn();
}

test('hears, calls tools, and speaks', async () => {
  const server = await startLive({ senses: senses('make it darker and add a piano') });
  server.conditions.set({ thinkMs: 20 });
  const { session, told, until } = talkTo(server);
  say(session);
  await until('turnComplete');
  session.close();
  expect(told).toEqual([
    'ready',
    'heard make it darker and add a piano',
    'called change_mix {"add":["Smooth Pianos"]}',
    'called set_controls {"brightness":"darker"}',
    'speech',
    'turnComplete',
    'closed',
  ]);
  const [record] = server.records;
  expect(record?.heard.reduce((sum, { length }) => sum + length, 0)).toBe(6_400);
  expect(record?.turns).toMatchObject([{ said: 'change_mix done. set_controls done.' }]);
  await server.close();
});

test('is interrupted by whoever speaks, whatever of its answer still comes', async () => {
  const server = await startLive({ senses: senses('add a piano') });
  server.conditions.set({ thinkMs: 0, faults: ['late-chunks'] });
  const { session, told, until } = talkTo(server);
  say(session);
  await until('speech');
  server.conditions.set({ thinkMs: 10_000 });
  say(session);
  await until('turnComplete');
  session.close();
  expect(told.slice(3)).toEqual(['speech', 'interrupted', 'turnComplete', 'closed']);
  await server.close();
});

/** What each fault comes to for the one who spoke. */
const FAULTS: readonly (readonly [LiveFault, end: string])[] = [
  ['refuses-audio', 'closed live.rejected'],
  ['internal-error', 'closed live.outage'],
  ['breaks-off', 'closed live.outage'],
  ['duplicate-calls', 'turnComplete'],
  ['wrong-rate', 'turnComplete'],
  ['garbage', 'turnComplete'],
  ['cancelled-call', 'turnComplete'],
  ['go-away', 'closed live.session-limit'],
  ['phantom-interrupted', 'interrupted'],
];

test.each(FAULTS)('with %s it comes to: %s', async (fault, end) => {
  const server = await startLive({ senses: senses('add a piano') });
  server.conditions.set({ thinkMs: 0, faults: [fault] });
  const { session, told, until } = talkTo(server);
  say(session);
  await until(end);
  session.close();
  const calls = told.filter((text) => text.startsWith('called'));
  expect(calls.length).toBeLessThanOrEqual(fault === 'duplicate-calls' ? 2 : 1);
  await server.close();
});

test('refuses by a status or a code', async () => {
  const server = await startLive({ senses: senses('') });
  server.conditions.set({ refusal: { status: 429, text: 'Quota exceeded.' } });
  await talkTo(server).until('closed live.quota');
  server.conditions.set({ refusal: { closeCode: 1007, reason: 'API key not valid.' } });
  await talkTo(server).until('closed live.bad-key');
  await server.close();
});

test("Google's own client can use it unchanged", async () => {
  const server = await startLive({ senses: senses('make it slower') });
  server.conditions.set({ thinkMs: 0 });
  const baseUrl = new URL(server.url).origin.replace('ws:', 'http:');
  const ai = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl, apiVersion: 'v1beta' } });
  const messages: LiveServerMessage[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const session = await ai.live.connect({
    model: 'gemini-3.8-live',
    config: {
      responseModalities: [Modality.AUDIO],
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
      inputAudioTranscription: {},
      outputAudioTranscription: {},
      tools: [{ functionDeclarations: [{ name: 'set_controls' }] }],
    },
    callbacks: {
      onmessage: (message) => {
        messages.push(message);
        if (message.serverContent?.turnComplete === true) resolve();
        for (const { id, name } of message.toolCall?.functionCalls ?? []) {
          if (id === undefined || name === undefined) continue;
          const response = { status: 'done', message: 'Slower it is.' };
          session.sendToolResponse({ functionResponses: [{ id, name, response }] });
        }
      },
    },
  });
  session.sendRealtimeInput({ activityStart: {} });
  const data = Buffer.alloc(6_400).toString('base64');
  session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } });
  session.sendRealtimeInput({ activityEnd: {} });
  await done;
  session.close();
  const said = messages.map(({ serverContent }) => serverContent?.outputTranscription?.text ?? '');
  expect(said.join('')).toBe('Slower it is.');
  expect(messages.find(({ toolCall }) => toolCall !== undefined)?.toolCall).toMatchObject({
    functionCalls: [{ name: 'set_controls', args: { tempo: 'slower' } }],
  });
  expect(messages.some(({ data: audio }) => (audio?.length ?? 0) > 0)).toBe(true);
  await server.close();
});

test.each([
  ['not-yet', 'My ears are not ready yet'],
  ['missing', 'I cannot hear'],
] as const)('says so where it cannot hear, and does nothing: %s', async (deaf, says) => {
  const server = await startLive({ senses: { ...senses(''), hear: async () => ({ deaf }) } });
  const talk = talkTo(server);
  await talk.until('ready');
  talk.session.beginTurn();
  talk.session.audio(new Int16Array(320));
  talk.session.endTurn();
  await talk.until('turnComplete');
  expect(talk.told.some((each) => /^(?:heard|called)/.test(each))).toBe(false);
  expect(server.records[0]?.turns[0]).toMatchObject({ calls: [], said: expect.any(String) });
  expect(server.records[0]?.turns[0]?.said).toContain(says);
  talk.session.close();
  await server.close();
});

test.each([
  ['make it darker', []],
  ['hey dj make it darker', ['called set_controls {"brightness":"darker"}']],
])(
  'told that it hears more than is for it, it answers to its name only: %s',
  async (heard, calls) => {
    const server = await startLive({ senses: senses(heard) });
    const talk = talkTo(server, HANDS_FREE_INSTRUCTION);
    await talk.until('ready');
    talk.session.beginTurn();
    talk.session.audio(new Int16Array(320));
    talk.session.endTurn();
    await talk.until('turnComplete');
    expect(talk.told.filter((each) => each.startsWith('called'))).toEqual(calls);
    expect(talk.told.includes('speech')).toBe(calls.length > 0);
    talk.session.close();
    await server.close();
  },
);
