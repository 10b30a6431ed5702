import { expect, test } from 'vitest';
import { joinLounge, playTechno } from './support/hands.ts';
import { startPageStage } from './support/PageStage.ts';
import { AUDIBLE_DBFS, figuresOf, hears } from './support/sound.ts';

const FIRST_SOUND_MS = 5_000;
const LISTEN_S = 60;
const MOST_LATENCY_MS = 300;
const MS_PER_S = 1_000;

test('a minute of sound in the page without a drop-out, and never 300 ms late', async () => {
  await using stage = await startPageStage();
  const page = await stage.openTab();
  await joinLounge(page);
  await playTechno(page);
  await hears(page, FIRST_SOUND_MS);
  const before = await figuresOf(page);

  const latencies: number[] = [];
  const levels: number[] = [];
  for (let second = 0; second < LISTEN_S; second += 1) {
    await page.waitForTimeout(MS_PER_S);
    const { latencyMs, levelDbfs } = await figuresOf(page);
    latencies.push(latencyMs);
    levels.push(levelDbfs);
  }
  const after = await figuresOf(page);
  expect(after.dropouts - before.dropouts).toBe(0);
  expect(after.playedS - before.playedS).toBeGreaterThan(LISTEN_S - 1);
  expect(Math.max(...latencies)).toBeLessThan(MOST_LATENCY_MS);
  expect(levels.filter((level) => level > AUDIBLE_DBFS).length).toBeGreaterThan(LISTEN_S / 2);
  expect(stage.errors).toEqual([]);
});
