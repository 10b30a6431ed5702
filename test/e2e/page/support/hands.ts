import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a person does on the page, by the names they see. */
export async function joinLounge(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Lounge, voice channel/ }).click();
  await page.getByRole('button', { name: 'Leave voice' }).waitFor();
}

export function messageBox(page: Page): Locator {
  return page.getByRole('combobox', { name: /^Message #/ });
}

/** Types a command as a member does: completes its name from the list, then its first option. */
export async function playTechno(page: Page): Promise<void> {
  const box = messageBox(page);
  await box.click();
  await box.pressSequentially('/lyria pl');
  await page
    .getByRole('option', { name: /\/?lyria play/ })
    .first()
    .click();
  await box.pressSequentially('techno');
  const offered = page.getByRole('option', { name: /techno/i }).first();
  await offered.waitFor();
  await offered.click();
  await box.press('Enter');
}

/** The panel keeps the direction of a prompt's letters to itself with invisible marks. */
const MARK = '[\\u2066-\\u2069]?';

const PATIENCE_MS = 15_000;

/** What stands on the panel for a candidate: its number, its name, and below them its share. */
async function lineOf(page: Page, prompt: string): Promise<RegExpExecArray | undefined> {
  const text = await page.locator('main').innerText();
  const line = new RegExp(`(\\d+) · ${MARK}${prompt}${MARK}\\n+[█░]+ (\\d+)%`, 'g');
  return [...text.matchAll(line)].at(-1);
}

/** The number by which the panel's buttons name a candidate, as soon as it stands there. */
export async function numberOf(page: Page, prompt: string): Promise<string> {
  let number: string | undefined;
  await expect
    .poll(
      async () => {
        number = (await lineOf(page, prompt))?.[1];
        return number;
      },
      { timeout: PATIENCE_MS },
    )
    .toBeDefined();
  return number ?? '';
}

/** The panel's button for a candidate. */
export async function voteButton(
  page: Page,
  direction: 'More' | 'Less',
  prompt: string,
): Promise<Locator> {
  const thumb = direction === 'More' ? '👍' : '👎';
  const name = new RegExp(`^${thumb} ?${await numberOf(page, prompt)}$`);
  return page.getByRole('button', { name }).last();
}

/** The share that the panel shows for a candidate, in per cent; undefined when it is not there. */
export async function shareOf(page: Page, prompt: string): Promise<number | undefined> {
  const share = (await lineOf(page, prompt))?.[2];
  return share === undefined ? undefined : Number(share);
}
