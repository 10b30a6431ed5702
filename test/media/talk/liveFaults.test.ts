import { expect, test } from 'vitest';
import { LIVE_FAULTS, type LiveFault } from '#src/generator/live/LiveConditions.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { soon, TalkStage } from '#test/support/talk/TalkStage.ts';

/** Why, as the member is told, where the fault cannot be got over; the others do not show. */
const TOLD: Partial<Record<LiveFault, string>> = {
  'no-setup': 'live.setup-timeout',
  'breaks-off': 'live.outage',
  'internal-error': 'live.outage',
  'no-answer': 'live.no-answer',
  'phantom-interrupted': 'live.no-answer',
  'refuses-audio': 'live.rejected',
};
/** A longer silence than this in the music would be heard. */
const LONGEST_GAP_MS = 1_000;

test('whatever the service does, the music is whole, the member is told, and nothing stays open', async () => {
  await using stage = await TalkStage.open(0.3);
  let presses = 0;
  const attempt = async (): Promise<string | undefined> => {
    // Afresh, whatever became of the last one.
    stage.hangUp('ada');
    stage.press('ada');
    presses += 1;
    await stage.say('ada', 0.4);
    await stage.closed('ada', presses);
    expect(stage.of('ada', 'earClosed')).toHaveLength(presses);
    return stage.of('ada', 'earClosed').at(-1)?.failure?.code;
  };
  const told: Partial<Record<LiveFault, string | undefined>> = {};
  for (const fault of LIVE_FAULTS) {
    stage.live.conditions.set({ faults: [fault] });
    told[fault] = await attempt();
  }
  expect(told).toEqual(Object.fromEntries(LIVE_FAULTS.map((fault) => [fault, TOLD[fault]])));
  // What befell one session keeps nobody from the next.
  stage.live.conditions.set({ faults: [] });
  expect(await attempt()).toBeUndefined();
  const { largestGapMs, ...report } = reportPackets(stage.packetsOf('ben'));
  expect(report).toMatchObject({ missing: 0, repeated: 0, wrongTimestamps: 0 });
  expect(largestGapMs).toBeLessThan(LONGEST_GAP_MS);
  stage.hangUp('ada');
  await until(
    'all sessions to be closed',
    () => (stage.live.records.every(({ closed }) => closed !== null) ? true : undefined),
    soon,
  );
}, 110_000);
