import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketLimiter } from '#src/sandbox/rest/BucketLimiter.ts';
import { keptOnPaper, StationOnPaper } from '#test/support/bot/StationOnPaper.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const EDIT = {
  method: 'PATCH',
  route: '/channels/:channelId/messages/:messageId',
  majorParameter: '1',
  sender: 'Bot a',
} as const;

test('a panel that changes all the time stays within the limits, also when it is an hour old', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 50, maxLength: 200 }),
      async (pauses) => {
        const clock = new VirtualClock();
        const limiter = new BucketLimiter(() => clock.now());
        const refusals: unknown[] = [];
        const edit = async (): Promise<void> => {
          refusals.push(limiter.take(EDIT)?.refused ?? limiter.takeOldEdit('Bot a', '1'));
        };
        const kept = keptOnPaper(['ada'], { record: { panelMessageId: 'panel' } });
        const { actor, messages } = new StationOnPaper(kept, {}, { clock });
        messages.drawPanel = edit;
        for (const pauseMs of pauses) {
          actor.tell({ type: 'caughtUp' });
          await clock.advance(pauseMs);
        }
        actor.close();
        expect(refusals.length).toBeGreaterThan(0);
        expect(refusals.every((refusal) => refusal === null)).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});
