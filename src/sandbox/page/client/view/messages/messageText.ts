import type { ShownMessage } from '../../wire.ts';

/** Words of a message that fit in one line: for replies, and for screen readers as it arrives. */
export function messageText(message: ShownMessage): string {
  const texts = [message.content, ...message.embeds.map(({ title = '' }) => title)];
  for (const component of message.components ?? []) collectTexts(component, texts);
  const first = texts
    .join('\n')
    .split('\n')
    .map(plain)
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
function plain(line: string): string {
  return (
    line
      .replace(/^(?:#{1,3}|-#|>|[-*]) +/, '')
      .replace(/\|\|.+?\|\|/g, 'spoiler')
      .replace(/\*\*|__|~~|`|<[@#][!&]?\d+>|<t:\d+(?::\w)?>/g, '')
      // Marks of direction, which mean nothing when spoken.
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
