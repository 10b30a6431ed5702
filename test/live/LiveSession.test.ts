import { expect, test } from 'vitest';
import { clientMessageSchema } from '#src/live/clientMessages.ts';
import { ANSWER_TIMEOUT_MS, MUTE_TIMEOUT_MS, SETUP_TIMEOUT_MS } from '#src/live/LiveSession.ts';
import { sendJson } from '#test/support/lyria/ScriptedServer.ts';
import { settle } from '#test/support/VirtualClock.ts';
import { KEY, LiveRig, setUp, spoken } from './LiveRig.ts';

const CALL = { toolCall: { functionCalls: [{ id: 'a', name: 'tempo', args: { bpm: 90 } }] } };
const DONE = { serverContent: { turnComplete: true } };

function kindsOf(messages: readonly unknown[]): string[] {
  return messages.map((message) => {
    const [[top, inner] = ['?', {}]] = Object.entries(Object(message));
    return top === 'realtimeInput' ? Object.keys(Object(inner)).join() : top;
  });
}

async function kinds(rig: LiveRig, count: number): Promise<string[]> {
  return kindsOf(await rig.server.received.count(count));
}

test('sets up as documented, with the key in the query alone, and keeps what is said until then', async () => {
  let ready = (): void => {};
  await using rig = await LiveRig.start((socket) => {
    ready = () => sendJson(socket, { setupComplete: {} });
  });
  rig.session.beginTurn();
  rig.session.audio(new Int16Array(320));
  rig.session.endTurn();
  const [setup] = await rig.server.received.count(1);
  expect(setup).toMatchObject({
    setup: {
      model: 'models/gemini-3.8-live',
      generationConfig: { responseModalities: ['AUDIO'] },
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
      inputAudioTranscription: {},
      outputAudioTranscription: {},
    },
  });
  expect(JSON.stringify(setup)).not.toContain(KEY);
  expect(rig.server.targets).toEqual([`/ws/Music?key=${KEY}`]);
  ready();
  expect(await kinds(rig, 4)).toEqual(['setup', 'activityStart', 'audio', 'activityEnd']);
  for (const message of rig.server.received.items) clientMessageSchema.parse(message);
});

test('keeps at most ten seconds of what cannot be sent yet', async () => {
  let ready = (): void => {};
  await using rig = await LiveRig.start((socket) => {
    ready = () => sendJson(socket, { setupComplete: {} });
  });
  rig.session.beginTurn();
  for (let packet = 0; packet < 750; packet += 1) rig.session.audio(new Int16Array(320));
  rig.session.endTurn();
  await rig.server.received.count(1);
  ready();
  const received = await kinds(rig, 503);
  expect(received.filter((kind) => kind === 'audio')).toHaveLength(500);
  expect(received.at(-1)).toBe('activityEnd');
});

test('tells what the service understood, does and says, and what it cost', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  rig.session.beginTurn();
  rig.session.audio(new Int16Array(320));
  rig.session.endTurn();
  await rig.server.received.count(4);
  await rig.say(
    { serverContent: { inputTranscription: { text: 'make it ' } } },
    { serverContent: { inputTranscription: { text: 'slower' } } },
    CALL,
    CALL,
  );
  rig.session.answerTool('a', { status: 'done' });
  rig.session.answerTool('a', { status: 'done' });
  expect((await rig.server.received.count(5)).at(-1)).toEqual({
    toolResponse: {
      functionResponses: [
        { id: 'a', name: 'tempo', response: { status: 'done' }, scheduling: 'WHEN_IDLE' },
      ],
    },
  });
  await rig.say(
    spoken(2_400),
    { serverContent: { outputTranscription: { text: 'Slower it is.' } } },
    { ...DONE, usageMetadata: { promptTokenCount: 522, responseTokenCount: 42 } },
  );
  expect(rig.told).toEqual([
    'ready',
    'heard make it',
    'heard make it slower',
    'called a tempo {"bpm":90}',
    'speech 2400',
    'said Slower it is.',
    'used 564',
    'turnComplete',
  ]);
  await rig.clock.advance(60_000);
  expect(rig.told.filter((text) => text.startsWith('closed'))).toEqual([]);
});

test('sends nothing while a call waits for its answer', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  await rig.server.received.count(1);
  await rig.say(CALL);
  rig.session.beginTurn();
  rig.session.audio(new Int16Array(320));
  await rig.say({});
  expect(rig.server.received.items).toHaveLength(1);
  rig.session.answerTool('a', {});
  expect(await kinds(rig, 4)).toEqual(['setup', 'toolResponse', 'activityStart', 'audio']);
});

test('does not answer a call that was cancelled', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  await rig.server.received.count(1);
  await rig.say(CALL, { toolCallCancellation: { ids: ['a'] } });
  rig.session.answerTool('a', {});
  await rig.say({});
  expect(rig.server.received.items).toHaveLength(1);
  expect(rig.told).toEqual(['ready', 'called a tempo {"bpm":90}', 'cancelled a']);
});

