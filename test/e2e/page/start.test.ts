import { expect, test } from 'vitest';
import { z } from 'zod';
import { joinLounge, messageBox, playTechno } from './support/hands.ts';
import { startPageStage } from './support/PageStage.ts';
import { hears } from './support/sound.ts';

/** What a first look may take. */
const FIRST_PAINT_MS = 1_000;
const FIRST_SOUND_MS = 5_000;
const PATIENCE_MS = 15_000;

test('the page is there within a second, its message box included', async () => {
  await using stage = await startPageStage();
  const page = await stage.openTab();
  await messageBox(page).waitFor();
  const times = z.object({ paintMs: z.number(), boxMs: z.number() }).parse(
    await page.evaluate(`(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const mark = performance.getEntriesByName('shown').at(0);
      return { paintMs: paint.startTime, boxMs: mark.startTime };
    })()`),
  );
  expect(times.paintMs).toBeLessThan(FIRST_PAINT_MS);
  expect(times.boxMs).toBeLessThan(FIRST_PAINT_MS);
});

test('a second start takes another port', async () => {
  await using first = await startPageStage();
  await using second = await startPageStage();
  expect(second.url).not.toBe(first.url);
  const page = await second.openTab();
  await messageBox(page).waitFor();
});

test('a page that is reloaded is the same person at the same place, and asks for a click', async () => {
  await using stage = await startPageStage();
  const page = await stage.openTab();
  await joinLounge(page);
  await playTechno(page);
  await hears(page, FIRST_SOUND_MS);
  await page.reload();
  await page.getByRole('button', { name: 'Leave voice' }).waitFor();
  expect(await page.evaluate('lyrebird.sound.state')).toBe('needsClick');
  await page.getByRole('button', { name: 'Start sound' }).click();
  await hears(page, PATIENCE_MS);
  const people = page.getByRole('list', { name: 'In Lounge' }).getByRole('listitem');
  expect(await people.allInnerTexts()).toEqual([
    expect.stringContaining('Ada'),
    expect.stringContaining('Lyrebird'),
  ]);
  expect(stage.errors).toEqual([]);
});

test('a crowd comes, votes by its taste, and goes home', async () => {
  await using stage = await startPageStage();
  const page = await stage.openTab();
  await joinLounge(page);
  await playTechno(page);
  await hears(page, FIRST_SOUND_MS);
  await page.getByRole('button', { name: /5 listeners$/ }).click();
  const people = page.getByRole('list', { name: 'In Lounge' }).getByRole('listitem');
  await expect.poll(() => people.count(), { timeout: PATIENCE_MS }).toBe(7);
  await page.getByText('6 listeners').waitFor();
  const votes = async (): Promise<boolean> =>
    /[1-9]\d* (?:up|down)/.test(await page.locator('main').innerText());
  await expect.poll(votes, { timeout: PATIENCE_MS }).toBe(true);
  await page.getByRole('button', { name: 'Send home' }).click();
  await expect.poll(() => people.count(), { timeout: PATIENCE_MS }).toBe(2);
  expect(stage.errors).toEqual([]);
});
