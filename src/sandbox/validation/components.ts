import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { button, componentId } from './buttons.ts';
import { complaint, list, mediaUrl, text } from './fields.ts';
import { selects } from './selects.ts';

/** Documented limits of components in messages. */
const MAX_ROW_BUTTONS = 5;
const MAX_LEGACY_ROWS = 5;
const MAX_COMPONENTS = 40;
const MAX_SECTION_TEXTS = 3;
const MAX_GALLERY_ITEMS = 10;
const MAX_DESCRIPTION = 1_024;
/** All text displays of a message together. */
export const MAX_DISPLAYED_TEXT = 4_000;
const MAX_COLOR = 0xff_ff_ff;

const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: list(z.discriminatedUnion('type', [button, ...selects]), 1, MAX_ROW_BUTTONS),
  })
  .superRefine((row, ctx) => {
    // A select is as wide as five buttons.
    const hasSelect = row.components.some(({ type }) => type !== ComponentType.Button);
    if (!hasSelect || row.components.length === 1) return;
    for (const index of row.components.keys()) {
      if (index === 0) continue;
      ctx.addIssue(
        complaint(
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'The specified component exceeds the maximum width',
          ['components', index],
        ),
      );
    }
  });

export const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(1, MAX_DISPLAYED_TEXT),
});

const media = z.object({ url: mediaUrl });
const described = {
  description: text(0, MAX_DESCRIPTION).nullish(),
  spoiler: z.boolean().nullish(),
};

const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id: componentId,
  media,
  ...described,
});

const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: list(textDisplay, 1, MAX_SECTION_TEXTS),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const mediaGallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: list(z.object({ media, ...described }), 1, MAX_GALLERY_ITEMS),
});

const file = z.object({
  type: z.literal(ComponentType.File),
  id: componentId,
  file: z.object({
    url: z.string().refine((url) => url.startsWith('attachment://'), {
      error: 'File components only support attachment references',
      params: { code: 'FILE_COMPONENT_URL_INVALID' },
    }),
  }),
  spoiler: z.boolean().nullish(),
});

const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().nullish(),
  spacing: z.literal([1, 2]).nullish(),
});

const inContainer = [actionRow, textDisplay, section, mediaGallery, file, separator] as const;

const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: z.int().min(0).max(MAX_COLOR).nullish(),
  spoiler: z.boolean().nullish(),
  components: list(z.discriminatedUnion('type', inContainer), 1, MAX_COMPONENTS),
});

/** What a message without the Components V2 flag may have. */
export const legacyComponents = list(z.discriminatedUnion('type', [actionRow]), 0, MAX_LEGACY_ROWS);

/** What a message with the Components V2 flag consists of. */
export const layoutComponents = list(
  z.discriminatedUnion('type', [...inContainer, container]),
  1,
  MAX_COMPONENTS,
);

export type MessageComponent = z.output<typeof layoutComponents>[number];
export type Button = z.output<typeof button>;
export type SelectMenu = z.output<(typeof selects)[number]>;
