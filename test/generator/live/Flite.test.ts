import { expect, test } from 'vitest';
import { FLITE_RATE, Flite } from '#src/generator/live/flite/Flite.ts';
import { DJ_VOICE, VOICE_NAMES, voiceOf } from '#src/generator/live/flite/voices.ts';

async function open(): Promise<Flite> {
  const flite = await Flite.open();
  if (flite === undefined) throw new Error('Flite is not installed: npm ci');
  return flite;
}

test('every voice speaks, in a pitch and pace of its own', async () => {
  const flite = await open();
  for (const name of VOICE_NAMES) {
    const plain = await flite.say('Make it darker, please.', { name, pitch: 1, pace: 1 });
    const seconds = plain.length / FLITE_RATE;
    expect(seconds).toBeGreaterThan(0.8);
    expect(seconds).toBeLessThan(2.5);
    expect(Math.max(...plain)).toBeGreaterThan(2_000);
    const slow = await flite.say('Make it darker, please.', { name, pitch: 1, pace: 1.3 });
    expect(slow.length / plain.length).toBeGreaterThan(1.1);
  }
  await flite.close();
});

test('members differ, and none sounds like the DJ', () => {
  const voices = Array.from({ length: 16 }, (_none, nth) => JSON.stringify(voiceOf(nth)));
  expect(new Set([...voices, JSON.stringify(DJ_VOICE)]).size).toBe(17);
});

test('says nothing where there is nothing to say, and survives any text', async () => {
  const flite = await open();
  expect(await flite.say('!?\u0000', voiceOf(0))).toHaveLength(0);
  const odd = await flite.say('-t "x" \u0000 <speak> 日本 ok', voiceOf(0));
  expect(odd.length).toBeGreaterThan(0);
  await flite.close();
  await expect(flite.say('Hello', voiceOf(0))).rejects.toThrow('closed');
});
