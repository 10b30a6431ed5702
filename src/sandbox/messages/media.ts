import { ComponentType } from 'discord-api-types/v10';
import type { MessageComponent } from '../validation/components.ts';

type Path = readonly (string | number)[];

/** Every media item of a message's components: thumbnails, gallery items, files. */
export function* mediaOf(
  components: readonly MessageComponent[],
  at: Path,
): Generator<{ media: { url: string }; path: Path }> {
  for (const [index, component] of components.entries()) {
    const path = [...at, index];
    switch (component.type) {
      case ComponentType.Container:
        yield* mediaOf(component.components, [...path, 'components']);
        break;
      case ComponentType.Section:
        if (component.accessory.type === ComponentType.Thumbnail) {
          yield { media: component.accessory.media, path: [...path, 'accessory', 'media'] };
        }
        break;
      case ComponentType.MediaGallery:
        for (const [number, { media }] of component.items.entries()) {
          yield { media, path: [...path, 'items', number, 'media'] };
        }
        break;
      case ComponentType.File:
        yield { media: component.file, path: [...path, 'file'] };
        break;
      default:
    }
  }
}
