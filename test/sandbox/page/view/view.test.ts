import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPanel } from '#src/bot/panel/renderPanel.ts';
import type { ShownModal } from '#src/sandbox/page/client/wire.ts';
import { type Language, textsIn } from '#src/texts/texts.ts';
import { NAME_SETS, samplePanel } from '../../../support/bot/panelViews.ts';
import { measurePanel } from './support/measurePanel.ts';
import {
  ADA,
  BEN,
  BOT,
  LOUNGE,
  MUSIC,
  member,
  message,
  panelMessage,
  panelMessageOf,
  sampleWelcome,
} from './support/sampleWelcome.ts';
import {
  emit,
  focusedName,
  lastCall,
  startView,
  type ViewStage,
  violations,
} from './support/viewInBrowser.ts';

const voice = (userId: string) => ({
  userId,
  channelId: LOUNGE,
  selfMute: false,
  selfDeaf: userId === BEN,
  mute: false,
  deaf: false,
  suppress: false,
});
const WELCOME = sampleWelcome({
  voiceStates: [voice(ADA), voice(BEN), voice(BOT)],
  speaking: [BOT],
  messages: [
    message(BEN, { content: '**hello** ||secret|| <t:1700000000:R> `code`' }),
    panelMessage({ techno: 60, 'dreamy pads': 40 }),
    message(BOT, { content: 'For you alone', ephemeral: true }),
  ],
  faults: [
    {
      kind: 'toggle',
      id: 'plug',
      group: 'Lyria',
      label: 'Pull the plug',
      help: 'No music comes',
      value: false,
    },
    {
      kind: 'range',
      id: 'pace',
      group: 'Lyria',
      label: 'Pace',
      help: 'How fast it comes',
      value: 1,
      min: 0,
      max: 2,
      step: 0.1,
      unit: '×',
    },
    { kind: 'action', id: 'cut', group: 'Lyria', label: 'Cut the line', help: 'Once' },
  ],
});

let stage: ViewStage;
beforeAll(async () => {
  stage = await startView(WELCOME);
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose]());

describe('messages', () => {
  it('are edited in place: same button, same focus, though rows come and go around it', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const more = page.locator(`[data-custom-id="panel:abc:up:2"]`);
    await more.focus();
    await page.evaluate('globalThis.before = document.activeElement');
    await emit(page, {
      type: 'messageUpdated',
      message: panelMessage({ techno: 40, jazz: 10, 'dreamy pads': 50 }),
    });
    await page.getByRole('button', { name: /👍 ?3/ }).waitFor();
    // It is another number now, and still the same candidate.
    expect(await focusedName(page)).toContain('3');
    expect(await page.evaluate('document.activeElement === globalThis.before')).toBe(true);
    expect(tab.errors).toEqual([]);
  });

  it('leave the focus with the message when the focused button goes', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const more = page.getByRole('button', { name: /👍 ?2/ });
    await more.focus();
    await emit(page, { type: 'messageUpdated', message: panelMessage({ techno: 100 }) });
    await more.waitFor({ state: 'detached' });
    expect(
      await page.evaluate(
        'document.activeElement.getAttribute("role") ?? document.activeElement.localName',
      ),
    ).toBe('article');
  });

  it.each([
    ['plain', 4, 844],
    ['japanese', 4, 844],
    ['rtl', 4, 844],
    ['emoji', 4, 844],
    ['long', 4, 844],
    ['long', 8, 1.5 * 844],
    ['plain', 8, 1.5 * 844],
    ['long', 4, 844, 'de'],
    ['long', 8, 1.5 * 844, 'de'],
    ['japanese', 4, 844, 'ja'],
  ] as const)(
    'show a panel with %s names, %i of them, on a phone within %i pixels',
    async (set, count, most, language: Language = 'en') => {
      const texts = textsIn(language);
      await using tab = await stage.open({ width: 390 });
      const { page } = tab;
      const panel = renderPanel(texts, samplePanel(NAME_SETS[set], count));
      await emit(page, { type: 'messageCreated', message: { ...panelMessageOf(panel), id: '99' } });
      await page.getByRole('button', { name: new RegExp(`👎 ?${count}`) }).waitFor();
      const { untilStop, inARow } = await measurePanel(page, texts);
      expect(untilStop).toBeLessThanOrEqual(most);
      // None of them wraps, so that each stands below its number.
      expect(inARow).toBe(true);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    },
  );

  it('press their buttons, and say under them what went wrong', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    await page.getByRole('button', { name: /👍 ?1/ }).click();
    expect(await lastCall(page)).toMatchObject({
      name: 'press',
      given: [expect.any(String), 'panel:abc:up:1'],
    });
    await page.evaluate("fake.outcome = 'failed'");
    await page.getByRole('button', { name: /👎 ?1/ }).click();
    await page.getByText('This interaction failed.').waitFor();
  });

  it('show what is for one person only until it is put away, and hide spoilers until asked', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    await page.getByText('Only you can see this').waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await page.getByText('For you alone').count()).toBe(0);
    await page.getByRole('button', { name: 'Spoiler: show it' }).press('Enter');
    expect(await page.getByText('secret').isVisible()).toBe(true);
  });

  it('choose from a select by keys', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const select = page.getByRole('combobox', { name: /ready-made mix/ });
    await select.focus();
    await select.press('ArrowDown');
    await select.press('s');
    await select.press('Enter');
    expect(await lastCall(page)).toMatchObject({
      name: 'select',
      given: [expect.any(String), 'panel:abc:preset', ['sunset']],
    });
    expect(await page.getByRole('listbox').count()).toBe(0);
  });
});

