import { expect, test } from 'vitest';
import { Ears } from '#src/generator/live/ears/Ears.ts';
import { EXAMPLES } from '#src/generator/live/ears/vocabulary.ts';
import { Flite } from '#src/generator/live/flite/Flite.ts';
import { voiceOf } from '#src/generator/live/flite/voices.ts';
import { meaningOf } from './meaningOf.ts';
import { throughOpus } from './opusTrip.ts';
import { SENTENCES } from './sentences.ts';

const PATIENCE_MS = 120_000;

test('the mind means what is meant, word for word', () => {
  expect(SENTENCES.map(([says]) => meaningOf(says))).toEqual(SENTENCES.map(([, means]) => means));
  for (const example of EXAMPLES) expect(meaningOf(example)).not.toBe('');
});

test('understands at least 36 of 40 sentences that came through Opus, whoever of sixteen says them', {
  timeout: PATIENCE_MS,
}, async () => {
  const flite = await Flite.open();
  const ears = Ears.open();
  if (flite === undefined || ears === undefined) throw new Error('Flite is missing: npm ci');
  const wrong: string[] = [];
  for (const [at, [says, means]] of SENTENCES.entries()) {
    const heard = await ears.hear(throughOpus(await flite.say(says, voiceOf(at))));
    if (meaningOf(heard) !== means) wrong.push(`${says} -> ${heard}`);
  }
  const stranger = throughOpus(
    await flite.say('my uncle sold his bicycle on thursday', { ...voiceOf(0), pitch: 1.1 }),
  );
  const misheard = meaningOf(await ears.hear(stranger));
  await Promise.all([flite.close(), ears.close()]);
  expect(wrong, wrong.join('\n')).toHaveLength(Math.min(wrong.length, 4));
  expect(misheard).toBe('');
});
