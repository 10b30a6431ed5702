import type { Locator, Page } from 'playwright-core';

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

/** The panel's button for a candidate. */
export function voteButton(page: Page, direction: 'More' | 'Less', prompt: string): Locator {
  return page
    .getByRole('button', { name: new RegExp(`${direction} ${MARK}${prompt}${MARK}$`) })
    .last();
}

/** The share that the panel shows for a candidate, in per cent; undefined when it is not there. */
export async function shareOf(page: Page, prompt: string): Promise<number | undefined> {
  const text = await page.locator('main').innerText();
  const share = new RegExp(`${MARK}${prompt}${MARK}\\n[█░]+ (\\d+)%`, 'g');
  const last = [...text.matchAll(share)].at(-1)?.[1];
  return last === undefined ? undefined : Number(last);
}
