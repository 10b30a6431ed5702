import type { Page } from 'playwright-core';
import { ENGLISH, type Texts } from '#src/texts/texts.ts';

/**
 * How high the panel is that the page shows last, in CSS pixels, the name above it included; and
 * whether each row of its vote buttons stays in one line.
 */
export async function measurePanel(
  page: Page,
  texts: Texts = ENGLISH,
): Promise<{
  readonly untilStop: number;
  readonly whole: number;
  readonly inARow: boolean;
}> {
  const panel = await page.getByRole('article').last().boundingBox();
  const stop = await page
    .getByRole('button', { name: texts.say('panel.button.stop') })
    .last()
    .boundingBox();
  if (panel === null || stop === null) throw new Error('There is no panel to measure');
  const rows = page
    .getByRole('article')
    .last()
    .locator('.action-row:has([data-custom-id*=":down:"])');
  const heights = await Promise.all((await rows.all()).map((row) => row.boundingBox()));
  const inARow = heights.every((row) => row !== null && row.height < 2 * stop.height);
  return { untilStop: stop.y + stop.height - panel.y, whole: panel.height, inARow };
}
