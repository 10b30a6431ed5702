import type { APIMessageComponentEmoji } from 'discord-api-types/v10';
import { renderText } from '../dom/renderText.ts';
import { type ElementNode, h } from '../dom/vnode.ts';

/** A Unicode emoji as it is; of a server's own emoji the name, as nothing is fetched from elsewhere. */
export function renderEmoji(emoji: APIMessageComponentEmoji | undefined): ElementNode | undefined {
  if (emoji === undefined) return undefined;
  const { id, name } = emoji;
  if (id === undefined) return h('span', { class: 'emoji' }, renderText(name ?? ''));
  return h('span', { class: 'emoji emoji-custom' }, `:${name ?? 'emoji'}:`);
}
