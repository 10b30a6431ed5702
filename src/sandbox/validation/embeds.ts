import { z } from 'zod';
import { complaint, isoTime, linkUrl, list, mediaUrl, someText, text } from './fields.ts';

/** Documented limits of embeds. */
const MAX_EMBEDS = 10;
const MAX_TITLE = 256;
const MAX_DESCRIPTION = 4_096;
const MAX_FIELDS = 25;
const MAX_FIELD_NAME = 256;
const MAX_FIELD_VALUE = 1_024;
const MAX_FOOTER = 2_048;
const MAX_AUTHOR = 256;
/** All texts of all embeds of a message together. */
const MAX_TOTAL = 6_000;
const MAX_URL = 2_048;
const MAX_COLOR = 0xff_ff_ff;

const media = z.object({ url: mediaUrl });

const embed = z.object({
  title: text(0, MAX_TITLE).nullish(),
  description: text(0, MAX_DESCRIPTION).nullish(),
  url: linkUrl(MAX_URL).nullish(),
  timestamp: isoTime.nullish(),
  color: z.int().min(0).max(MAX_COLOR).nullish(),
  footer: z.object({ text: someText(MAX_FOOTER), icon_url: mediaUrl.nullish() }).nullish(),
  image: media.nullish(),
  thumbnail: media.nullish(),
  author: z
    .object({
      name: someText(MAX_AUTHOR),
      url: linkUrl(MAX_URL).nullish(),
      icon_url: mediaUrl.nullish(),
    })
    .nullish(),
  fields: list(
    z.object({
      name: someText(MAX_FIELD_NAME),
      value: someText(MAX_FIELD_VALUE),
      inline: z.boolean().nullish(),
    }),
    0,
    MAX_FIELDS,
  ).nullish(),
});

export type Embed = z.output<typeof embed>;

export const embeds = list(embed, 0, MAX_EMBEDS).superRefine((all, ctx) => {
  let total = 0;
  for (const [index, each] of all.entries()) {
    total += characters(each);
    if (total <= MAX_TOTAL) continue;
    ctx.addIssue(
      complaint('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MAX_TOTAL}`, [
        index,
      ]),
    );
    return;
  }
});

function characters(each: Embed): number {
  const texts = [
    each.title,
    each.description,
    each.footer?.text,
    each.author?.name,
    ...(each.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
