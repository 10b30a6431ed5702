import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

/** What the page's own player measures. */
const figures = z.object({
  /** Silence is infinitely far below full scale. */
  levelDbfs: z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]),
  latencyMs: z.number(),
  bufferedMs: z.number(),
  dropouts: z.number(),
  playedS: z.number(),
});
export type Figures = z.output<typeof figures>;

/** Soft music is well above, silence far below. */
export const AUDIBLE_DBFS = -40;

export async function figuresOf(page: Page): Promise<Figures> {
  return figures.parse(await page.evaluate('lyrebird.sound.figures'));
}

export async function levelOf(page: Page): Promise<number> {
  return (await figuresOf(page)).levelDbfs;
}

/** Waits until the page's analyser shows sound. */
export async function hears(page: Page, timeoutMs: number): Promise<void> {
  await expect
    .poll(() => levelOf(page), { timeout: timeoutMs, interval: 50 })
    .toBeGreaterThan(AUDIBLE_DBFS);
}
