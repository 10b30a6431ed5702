import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftMs, Outage } from '../../../src/bot/playback/Outage.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';

const KEEP_MS = 3_600_000;

test('it is given up exactly when it could not be heard for the time, killed in between or not', async () => {
  const step = fc.oneof(
    fc.constantFrom('away', 'there', 'kill').map((type) => ({ type }) as const),
    fc.nat(2 * KEEP_MS).map((ms) => ({ type: 'pass', ms }) as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const clock = new VirtualClock();
      let kept: number | null = null;
      let given = 0;
      const open = (): Outage =>
        new Outage({
          sinceMs: kept,
          keepMs: KEEP_MS,
          keep: (sinceMs) => {
            kept = sinceMs;
          },
          onTooLong: () => {
            given += 1;
          },
          clock,
          wallClock: () => clock.now(),
        });
      let outage = open();
      let sinceMs: number | undefined;
      let expected = false;
      for (const each of steps) {
        if (each.type === 'pass') {
          await clock.advance(each.ms);
          if (sinceMs !== undefined && clock.now() - sinceMs >= KEEP_MS) expected = true;
          expect(given > 0).toBe(expected);
        } else if (each.type === 'kill') {
          outage.close();
          outage = open();
        } else {
          outage.voiceIs(each.type);
          sinceMs = each.type === 'away' ? (sinceMs ?? clock.now()) : undefined;
        }
      }
      outage.close();
      expect(clock.pending).toBe(0);
    }),
  );
});

test('a wall clock that was set makes neither an end nor a life without end', () => {
  expect(leftMs(1_000, 1_000 + KEEP_MS, KEEP_MS)).toBe(0);
  expect(leftMs(1_000, 1_000, KEEP_MS)).toBe(KEEP_MS);
  // Set back by a day: it has just begun.
  expect(leftMs(86_400_000, 0, KEEP_MS)).toBe(KEEP_MS);
});
