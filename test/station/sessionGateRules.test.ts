import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { type Place, SessionGate } from '#src/station/SessionGate.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('successor' as const) },
  { weight: 2, arbitrary: fc.constant('first' as const) },
  { weight: 2, arbitrary: fc.constant('release' as const) },
  { weight: 2, arbitrary: fc.constant('cancel' as const) },
  { weight: 1, arbitrary: fc.constantFrom('quota', 'bad-key', 'dropped', 'succeeded') },
);
const limits = fc.record({
  maxSessions: fc.integer({ min: 1, max: 5 }),
  spacingMs: fc.constantFrom(0, 1_000, 15_000),
  probeMs: fc.constantFrom(5_000, 30_000, 600_000),
});
const history = fc.array(
  fc.record({ step, waitMs: fc.integer({ min: 0, max: 20_000 }), pick: fc.nat() }),
  {
    maxLength: 60,
  },
);

interface Given {
  readonly place: Place;
  readonly atMs: number;
}

test('whatever comes, places are never more than the cap, and starts never closer than the spacing', async () => {
  await fc.assert(
    fc.asyncProperty(limits, history, async (given, steps) => {
      const clock = new VirtualClock();
      const gate = new SessionGate(clock, given);
      let open: Given[] = [];
      const gone: Place[] = [];
      /** Those that were not cancelled: a session came of each. */
      let startsMs: number[] = [];
      for (const { step: what, waitMs, pick } of steps) {
        await clock.advance(waitMs);
        const chosen = open[pick % Math.max(1, open.length)];
        switch (what) {
          case 'first':
          case 'successor': {
            const entry = gate.enter(what);
            if (!entry.ok) break;
            const kept = what === 'first' && given.maxSessions > 1 ? 1 : 0;
            expect(open.length).toBeLessThan(given.maxSessions - kept);
            const nowMs = clock.now();
            for (const atMs of startsMs)
              expect(nowMs - atMs).toBeGreaterThanOrEqual(given.spacingMs);
            startsMs.push(nowMs);
            open.push({ place: entry.place, atMs: nowMs });
            break;
          }
          case 'release':
          case 'cancel':
            if (chosen === undefined) break;
            chosen.place[what]();
            open = open.filter((one) => one !== chosen);
            if (what === 'cancel') startsMs = startsMs.filter((atMs) => atMs !== chosen.atMs);
            gone.push(chosen.place);
            break;
          case 'succeeded':
            gate.succeeded();
            break;
          default:
            gate.failed(lyriaFailure(`lyria.${what}`, 'a test.'));
        }
        // Given back twice, a place is still only one.
        for (const place of gone) {
          place.release();
          place.cancel();
        }
      }
      // And none is lost: when all are back, as many fit as ever.
      for (const { place } of open) place.release();
      gate.succeeded();
      let entered = 0;
      for (; entered <= given.maxSessions; entered += 1) {
        await clock.advance(given.spacingMs);
        if (!gate.enter('successor').ok) break;
      }
      expect(entered).toBe(given.maxSessions);
    }),
    { numRuns: 200 },
  );
});

test('while the key is refused, nobody enters before a probe is due, and then one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('lyria.quota' as const, 'lyria.bad-key' as const),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 40 }),
      async (code, waits) => {
        const clock = new VirtualClock();
        const gate = new SessionGate(clock, { maxSessions: 100, spacingMs: 0, probeMs: 60_000 });
        gate.failed(lyriaFailure(code, 'a test.'));
        let lastMs = clock.now();
        for (const waitMs of waits) {
          await clock.advance(waitMs);
          const entries = [gate.enter('first'), gate.enter('successor'), gate.enter('first')];
          const entered = entries.filter(({ ok }) => ok).length;
          expect(entered).toBeLessThanOrEqual(1);
          if (entered === 0) continue;
          expect(clock.now() - lastMs).toBeGreaterThanOrEqual(30_000);
          lastMs = clock.now();
        }
      },
    ),
    { numRuns: 100 },
  );
});
