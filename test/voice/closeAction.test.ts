import { expect, test } from 'vitest';
import { closeAction } from '#src/voice/closeAction.ts';

test.each([
  [4014, 'await-word'],
  [4022, 'await-word'],
  [4012, 'give-up'],
  [4016, 'give-up'],
  [4017, 'give-up'],
  [4021, 'stay-away'],
  [4004, 'rejoin'],
  [4006, 'rejoin'],
  [4009, 'rejoin'],
  [4011, 'rejoin'],
  [4020, 'rejoin'],
  [1006, 'rejoin'],
  [undefined, 'rejoin'],
])('close code %s: %s', (code, action) => {
  expect(closeAction(code)).toBe(action);
});
