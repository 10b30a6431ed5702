import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { KeyRing } from '#src/station/KeyRing.ts';
import type { Place } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import { FakeLyria } from '../support/FakeLyria.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const KEYS = Array.from({ length: 10 }, (_, index) => `key-number-${index + 1}`);
const never = (): void => {};

function rig(keys: readonly string[], limits = { maxSessions: 4, spacingMs: 15_000 }) {
  const clock = new VirtualClock();
  const ring = new KeyRing({ clock, limits: { ...limits, probeMs: 600_000 }, keys });
  const enter = (guildId = '1') => ring.of(guildId).enter('first', never);
  const entered = (): Place => {
    const entry = enter();
    if (!entry.ok) throw new Error(`no place: ${entry.reason}`);
    return entry.place;
  };
  return { clock, ring, enter, entered };
}

/** 40 stations in turn: each opens a session, and from then on one that takes over from it. */
async function play(waits: readonly number[], limits: { maxSessions: number; spacingMs: number }) {
  const { clock, ring } = rig(KEYS, limits);
  const starts = new Map<string, number[]>();
  const open = new Map<string, number>();
  const held = Array.from({ length: 40 }, (): Place | undefined => undefined);
  for (const [turn, waitMs] of waits.entries()) {
    await clock.advance(waitMs);
    const station = turn % held.length;
    const former = held[station];
    const gate = ring.of(String(station));
    const entry = gate.enter(former === undefined ? 'first' : 'successor', never);
    if (!entry.ok) continue;
    const key = entry.place.key?.apiKey ?? '';
    starts.set(key, [...(starts.get(key) ?? []), clock.now()]);
    open.set(key, (open.get(key) ?? 0) + 1);
    expect(open.get(key)).toBeLessThanOrEqual(limits.maxSessions);
    held[station] = entry.place;
    if (former === undefined) continue;
    former.release();
    const formerKey = former.key?.apiKey ?? '';
    open.set(formerKey, (open.get(formerKey) ?? 0) - 1);
  }
  for (const times of starts.values()) {
    for (const [index, atMs] of times.slice(1).entries()) {
      expect(atMs - (times[index] ?? 0)).toBeGreaterThanOrEqual(limits.spacingMs);
    }
  }
  return { keys: [...starts.keys()], playing: held.filter((place) => place !== undefined).length };
}

describe('40 stations on ten keys', () => {
  const limits = { maxSessions: 5, spacingMs: 15_000 };

  test('open no more with a key, and no closer together, than it bears', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(20_000), { minLength: 200, maxLength: 200 }),
        async (waits) => void (await play(waits, limits)),
      ),
      { numRuns: 30 },
    );
  });

  test('all play, over all keys', async () => {
    const { keys, playing } = await play(
      Array.from({ length: 400 }, () => 2_000),
      limits,
    );
    expect(playing).toBe(40);
    expect(keys.toSorted()).toEqual(KEYS.toSorted());
  });
});

describe('a key that is refused', () => {
  const refusal = lyriaFailure('lyria.quota', 'a test.');

  test('is left alone while others have or soon have a place', async () => {
    const { clock, enter, entered } = rig(['one', 'two']);
    const place = entered();
    place.failed(refusal);
    place.release();
    await clock.advance(60_000);
    expect(entered().key?.apiKey).toBe('two');
    expect(enter()).toEqual({ ok: false, reason: 'spacing' });
  });

  test('is tried again where the others are full, and serves again once it sounds', async () => {
    const { clock, entered } = rig(['one', 'two'], { maxSessions: 2, spacingMs: 0 });
    const place = entered();
    place.failed(refusal);
    place.release();
    const other = entered();
    expect(other.key?.apiKey).toBe('two');
    await clock.advance(60_000);
    const probe = entered();
    expect(probe.key?.apiKey).toBe('one');
    probe.sounded();
    probe.release();
    expect(entered().key?.apiKey).toBe('one');
  });

  test('is what everybody is told only when all are', () => {
    const { enter, entered } = rig(['one', 'two']);
    entered().failed(refusal);
    entered().failed(lyriaFailure('lyria.bad-key', 'a test.'));
    expect(enter()).toMatchObject({
      ok: false,
      reason: 'refused',
      failure: { code: 'lyria.quota' },
    });
  });
});

describe('a station', () => {
  async function started(refused: readonly string[]) {
    const { clock, ring } = rig(['one', 'two', 'three'], { maxSessions: 4, spacingMs: 0 });
    const lyria = new FakeLyria();
    const tried: string[] = [];
    const failures: string[] = [];
    const station = new Station({
      prompts: [{ text: 'techno', weight: 1 }],
      config: {},
      volume: 1,
      open: (options) => {
        const { apiKey = '' } = options;
        tried.push(apiKey);
        lyria.refusal = refused.includes(apiKey) ? 'lyria.bad-key' : undefined;
        return lyria.open(options);
      },
      gate: ring.of('1'),
      clock,
      random: () => 0.5,
      log: silentLog,
      events: {
        onChanged: never,
        onFiltered: never,
        onFailed: ({ code }) => failures.push(code),
      },
    });
    await clock.advance(1_000);
    return { tried, failures, isOpen: lyria.sessions.some(({ isOpen }) => isOpen), station };
  }

  test('begins with the next key where one is refused, and nobody is told', async () => {
    const { tried, failures, isOpen, station } = await started(['one', 'two']);
    expect({ tried, failures, isOpen }).toEqual({
      tried: ['one', 'two', 'three'],
      failures: [],
      isOpen: true,
    });
    station.close();
  });

  test('says so once all are, having tried each once', async () => {
    const { tried, failures } = await started(['one', 'two', 'three']);
    expect({ tried, failures }).toEqual({
      tried: ['one', 'two', 'three'],
      failures: ['lyria.bad-key'],
    });
  });
});

test('a service that asks for no key has one gate, and sessions without a key', () => {
  const { entered } = rig([]);
  expect(entered().key).toBeUndefined();
});
