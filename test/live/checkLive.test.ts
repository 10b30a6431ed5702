import { expect, test } from 'vitest';
import { startLive } from '#src/generator/live/startLive.ts';
import { checkLive } from '../../scripts/live/checkLive.ts';

const KEY = 'AIzaSyTest-not-a-real-key-0123456789abc';

test('the check for owners of a key tells what came, and never the key', async () => {
  const server = await startLive({
    senses: {
      hear: async () => 'make it slower and bring in a piano',
      speak: async (_text, rate) => new Int16Array(3 * rate),
      warmUp: async () => {},
      close: async () => {},
    },
  });
  server.conditions.set({ thinkMs: 50 });
  const lines: string[] = [];
  const service = { url: server.url, apiKey: KEY, model: 'gemini-3.8-live', voice: 'Puck' };
  const speech = new Int16Array(4_800);
  await checkLive({ service, speech, tell: (line) => void lines.push(line) });
  server.conditions.set({ refusal: { closeCode: 1007, reason: `API key not valid: ${KEY}` } });
  await checkLive({ service, speech, tell: (line) => void lines.push(line) });
  await server.close();
  const text = lines.join('\n');
  expect(text).toMatch(/set-up finished after \d+ ms/);
  expect(text).toMatch(/calls change_mix {"add":\["Smooth Pianos"\]} after \d+ ms/);
  expect(text).toMatch(/first sound \d+ ms after the end of speech, 3000 ms of it/);
  expect(text).toMatch(/broken into.*interrupted.*turnComplete/s);
  expect(text).toContain('closed, live.bad-key');
  expect(text).not.toContain(KEY);
});
