import {
  GoogleGenAI,
  type LiveMusicServerMessage,
  MusicGenerationMode,
  Scale,
} from '@google/genai';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GeneratorMessage, GeneratorServer } from '#src/generator/contract.ts';
import { startGenerator } from '#src/generator/GeneratorServer.ts';
import { createCountingSource } from '../support/generator/CountingSource.ts';
import { Inbox } from '../support/lyria/Inbox.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

let generator: GeneratorServer;
const clock = new VirtualClock();
const received = new Inbox<GeneratorMessage>();

beforeEach(async () => {
  // It warns on every connection that live music is experimental.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  generator = await startGenerator({
    createSource: createCountingSource,
    clock,
    requiredKey: 'the-key',
    observer: { received: (_id, message) => received.push(message) },
  });
});
afterEach(async () => {
  await generator.close();
  received.items.length = 0;
  vi.restoreAllMocks();
});

async function connect(apiVersion: string, apiKey = 'the-key') {
  const { host } = new URL(generator.url);
  const client = new GoogleGenAI({
    apiKey,
    httpOptions: { baseUrl: `http://${host}`, apiVersion },
  });
  const messages = new Inbox<LiveMusicServerMessage>();
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const session = await client.live.music.connect({
    model: 'lyria-realtime-exp',
    callbacks: {
      onmessage: messages.push,
      onclose: ({ code, reason }) => closed.resolve({ code, reason }),
    },
  });
  return { session, messages, closed: closed.promise };
}

/** First sample of each chunk: the number of its first frame in the piece. */
function firstFrames(messages: Inbox<LiveMusicServerMessage>): (number | undefined)[] {
  return messages.items.flatMap(({ audioChunk }) =>
    audioChunk?.data === undefined ? [] : [Buffer.from(audioChunk.data, 'base64').readInt16LE(0)],
  );
}

test.each(['v1beta', 'v1alpha'])("Google's own client plays it unchanged, %s", async (version) => {
  const { session, messages, closed } = await connect(version);
  await session.setWeightedPrompts({ weightedPrompts: [{ text: 'minimal techno', weight: 1 }] });
  await session.setMusicGenerationConfig({
    musicGenerationConfig: {
      bpm: 128,
      scale: Scale.D_MAJOR_B_MINOR,
      density: 0.5,
      musicGenerationMode: MusicGenerationMode.QUALITY,
    },
  });
  session.play();
  await messages.count(3);
  expect(messages.items[0]?.setupComplete).toEqual({});
  const chunk = messages.items[1]?.audioChunk;
  expect(Buffer.from(chunk?.data ?? '', 'base64')).toHaveLength(384_000);
  expect(chunk?.mimeType).toBe('audio/l16;rate=48000;channels=2');
  expect(chunk?.sourceMetadata?.clientContent?.weightedPrompts).toEqual([
    { text: 'minimal techno', weight: 1 },
  ]);
  expect(chunk?.sourceMetadata?.musicGenerationConfig).toEqual({
    bpm: 128,
    scale: 'D_MAJOR_B_MINOR',
    density: 0.5,
    musicGenerationMode: 'QUALITY',
  });

  session.pause();
  await received.count(4);
  await clock.advance(60_000);
  expect(firstFrames(messages)).toEqual([0, 100]);
  session.play();
  await messages.count(5);
  session.resetContext();
  await received.count(6);
  await clock.advance(2_000);
  await messages.count(6);
  session.stop();
  await received.count(7);
  session.play();
  await clock.advance(2_000);
  await messages.count(7);
  expect(firstFrames(messages)).toEqual([0, 100, 200, 300, 0, 0]);

  session.close();
  // Its close frame holds no code.
  expect((await closed).code).toBe(1005);
});

test('it is told when the key is wrong', async () => {
  const { closed } = await connect('v1beta', 'another-key');
  expect(await closed).toEqual({
    code: 1007,
    reason: 'API key not valid. Please pass a valid API key.',
  });
});
