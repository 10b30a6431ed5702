import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { ComponentView, MessageView } from '#src/sandbox/client/schemas.ts';
import { until } from '#test/support/events.ts';

/** A component and all that are nested in it, in reading order. */
export function flatten(component: unknown): ComponentView[] {
  if (typeof component !== 'object' || component === null || !('type' in component)) return [];
  const own = { ...component, type: Number(component.type) };
  const nested = 'components' in component ? component.components : [];
  return [own, ...(Array.isArray(nested) ? nested.flatMap(flatten) : [])];
}

/** The station's panel as a person sees it now: the newest message that has vote buttons. */
export async function panelOf(control: ControlClient, person: string): Promise<MessageView> {
  const messages = await control.messages(person, 'music');
  const panel = messages.findLast((message) => voteButton(message, 'up', 1) !== undefined);
  if (panel === undefined) throw new Error('There is no panel');
  return panel;
}

/** The custom id of the panel's nth candidate's button; undefined when there is none. */
export function voteButton(
  panel: MessageView,
  kind: 'up' | 'down',
  candidate: number,
): string | undefined {
  return buttonWith(panel, new RegExp(`^panel:[^:]+:${kind}:${candidate}$`));
}

export function buttonWith(panel: MessageView, customId: RegExp): string | undefined {
  const found = panel.components
    .flatMap(flatten)
    .find(({ custom_id }) => typeof custom_id === 'string' && customId.test(custom_id));
  return typeof found?.['custom_id'] === 'string' ? found['custom_id'] : undefined;
}

/** All text that is shown, a display a line. */
export function panelText(panel: MessageView): string {
  return panel.components
    .flatMap(flatten)
    .map(({ content }) => content)
    .filter((content) => typeof content === 'string')
    .join('\n');
}

/** Waits until the panel shows what is expected of it, and says what it shows. */
export async function panelShows(
  control: ControlClient,
  person: string,
  what: string,
  accepts: (text: string) => boolean,
  patienceMs?: number,
): Promise<string> {
  let { lastEvent } = await control.overview();
  return until(
    `a panel ${what}`,
    async () => {
      const text = panelText(await panelOf(control, person));
      return accepts(text) ? text : undefined;
    },
    async () => {
      const types = ['messageUpdated', 'messageCreated'];
      ({ last: lastEvent } = await control.events(lastEvent, { types, waitMs: 2_000 }));
    },
    patienceMs,
  );
}

/** Presses a candidate's button; resolves when it is acknowledged. */
export async function pressVote(
  control: ControlClient,
  person: string,
  kind: 'up' | 'down',
  candidate: number,
): Promise<number> {
  const panel = await panelOf(control, person);
  const customId = voteButton(panel, kind, candidate) ?? '';
  const pressed = await control.press(person, {
    message: panel.id,
    customId,
    wait: 'acknowledged',
  });
  return pressed.acknowledgedAfterMs ?? Number.POSITIVE_INFINITY;
}

/** Opens the tuning and presses one of its buttons; resolves when it is acknowledged. */
export async function tune(control: ControlClient, person: string, button: string): Promise<void> {
  const panel = await panelOf(control, person);
  const customId = buttonWith(panel, /:tune$/) ?? '';
  const opened = await control.press(person, { message: panel.id, customId, wait: 'response' });
  if (opened.response === null) throw new Error('The tuning did not open');
  const wish = buttonWith(opened.response, new RegExp(button)) ?? '';
  const message = opened.response.id;
  await control.press(person, { message, customId: wish, wait: 'acknowledged' });
}
