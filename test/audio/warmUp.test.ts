import { expect, it } from 'vitest';
import { warmUp } from '#src/audio/warmUp.ts';

it('runs every search to its end', () => {
  expect(() => warmUp()).not.toThrow();
});
