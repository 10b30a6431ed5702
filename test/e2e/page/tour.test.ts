import { expect, test } from 'vitest';
import { joinLounge, playTechno, shareOf, voteButton } from './support/hands.ts';
import { startPageStage } from './support/PageStage.ts';
import { AUDIBLE_DBFS, figuresOf, hears, levelOf } from './support/sound.ts';

/** From the command to the page's loudspeaker. */
const FIRST_SOUND_MS = 5_000;
const PATIENCE_MS = 15_000;
/** Longer than all that Lyria has sent ahead: only the bot's own doing can be heard by then. */
const WITHOUT_LYRIA_MS = 15_000;
const LOOK_EVERY_MS = 250;
/** Within a bar of techno there are breaths, never a second of silence. */
const LONGEST_SILENCE_MS = 1_000;
const MOST_LATENCY_MS = 300;

test('the whole tour: join, play, vote in two tabs, propose, tune, pull the plug, stop', async () => {
  await using stage = await startPageStage();
  const ada = await stage.openTab();
  await joinLounge(ada);

  await playTechno(ada);
  const commandedMs = performance.now();
  await hears(ada, FIRST_SOUND_MS);
  expect(performance.now() - commandedMs).toBeLessThan(FIRST_SOUND_MS);
  await (await voteButton(ada, 'More', 'techno')).waitFor();

  const ben = await stage.openTab();
  await joinLounge(ben);
  await hears(ben, FIRST_SOUND_MS);

  await ben.getByRole('button', { name: 'Propose' }).last().click();
  const form = ben.getByRole('dialog');
  await form.getByRole('textbox').first().fill('ambient');
  await form.getByRole('button', { name: /^(Submit|Send)/ }).click();
  await form.waitFor({ state: 'hidden' });
  for (const tab of [ada, ben]) {
    await (await voteButton(tab, 'More', 'ambient')).waitFor();
    await expect.poll(() => shareOf(tab, 'ambient'), { timeout: PATIENCE_MS }).toBe(50);
  }

  for (const tab of [ada, ben]) await (await voteButton(tab, 'More', 'ambient')).click();
  for (const tab of [ada, ben]) await (await voteButton(tab, 'Less', 'techno')).click();
  for (const tab of [ada, ben]) {
    // Four points against none: techno leaves the mix.
    await expect.poll(() => shareOf(tab, 'ambient'), { timeout: PATIENCE_MS }).toBe(100);
  }

  const untuned = 'brightness auto · density auto';
  for (const tab of [ada, ben]) await tab.getByText(untuned).waitFor();
  await ada.getByRole('button', { name: 'Tune' }).last().click();
  await ada.getByRole('button', { name: 'Brighter' }).last().click();
  for (const tab of [ada, ben]) await tab.getByText(untuned).waitFor({ state: 'hidden' });

  await ada.getByRole('button', { name: 'The workings' }).click();
  await ada.getByRole('switch', { name: 'Pull the plug' }).click();
  let silentMs = 0;
  for (let ms = 0; ms < WITHOUT_LYRIA_MS; ms += LOOK_EVERY_MS) {
    await ada.waitForTimeout(LOOK_EVERY_MS);
    silentMs = (await levelOf(ada)) > AUDIBLE_DBFS ? 0 : silentMs + LOOK_EVERY_MS;
    expect(silentMs).toBeLessThan(LONGEST_SILENCE_MS);
  }
  expect((await figuresOf(ada)).latencyMs).toBeLessThan(MOST_LATENCY_MS);
  await ada.getByRole('switch', { name: 'Pull the plug' }).click();

  await ada.getByRole('button', { name: 'Stop' }).last().click();
  await expect
    .poll(() => ada.evaluate('lyrebird.sound.state'), { timeout: PATIENCE_MS })
    .toBe('quiet');
  expect(stage.errors).toEqual([]);
});
