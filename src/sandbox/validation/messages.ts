import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { layoutComponents, legacyComponents, type MessageComponent } from './components.ts';
import { checkTree } from './componentTree.ts';
import { type Embed, embeds } from './embeds.ts';
import { complaint, flagBits, list, snowflake, text } from './fields.ts';
import { parseForm, refuse } from './parseForm.ts';

/** Documented limits of messages. */
const MAX_CONTENT = 2_000;
const MAX_ATTACHMENTS = 10;
const MAX_NONCE = 25;
const MAX_MENTIONS = 100;
const MAX_FILENAME = 1_024;

type Path = readonly (string | number)[];

const attachment = z.object({
  /** The number of `files[n]`, or the id of an attachment that the message has already. */
  id: z.union([z.int().min(0).transform(String), z.string().regex(/^\d{1,20}$/)]),
  filename: text(1, MAX_FILENAME).nullish(),
  description: text(0, MAX_FILENAME).nullish(),
});

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    roles: list(snowflake, 0, MAX_MENTIONS).nullish(),
    users: list(snowflake, 0, MAX_MENTIONS).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((mentions, ctx) => {
    for (const kind of ['users', 'roles'] as const) {
      if (mentions.parse?.includes(kind) !== true || !mentions[kind]?.length) continue;
      ctx.addIssue(
        complaint(
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        ),
      );
    }
  });

const fields = z.object({
  content: text(0, MAX_CONTENT).nullish(),
  embeds: embeds.nullish(),
  attachments: list(attachment, 0, MAX_ATTACHMENTS).nullish(),
  flags: flagBits.nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([z.int(), text(0, MAX_NONCE)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: allowedMentions.nullish(),
  message_reference: z
    .object({
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
});

export type AttachmentForm = z.output<typeof attachment>;

/** A message as a request describes it. Absent means "as it was", null "none". */
export interface MessageForm extends Omit<z.output<typeof fields>, 'embeds'> {
  readonly embeds?: Embed[] | null | undefined;
  readonly components?: MessageComponent[] | null | undefined;
  /** The message consists of Components V2, by this request or already. */
  readonly isLayout: boolean;
}

/**
 * Reads what a request says of a message.
 *
 * @param options.wasLayout The message that is edited has the Components V2 flag.
 * @throws InvalidForm
 */
export function parseMessage(
  body: unknown,
  options: { readonly at?: Path; readonly wasLayout?: boolean } = {},
): MessageForm {
  const at = options.at ?? [];
  const form = parseForm(fields, body, at);
  const isLayout =
    options.wasLayout === true || ((form.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  if (isLayout) refuseLegacyFields(form, at);
  const components = parseComponents(body, isLayout, [...at, 'components']);
  return { ...form, components, isLayout };
}

function parseComponents(
  body: unknown,
  isLayout: boolean,
  at: Path,
): MessageComponent[] | null | undefined {
  const given: unknown = z
    .looseObject({ components: z.unknown().optional() })
    .parse(body).components;
  if (given === undefined || given === null) return given;
  const components = parseForm(isLayout ? layoutComponents : legacyComponents, given, at);
  checkTree(components, at);
  return components;
}

function refuseLegacyFields(form: z.output<typeof fields>, at: Path): void {
  const used: string[] = [];
  if (form.content) used.push('content');
  if (form.embeds && form.embeds.length > 0) used.push('embeds');
  for (const field of used) {
    refuse(
      [...at, field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}
