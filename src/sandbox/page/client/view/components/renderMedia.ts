import type {
  APIFileComponent,
  APIMediaGalleryComponent,
  APIThumbnailComponent,
} from 'discord-api-types/v10';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';

/** What the description is for who cannot see it, or when it cannot be loaded. */
const NAMELESS = 'Picture without a description';

export function renderThumbnail(thumbnail: APIThumbnailComponent): ElementNode {
  return picture(thumbnail.media.url, thumbnail.description, 'thumbnail', thumbnail.spoiler);
}

export function renderGallery(gallery: APIMediaGalleryComponent, key: string): ElementNode {
  return h(
    'div',
    { key, class: `gallery gallery-${Math.min(gallery.items.length, 3)}` },
    gallery.items.map(({ media, description, spoiler }) =>
      picture(media.url, description, 'gallery-item', spoiler),
    ),
  );
}

function picture(
  url: string,
  description: string | null | undefined,
  look: string,
  spoiler: boolean | undefined,
): ElementNode {
  const image = h('img', {
    key: url,
    class: look,
    attributes: { src: url, alt: description ?? NAMELESS, loading: 'lazy' },
    on: {
      error: (event) => {
        if (event.currentTarget instanceof HTMLElement) {
          event.currentTarget.classList.add('picture-missing');
        }
      },
    },
  });
  if (spoiler !== true) return image;
  return h('details', { key: url, class: 'media-spoiler' }, h('summary', {}, 'Spoiler'), image);
}

export function renderFile(file: APIFileComponent, key: string): ElementNode {
  const name = file.name ?? decodeURIComponent(file.file.url.split('/').at(-1) ?? 'file');
  return renderFileCard(key, file.file.url, name, file.size);
}

export function renderFileCard(
  key: string,
  url: string,
  name: string,
  sizeBytes: number | undefined,
): ElementNode {
  return h(
    'div',
    { key, class: 'file' },
    icon('file'),
    h(
      'div',
      { class: 'file-text' },
      h(
        'a',
        { attributes: { href: url, target: '_blank', rel: 'noreferrer', download: name } },
        name,
      ),
      sizeBytes !== undefined && h('small', {}, fileSize(sizeBytes)),
    ),
  );
}

function fileSize(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = bytes < 1_024 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1_024 ** power;
  return `${power === 0 ? size : size.toFixed(1)} ${units[power]}`;
}