test('drops what still comes of a turn that was interrupted, and takes the next one', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  rig.session.beginTurn();
  rig.session.endTurn();
  await rig.server.received.count(3);
  await rig.say(spoken(100));
  rig.session.beginTurn();
  await rig.say(spoken(200), { serverContent: { interrupted: true } }, spoken(300), DONE);
  rig.session.endTurn();
  await rig.server.received.count(5);
  await rig.say(spoken(400), DONE);
  expect(rig.told).toEqual([
    'ready',
    'speech 100',
    'interrupted',
    'turnComplete',
    'speech 400',
    'turnComplete',
  ]);
});

test.each([
  ['an interruption of nobody', MUTE_TIMEOUT_MS, { serverContent: { interrupted: true } }],
  ['the end of what was said', ANSWER_TIMEOUT_MS, undefined],
])('gives a service up that falls mute after %s', async (_what, timeoutMs, message) => {
  await using rig = await LiveRig.start();
  await rig.connected();
  rig.session.beginTurn();
  rig.session.endTurn();
  await rig.server.received.count(3);
  await rig.say(message ?? {});
  await rig.clock.advance(timeoutMs - 1);
  expect(rig.told.some((text) => text.startsWith('closed'))).toBe(false);
  await rig.clock.advance(1);
  expect(rig.told.at(-1)).toBe('closed live.no-answer');
  await rig.server.deserted();
  await expect.poll(() => rig.clock.pending).toBe(0);
});

test('waits no longer than five seconds for the set-up', async () => {
  await using rig = await LiveRig.start(() => {});
  await rig.server.received.count(1);
  rig.session.beginTurn();
  rig.session.endTurn();
  await rig.clock.advance(SETUP_TIMEOUT_MS);
  expect(rig.told).toEqual(['closed live.setup-timeout']);
  await rig.server.deserted();
});

test('says a turn again, once, that the service dropped before it answered', async () => {
  await using rig = await LiveRig.start((socket, nth) => {
    setUp(socket);
    socket.on('message', (data) => {
      if (nth <= 2 && data.toString().includes('activityEnd')) {
        socket.close(1011, 'Internal error encountered.');
      }
    });
  });
  rig.session.beginTurn();
  rig.session.audio(new Int16Array(320));
  rig.session.endTurn();
  expect(await rig.ended.promise).toMatchObject({ code: 'live.outage' });
  const turn = ['setup', 'activityStart', 'audio', 'activityEnd'];
  expect(await kinds(rig, 8)).toEqual([...turn, ...turn]);
  expect(rig.sockets).toHaveLength(2);
});

test('says nothing again that was answered', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  rig.session.beginTurn();
  rig.session.endTurn();
  await rig.server.received.count(3);
  await rig.say(CALL);
  rig.socket.close(1011, 'Internal error encountered.');
  expect(await rig.ended.promise).toMatchObject({ code: 'live.outage' });
  expect(rig.sockets).toHaveLength(1);
});

test('tells a refusal without the key, and how long it lasts', async () => {
  await using rig = await LiveRig.start((socket) => {
    socket.close(1007, `API key not valid: ${KEY}. Please pass a valid API key.`);
  });
  const failure = await rig.ended.promise;
  expect(failure).toMatchObject({ code: 'live.bad-key', restMs: 600_000 });
  expect(JSON.stringify(failure)).not.toContain(KEY);
  expect(failure?.operatorText).toContain('API key not valid');
});

test('hangs up when the service wants to, but lets it finish', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  rig.session.beginTurn();
  rig.session.endTurn();
  await rig.server.received.count(3);
  await rig.say({ goAway: { timeLeft: '50s' } }, spoken(100));
  expect(rig.told.at(-1)).toBe('speech 100');
  sendJson(rig.socket, DONE);
  expect(await rig.ended.promise).toMatchObject({ code: 'live.session-limit' });
});

test('survives frames that make no sense', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  await rig.server.received.count(1);
  rig.socket.send('no JSON');
  rig.socket.send(Buffer.from([0xff, 0xfe, 0x00]));
  await rig.say(
    null,
    [],
    { serverContent: 7 },
    { serverContent: { modelTurn: { parts: [null, { inlineData: { data: '!!' } }] } } },
    { toolCall: { functionCalls: [null, { id: 3 }, 'x'] } },
    { toolCallCancellation: { ids: [null] } },
    { usageMetadata: { promptTokenCount: -1 } },
    spoken(100, 'image/png'),
    { serverContent: { outputTranscription: { text: 'Still here.' } } },
  );
  expect(rig.told).toEqual(['ready', 'used 0', 'said Still here.']);
});

test('converts speech of another rate', async () => {
  await using rig = await LiveRig.start();
  await rig.connected();
  await rig.server.received.count(1);
  await rig.say(spoken(1_600, 'audio/pcm;rate=16000'));
  expect(rig.speech[0]?.length).toBeGreaterThan(2_350);
  expect(rig.speech[0]?.length).toBeLessThan(2_450);
});

test('an address that is none fails like any other, and not while it is made', async () => {
  await using rig = await LiveRig.start(undefined, { url: 'http://nowhere' });
  expect(rig.told).toEqual([]);
  await rig.clock.advance(0);
  await settle();
  expect(rig.told).toEqual(['closed live.unreachable']);
});
