import { describe, expect, it } from 'vitest';
import { RampRunner } from '../../src/crowd/RampRunner.ts';
import type { Mix } from '../../src/crowd/ramp.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const TECHNO: Mix = [{ text: 'techno', weight: 1 }];
const PADS: Mix = [{ text: 'pads', weight: 1 }];
const JAZZ: Mix = [{ text: 'jazz', weight: 1 }];

function running() {
  const clock = new VirtualClock();
  const sent: { readonly atMs: number; readonly mix: Mix }[] = [];
  const runner = new RampRunner(TECHNO, (mix) => sent.push({ atMs: clock.now(), mix }), clock);
  return { clock, sent, runner };
}

describe('RampRunner', () => {
  it('sends the first step inside the call and the rest when due, then rests', async () => {
    const { clock, sent, runner } = running();
    runner.aimAt(PADS);
    expect(sent).toHaveLength(1);
    await clock.advance(10_000);
    expect(sent).toHaveLength(16);
    expect(sent.at(-1)).toEqual({ atMs: 3_750, mix: PADS });
    expect(clock.pending).toBe(0);
  });

  it('merges a storm of votes into the newest target, never faster than its steps', async () => {
    const { clock, sent, runner } = running();
    for (let press = 0; press < 600; press += 1) {
      runner.aimAt([...PADS, { text: 'techno', weight: 1 + (press % 20) / 10 }]);
      await clock.advance(50);
    }
    runner.aimAt(JAZZ);
    await clock.advance(4_000);
    expect(sent.at(-1)?.mix).toEqual(JAZZ);
    for (const [index, { atMs }] of sent.entries()) {
      const before = sent[index - 1];
      if (before !== undefined) expect(atMs - before.atMs).toBeGreaterThanOrEqual(250);
    }
    expect(clock.pending).toBe(0);
  });

  it('sends nothing when nothing changed', async () => {
    const { clock, sent, runner } = running();
    runner.aimAt([{ text: 'techno', weight: 1 }]);
    await clock.advance(10_000);
    expect(sent).toEqual([]);
  });

  it('takes another duration for what comes next', async () => {
    const { clock, sent, runner } = running();
    runner.setDuration(2_000);
    runner.aimAt(PADS);
    await clock.advance(1_750);
    expect(sent.at(-1)?.mix).toEqual(PADS);
  });

  it('leaves nothing behind when closed', async () => {
    const { clock, sent, runner } = running();
    runner.aimAt(PADS);
    runner.close();
    runner.aimAt(JAZZ);
    expect(clock.pending).toBe(0);
    await clock.advance(10_000);
    expect(sent).toHaveLength(1);
    expect(runner.target).toEqual(PADS);
  });
});
