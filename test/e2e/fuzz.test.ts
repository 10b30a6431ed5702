import { expect, test } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';

/** Of each kind; `npm run fuzz` sends a hundred times as many. */
const EACH = 300;
/** The first that ended the program, by a READY without data; `npm run fuzz` takes others. */
const SEED = 796_843_831;

test('what makes no sense, from Discord, by voice or from Lyria, ends nothing: the music plays on', async () => {
  const seed = Number(process.env['SEED'] ?? SEED);
  const counts = { interactions: EACH, gatewayEvents: EACH, datagrams: EACH, lyriaMessages: EACH };
  const { logged } = await fuzz(seed, counts, undefined, true).catch((error: unknown) => {
    throw new Error(`with seed ${seed}`, { cause: error });
  });
  // It was as bad as it should be.
  expect(logged.get('An interaction failed'), `seed ${seed}`).toBeGreaterThan(EACH / 10);
});
