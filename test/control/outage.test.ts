import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftMs } from '#src/control/parts/outage.ts';
import { keptOnPaper, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const KEEP_MS = 3_600_000;
const PATIENCE = { outageKeepMs: KEEP_MS };

test('it is given up exactly when it could not be heard for the time, killed in between or not', async () => {
  const step = fc.oneof(
    fc.constantFrom('away', 'there', 'kill').map((type) => ({ type }) as const),
    fc.nat(2 * KEEP_MS).map((ms) => ({ type: 'pass', ms }) as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const clock = new VirtualClock();
      const options = { patience: PATIENCE };
      let paper = new StationOnPaper(keptOnPaper(['ada']), options, { clock });
      const { store } = paper;
      void paper.actor.ask({ type: 'started', bitrate: 64_000 });
      await paper.audience(['ada']);
      let sinceMs: number | undefined;
      for (const each of steps) {
        if (each.type === 'pass') {
          await clock.advance(each.ms);
          const isOver = sinceMs !== undefined && clock.now() - sinceMs >= KEEP_MS;
          expect(paper.actor.state.wasGivenUp).toBe(isOver);
          expect(paper.media.of('stop')).toHaveLength(isOver ? 1 : 0);
          if (isOver) expect(store.last).toBeNull();
          if (isOver) break;
        } else if (each.type === 'kill') {
          paper.actor.close();
          const kept = store.last;
          if (kept === null) throw new Error('forgotten');
          paper = new StationOnPaper(kept, options, { clock, store });
          paper.actor.tell({ type: 'restored', bitrate: 64_000 });
          await paper.audience(['ada']);
          // Until the media side says otherwise, nobody hears what comes back.
          sinceMs ??= clock.now();
        } else {
          await paper.heard(each.type === 'away' ? { voiceAway: true } : {});
          sinceMs = each.type === 'away' ? (sinceMs ?? clock.now()) : undefined;
        }
      }
      await paper.ends();
      expect(clock.pending).toBe(0);
    }),
  );
});

test('what is to stay for ever is not given up, and looked at again when that is over', async () => {
  const options = { patience: PATIENCE, settings: { alwaysOn: true } };
  const paper = await StationOnPaper.playing(['ada'], options);
  await paper.heard({ voiceAway: true });
  await paper.clock.advance(KEEP_MS);
  expect(paper.media.of('stop')).toEqual([]);
  await paper.tell({ type: 'settings', settings: { ...paper.settings, alwaysOn: false } });
  await paper.clock.advance(KEEP_MS);
  expect(paper.media.of('stop')).toHaveLength(1);
  await paper.ends();
  // Why it has ended is told in words of its own.
  expect(paper.told).toMatchObject([{ do: 'announceEnd', text: { id: 'end.outage' } }]);
});

test('a wall clock that was set makes neither an end nor a life without end', () => {
  expect(leftMs(1_000, 1_000 + KEEP_MS, KEEP_MS)).toBe(0);
  expect(leftMs(1_000, 1_000, KEEP_MS)).toBe(KEEP_MS);
  // Set back by a day: it has just begun.
  expect(leftMs(86_400_000, 0, KEEP_MS)).toBe(KEEP_MS);
});
