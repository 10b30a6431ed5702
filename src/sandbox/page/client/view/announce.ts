import type { BackendEvent, ShownMessage } from '../contract.ts';
import { messageText } from './messages/messageText.ts';
import type { Names } from './state/Names.ts';
import type { PageState } from './state/PageState.ts';

/** Panels change every few seconds; a screen reader hears of one at most this often. */
const QUIET_MS = 4_000;
/** Lines that are kept for somebody who reads back. */
const MAX_LINES = 5;

/**
 * What a screen reader is told of an event: new messages in the channel that is open, and edits
 * that change a message's first words. Undefined when it is not worth the interruption.
 */
export function announcement(
  before: PageState,
  event: BackendEvent,
  names: Names,
): { readonly text: string; readonly edit: boolean } | undefined {
  if (event.type !== 'messageCreated' && event.type !== 'messageUpdated') return undefined;
  const { message } = event;
  if (message.channel_id !== before.textChannelId) return undefined;
  const text = sentence(message, names);
  if (event.type === 'messageCreated') return { text, edit: false };
  const old = before.known?.messages.find(({ id }) => id === message.id);
  if (old === undefined || sentence(old, names) === text) return undefined;
  return { text, edit: !old.thinking };
}

function sentence(message: ShownMessage, names: Names): string {
  const name = names.user(message.author.id) ?? message.author.username;
  if (message.thinking) return `${name} is thinking`;
  const hidden = message.ephemeral ? ', only to you' : '';
  return `${name}${hidden}: ${messageText(message, names)}`;
}

/** Writes announcements into a live region, with pauses between those about edits. */
export class Announcer {
  readonly #region: HTMLElement;
  #quietUntilMs = 0;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  say(text: string, edit: boolean, nowMs: number): void {
    if (edit && nowMs < this.#quietUntilMs) return;
    this.#quietUntilMs = nowMs + QUIET_MS;
    const line = document.createElement('p');
    line.textContent = text;
    this.#region.append(line);
    while (this.#region.children.length > MAX_LINES) this.#region.firstElementChild?.remove();
  }
}
