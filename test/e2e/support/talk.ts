import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { InteractionView } from '#src/sandbox/client/schemas.ts';
import { until } from '#test/support/events.ts';
import { buttonWith, panelOf } from './panel.ts';
import { answerText, pass } from './Stage.ts';

/** Presses Talk to the DJ on the panel, agrees where that is asked, and resolves once the bot hears. */
export async function pressToTalk(control: ControlClient, person: string): Promise<void> {
  // The panel follows what was set with its next edit.
  const { panel, customId } = await until(
    'the button',
    async () => {
      const now = await panelOf(control, person);
      const id = buttonWith(now, /:talk$/);
      return id === undefined ? undefined : { panel: now, customId: id };
    },
    () => pass(control, 300),
  );
  const form = { message: panel.id, customId, wait: 'response' } as const;
  // A busy machine takes its time over the last answer.
  const pressed = await until(
    'the DJ to have finished',
    async () => {
      const answered = await control.press(person, form);
      return answerText(answered).includes('listening to you already') ? undefined : answered;
    },
    () => pass(control, 500),
  );
  await agreeIfAsked(control, person, pressed);
}

/** The same by the command. */
export async function typeToTalk(control: ControlClient, person: string): Promise<void> {
  await agreeIfAsked(control, person, await control.type(person, '/lyria talk'));
}

async function agreeIfAsked(
  control: ControlClient,
  person: string,
  answered: InteractionView,
): Promise<void> {
  const { response } = answered;
  const agree = response === null ? undefined : buttonWith(response, /^talk:agree$/);
  if (response === null || agree === undefined) {
    expectHeard(answerText(answered));
    return;
  }
  const form = { message: response.id, customId: agree, wait: 'response' } as const;
  expectHeard(answerText(await control.press(person, form)));
}

function expectHeard(text: string): void {
  if (!text.includes('Say it now')) throw new Error(`The DJ does not listen: ${text}`);
}
