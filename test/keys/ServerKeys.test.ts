import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SealedKey } from '#src/control/ports.ts';
import { FailureError } from '#src/failure.ts';
import { Seal } from '#src/keys/Seal.ts';
import { ServerKeys } from '#src/keys/ServerKeys.ts';
import { silentLog } from '#src/log.ts';
import type { LyriaFailureCode } from '#src/lyria/failure.ts';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { Secrets } from '#src/redact/Secrets.ts';
import { KeyRing } from '#src/station/KeyRing.ts';
import { cpuMs } from '../support/cpuMs.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const KEY = 'key-of-a-server-0123456789';

describe('Seal', () => {
  const secret = 'a secret of more than 32 characters';

  test('opens what it closed, for the same server and with the same secret alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.nat(60), (text, guildId, at) => {
        const sealed = new Seal(secret).close(guildId, text);
        expect(new Seal(secret).open(guildId, sealed)).toBe(Buffer.from(text).toString());
        expect(new Seal(secret).open(`${guildId}1`, sealed)).toBeUndefined();
        expect(new Seal(`${secret}!`).open(guildId, sealed)).toBeUndefined();
        const bytes = Buffer.from(sealed, 'base64');
        bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
        expect(new Seal(secret).open(guildId, bytes.toString('base64'))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test('says the same never twice in the same way, and nothing of a text cut short', () => {
    const seal = new Seal(secret);
    expect(seal.close('1', KEY)).not.toBe(seal.close('1', KEY));
    expect(seal.open('1', seal.close('1', KEY).slice(0, 20))).toBeUndefined();
    expect(seal.open('1', '')).toBeUndefined();
  });
});

const SEAL = new Seal('a secret of more than 32 characters');

function rig(
  answer: () => LyriaFailureCode | undefined,
  { secrets = new Secrets([]), kept = [] }: { secrets?: Secrets; kept?: readonly SealedKey[] } = {},
) {
  const clock = new VirtualClock();
  const ring = new KeyRing({
    clock,
    limits: { maxSessions: 4, spacingMs: 15_000 },
    keys: ['ours'],
  });
  const tried: string[] = [];
  const keys = new ServerKeys({
    clock,
    log: silentLog,
    ring,
    store: { all: () => kept, set: async () => 'kept', remove: async () => false },
    seal: SEAL,
    secrets,
    tryKey: async (apiKey) => {
      tried.push(apiKey);
      const code = answer();
      if (code !== undefined) throw new FailureError(lyriaFailure(code, 'a test.'));
    },
  });
  const enter = (guildId: string) => ring.of(guildId).enter('first', () => {});
  return { clock, keys, tried, enter };
}

test('what is refused is forgotten, unless it was a secret before', async () => {
  const another = 'another-secret-of-the-program-01';
  const secrets = new Secrets([another]);
  const { keys } = rig(() => 'lyria.bad-key', { secrets });
  await keys.set('1', another);
  expect(secrets.redact(`it was ${another}.`)).toBe('it was [secret].');
  await keys.set('2', KEY);
  expect(secrets.redact(KEY)).toBe(KEY);
});

test('the keys of many servers are there at once', () => {
  const keyOf = (index: number) => createHash('sha256').update(`${index}`).digest('hex');
  const kept = Array.from({ length: 200 }, (_, index) => {
    return { guildId: `${index}`, sealed: SEAL.close(`${index}`, keyOf(index)) };
  });
  const secrets = new Secrets([]);
  const beforeMs = cpuMs();
  rig(() => undefined, { secrets, kept });
  // One by one they take a second, and those of a thousand servers twenty.
  expect(cpuMs() - beforeMs).toBeLessThan(400);
  expect(secrets.redact(`${keyOf(0)} ${keyOf(199)}`)).toBe('[secret] [secret]');
});

test('each refusal has its reason', async () => {
  for (const [code, reason] of [
    ['lyria.bad-key', 'key.why.bad'],
    ['lyria.quota', 'key.why.quota'],
    ['lyria.billing', 'key.why.billing'],
    ['lyria.region', 'key.why.region'],
    ['lyria.denied', 'key.why.denied'],
    ['lyria.unreachable', 'key.why.unreachable'],
  ] as const) {
    const { keys } = rig(() => code);
    expect(await keys.set('1', KEY)).toMatchObject({
      ok: false,
      why: { id: 'key.refused', values: { reason: { id: reason } } },
    });
  }
});

test('one trial at a time, and none in vain: a session too soon after it would stay mute', async () => {
  const { clock, keys, tried, enter } = rig(() => undefined);
  expect(await keys.set('1', KEY)).toEqual({ ok: true });
  expect(enter('1')).toEqual({ ok: false, reason: 'spacing' });
  expect(await keys.set('1', `${KEY}-2`)).toMatchObject({ why: { id: 'key.wait' } });
  // The same key for another server: its spacing is the key's.
  expect(await keys.set('2', KEY)).toMatchObject({ why: { id: 'key.wait' } });
  expect(tried).toEqual([KEY]);
  await clock.advance(15_000);
  expect(enter('1')).toMatchObject({ ok: true, place: { key: { apiKey: KEY, isServers: true } } });
});

test('what is wrong with it concerns that server alone', async () => {
  const { clock, keys, enter } = rig(() => undefined);
  await keys.set('1', KEY);
  await clock.advance(15_000);
  const entry = enter('1');
  if (!entry.ok) throw new Error('No place');
  entry.place.failed(lyriaFailure('lyria.quota', 'a test.'));
  entry.place.release();
  expect(enter('1')).toMatchObject({ ok: false, reason: 'refused' });
  expect(enter('2')).toMatchObject({ ok: true, place: { key: { apiKey: 'ours' } } });
  await keys.remove('1');
  await clock.advance(15_000);
  expect(enter('1')).toMatchObject({ ok: true, place: { key: { apiKey: 'ours' } } });
});

test('without a secret nobody can bring one', async () => {
  const clock = new VirtualClock();
  const keys = new ServerKeys({
    clock,
    log: silentLog,
    ring: new KeyRing({ clock, limits: {}, keys: [] }),
    store: { all: () => [], set: async () => 'kept', remove: async () => false },
    seal: undefined,
    secrets: new Secrets([]),
    tryKey: async () => {},
  });
  expect(keys.whyOff).toEqual({ id: 'key.off' });
  expect(await keys.set('1', KEY)).toEqual({ ok: false, why: { id: 'key.off' } });
});
