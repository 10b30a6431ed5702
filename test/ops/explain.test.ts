import { expect, test } from 'vitest';
import { explain } from '#src/ops/explain.ts';
import { tell } from '#src/texts/texts.ts';

const machine = { now: new Date('1999-12-31T23:59:59Z'), userId: 1_000 };
const failure = (code: string, operatorText: string) => ({
  code,
  memberText: tell('failure.start'),
  operatorText,
});

test('a line begins with the code, once', () => {
  expect(explain(failure('health.port', 'It is taken.'), machine)).toBe(
    'health.port: It is taken.',
  );
  const told = 'discord.bad-token: Discord does not accept it.';
  expect(explain(failure('discord.bad-token', told), machine)).toBe(told);
});

test('a certificate that is not valid now is a reason to look at the clock', () => {
  const text = 'discord.unreachable: Discord cannot be reached (CERT_NOT_YET_VALID).';
  expect(explain(failure('discord.unreachable', text), machine)).toContain(
    'clock says 1999-12-31T23:59:59.000Z: set it',
  );
});

test('missing rights name whose they are', () => {
  expect(explain(failure('store.unavailable', 'x cannot be opened.'), machine)).toMatch(
    /runs as user 1000\.$/,
  );
});