describe('the message box', () => {
  it('lays its help over the messages: nothing moves while one types', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const box = page.getByRole('combobox', { name: /^Message #/ });
    const messages = page.getByRole('region', { name: /^Messages in/ });
    const before = [await box.boundingBox(), await messages.boundingBox()];
    await box.fill('/lyria play ');
    await page.locator('.signature').waitFor();
    expect([await box.boundingBox(), await messages.boundingBox()]).toEqual(before);
  });

  it('completes and runs a command by keys alone', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const box = page.getByRole('combobox', { name: 'Message #music' });
    await box.focus();
    await page.keyboard.type('/lyria pl');
    await expect.poll(() => box.getAttribute('aria-activedescendant')).toBe('message-box-list-0');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('/lyria play ');
    await page.evaluate("fake.choices = [{ name: 'techno', value: 'techno' }]");
    await page.keyboard.type('te');
    await page.getByRole('option', { name: 'techno' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('/lyria play techno ');
    await page.keyboard.press('Enter');
    expect(await lastCall(page)).toEqual({
      name: 'runCommand',
      given: [MUSIC, 'lyria play', { prompt: 'techno' }],
    });
    expect(await box.inputValue()).toBe('');
  });

  it('says what is missing, and gives back what was refused', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const box = page.getByRole('combobox', { name: 'Message #music' });
    await box.fill('/lyria volume level: loud');
    await box.press('Enter');
    await expect.poll(() => box.getAttribute('aria-invalid')).toBe('true');
    await page.evaluate("fake.refusal = 'You are too fast.'");
    await box.fill('hello');
    await box.press('Enter');
    await page.getByText('You are too fast.').waitFor();
    expect(await box.inputValue()).toBe('hello');
  });

  it('starts the music at one click', async () => {
    await using tab = await stage.open();
    await tab.page.getByRole('button', { name: '/lyria play techno' }).click();
    await expect
      .poll(() => lastCall(tab.page))
      .toMatchObject({
        name: 'runCommand',
        given: [MUSIC, 'lyria play', { prompt: 'techno' }],
      });
  });
});

const MODAL: ShownModal = {
  interactionId: '77',
  title: 'Propose a prompt',
  customId: 'propose',
  components: [
    {
      type: 18,
      label: 'A mood',
      component: { type: 4, custom_id: 'prompt', style: 1, required: true, max_length: 20 },
    },
    {
      type: 18,
      label: 'How much',
      component: {
        type: 21,
        custom_id: 'much',
        options: [
          { label: 'A little', value: '1' },
          { label: 'A lot', value: '2' },
        ],
      },
    },
  ],
};

describe('the box for what is said aloud', () => {
  it('says what is typed at Enter and empties itself, says a suggestion at a click, and keeps what was refused', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const box = page.getByRole('textbox', { name: 'Say in the voice channel' });
    await box.focus();
    await page.keyboard.type('bring in a piano');
    await page.keyboard.press('Enter');
    await expect.poll(() => lastCall(page)).toEqual({ name: 'speak', given: ['bring in a piano'] });
    await expect.poll(() => box.inputValue()).toBe('');
    await page.getByRole('button', { name: 'make it darker' }).click();
    await expect.poll(() => lastCall(page)).toEqual({ name: 'speak', given: ['make it darker'] });
    await page.evaluate(`fake.refusal = 'Who is muted is heard by nobody.'`);
    await box.fill('more bass');
    await page.keyboard.press('Enter');
    await page.getByText('Who is muted is heard by nobody.').waitFor();
    expect(await box.inputValue()).toBe('more bass');
  });
});

describe('the microphone', () => {
  it('is off until it is pressed, shows that it is on, and says why there is none', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    const button = page.getByRole('button', { name: 'Microphone' });
    const isOn = (): Promise<string | null> => button.getAttribute('aria-pressed');
    expect(await isOn()).toBe('false');
    await page.evaluate(`fake.refusal = 'The browser gives this page no microphone.'`);
    await button.click();
    await page.getByText('The browser gives this page no microphone.').waitFor();
    expect(await isOn()).toBe('false');
    await button.click();
    await expect.poll(isOn).toBe('true');
    await button.click();
    await expect.poll(isOn).toBe('false');
    expect(await lastCall(page)).toEqual({ name: 'setMicrophone', given: [false] });
  });
});

describe('modals', () => {
  it('open from a button, check what is filled in, and give the focus back', async () => {
    await using tab = await stage.open();
    const { page } = tab;
    await page.evaluate((modal) => {
      globalThis.fake.modal = modal;
    }, MODAL);
    const opener = page
      .getByRole('button', { name: 'Propose', exact: false })
      .filter({ hasText: 'Propose' })
      .last();
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Propose a prompt' });
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('This field is required.').first().waitFor();
    await page.keyboard.type('rain');
    await dialog.getByRole('radio', { name: 'A lot' }).check();
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await lastCall(page)).toEqual({
      name: 'submitModal',
      given: ['77', { prompt: 'rain', much: '2' }],
    });
    await expect.poll(() => focusedName(page)).toContain('Propose');
  });
});

describe('accessibility rules', () => {
  it.each(['dark', 'light'] as const)('find nothing in %s', async (colorScheme) => {
    await using tab = await stage.open({ colorScheme });
    const { page } = tab;
    await page.getByRole('button', { name: 'The workings' }).click();
    await emit(page, {
      type: 'members',
      members: [...WELCOME.members, member('77', { name: 'Eve', taste: 'loud and fast' })],
    });
    await page.getByRole('combobox', { name: 'Message #music' }).fill('/lyria ');
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Close the workings' }).click();
    await page.getByRole('button', { name: 'Channels and voice' }).click();
    expect(await violations(page)).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(sideways)).toBe(false);
    expect(tab.errors).toEqual([]);
  });
});
