import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { joinLounge, messageBox, playTechno, voteButton } from './support/hands.ts';
import { type PageStage, startPageStage } from './support/PageStage.ts';

let stage: PageStage;
beforeAll(async () => {
  stage = await startPageStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test('no rule is broken when one comes, in both themes', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    const page = await stage.openTab({ colorScheme });
    await messageBox(page).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }
});

test.each(['dark', 'light'] as const)(
  'no rule is broken while one plays, votes, proposes and looks inside, in %s',
  async (colorScheme) => {
    const page = await stage.openTab({ colorScheme });
    await joinLounge(page);
    if ((await page.getByRole('button', { name: /👍/ }).count()) === 0) await playTechno(page);
    await (await voteButton(page, 'More', 'techno')).waitFor();
    await page.getByRole('button', { name: 'Tune' }).last().click();
    await page.getByRole('button', { name: 'Brighter' }).last().waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await messageBox(page).pressSequentially('/lyria');
    await page.getByRole('listbox').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await messageBox(page).fill('');

    await page.getByRole('button', { name: 'Propose' }).last().click();
    await page.getByRole('dialog').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'The workings' }).click();
    await page.getByRole('switch', { name: 'Pull the plug' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  },
);

test("no rule is broken at a phone's width, with the channels open and closed", async () => {
  const page = await stage.openTab({ width: 390, height: 844 });
  await messageBox(page).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Channels and voice' }).click();
  await page.getByRole('button', { name: 'Close the channels' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.close();
});
