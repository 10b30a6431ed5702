import { describe, expect, test } from 'vitest';
import { lyriaAt, MEASURED_LYRIA } from '#bench/simulate/lyriaProfile.ts';
import { recordMaterial } from '#bench/simulate/recordings.ts';
import { simulate } from '#bench/simulate/simulate.ts';

const material = recordMaterial();
const run = (seed: number, hours: number) =>
  simulate({ seed, hours, profile: MEASURED_LYRIA, material });

describe('a simulated station', () => {
  test('does the same for the same seed, to the byte, and something else for another', async () => {
    const [first, again, other] = [await run(7, 0.05), await run(7, 0.05), await run(8, 0.05)];
    expect(again).toEqual(first);
    expect(other.digest).not.toBe(first.digest);
  });

  test('notices nothing of a clock on the wall that is set', async () => {
    const usual = { seed: 7, hours: 1.5, profile: MEASURED_LYRIA, material };
    const [steady, set] = [await simulate(usual), await simulate({ ...usual, clockSteps: true })];
    expect(set.wallClockSteps).toBeGreaterThan(0);
    expect(set.digest).toBe(steady.digest);
  });

  test('comes through outages of voice: back at once, and nothing piles up', async () => {
    const seed = 3;
    const options = { profile: lyriaAt(0.985), material, voiceOutages: true };
    const report = await simulate({ seed, hours: 4, ...options });
    expect(report.voiceOutages).toBeGreaterThan(5);
    expect(report.clickTimesMs).toEqual([]);
    expect(report.violations).toEqual([]);
    expect(Math.max(...report.backMs)).toBeLessThan(100);
  });

  // Seeds that once failed, up to past where they did.
  test.each([
    { seed: 1, hours: 4.4, found: 'clicks after 1,852 s, 15,063 s and 15,555 s' },
    { seed: 2, hours: 0.6, found: 'a click after 2,117 s, within a long bridge' },
    { seed: 4, hours: 4.4, found: 'a stroke of the louder side in a handover after 15,679 s' },
    { seed: 14, hours: 7.9, found: 'a stroke of the softer side in a handover after 28,274 s' },
  ])('plays seed $seed without fault for $hours h: there were $found', async ({ seed, hours }) => {
    const report = await run(seed, hours);
    expect(report.clickTimesMs).toEqual([]);
    expect(report.violations).toEqual([]);
    expect(report.silenceMs).toBe(0);
    expect(report.playout.handovers).toBeGreaterThan(0);
    expect(report.lyria.mostSessions).toBeLessThanOrEqual(2);
  });
});
