import type { APIEmbed } from 'discord-api-types/v10';
import { hexColour } from '../components/renderComponents.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import type { Names } from '../state/Names.ts';

export function renderEmbed(embed: APIEmbed, names: Names): ElementNode {
  const { author, title, url, description, fields, thumbnail, image, footer, timestamp } = embed;
  const style = {
    '--accent-colour': embed.color === undefined ? undefined : hexColour(embed.color),
  };
  return h(
    'div',
    { class: 'embed container', style },
    thumbnail !== undefined &&
      h('img', { class: 'thumbnail embed-thumbnail', attributes: { src: thumbnail.url, alt: '' } }),
    author !== undefined && h('p', { class: 'embed-author' }, author.name),
    title !== undefined &&
      h('p', { class: 'embed-title' }, url === undefined ? title : outside(url, title)),
    description !== undefined && renderMarkdown(description, names),
    fields !== undefined &&
      h(
        'dl',
        { class: 'embed-fields' },
        fields.map(({ name, value, inline }) =>
          h(
            'div',
            { class: inline === true ? 'embed-field embed-field-inline' : 'embed-field' },
            h('dt', {}, name),
            h('dd', {}, renderMarkdown(value, names)),
          ),
        ),
      ),
    image !== undefined &&
      h('img', { class: 'embed-image', attributes: { src: image.url, alt: '' } }),
    (footer !== undefined || timestamp !== undefined) &&
      h('p', { class: 'embed-footer' }, footerText(footer?.text, timestamp)),
  );
}

function outside(url: string, text: string): ElementNode {
  return h('a', { attributes: { href: url, target: '_blank', rel: 'noreferrer noopener' } }, text);
}

function footerText(text: string | undefined, timestamp: string | undefined): string {
  const date = timestamp === undefined ? [] : [new Date(timestamp).toLocaleString('en')];
  return [...(text === undefined ? [] : [text]), ...date].join(' · ');
}
