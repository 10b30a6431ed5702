import type { ShownMessage } from '../../wire.ts';

/** Tells who and what an id in a text stands for. */
interface Lookup {
  readonly user: (id: string) => string | undefined;
  readonly channel: (id: string) => { readonly name: string } | undefined;
}

/** Words of a message that fit in one line: for replies, and for screen readers as it arrives. */
export function messageText(message: ShownMessage, names: Lookup): string {
  const texts = [message.content, ...message.embeds.map(({ title = '' }) => title)];
  for (const component of message.components ?? []) collectTexts(component, texts);
  const first = texts
    .join('\n')
    .split('\n')
    .map((line) => plain(line, names))
    .find((line) => line !== '');
  return first ?? '';
}

function collectTexts(component: unknown, texts: string[]): void {
  if (typeof component !== 'object' || component === null) return;
  if ('content' in component && typeof component.content === 'string') {
    texts.push(component.content);
  }
  if ('components' in component && Array.isArray(component.components)) {
    for (const child of component.components) collectTexts(child, texts);
  }
}

/** Without marks. */
function plain(line: string, names: Lookup): string {
  return (
    line
      .replace(/^(?:#{1,3}|-#|>|[-*]) +/, '')
      .replace(/\|\|.+?\|\|/g, 'spoiler')
      .replace(/<@!?(\d+)>/g, (_all, id: string) => `@${names.user(id) ?? 'somebody'}`)
      .replace(/<#(\d+)>/g, (_all, id: string) => names.channel(id)?.name ?? 'a channel')
      .replace(/\*\*|__|~~|`|<@&\d+>|<t:\d+(?::\w)?>/g, '')
      // Marks of direction, which mean nothing when spoken.
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
