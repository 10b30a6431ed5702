import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { commandOptions, localizations, MAX_NAME, named } from './commandOptions.ts';
import { complaint, list, permissionBits, text } from './fields.ts';

/** Names, descriptions and values of a command, all its options and choices together. */
const MAX_CHARACTERS = 8_000;

const common = {
  default_member_permissions: permissionBits.transform(String).nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z
    .array(
      z.literal([
        InteractionContextType.Guild,
        InteractionContextType.BotDM,
        InteractionContextType.PrivateChannel,
      ]),
    )
    .nullish(),
  integration_types: list(
    z.literal([ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]),
    1,
    2,
  ).nullish(),
};

const chatInput = z
  .object({
    type: z.literal(ApplicationCommandType.ChatInput),
    ...named,
    ...common,
    options: commandOptions.nullish(),
  })
  .superRefine((command, ctx) => {
    if (size(command) <= MAX_CHARACTERS) return;
    ctx.addIssue(
      complaint(
        'APPLICATION_COMMAND_TOO_LARGE',
        `Command exceeds maximum size (${MAX_CHARACTERS})`,
      ),
    );
  });

const contextMenu = z.object({
  type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
  name: text(1, MAX_NAME),
  name_localizations: localizations(text(1, MAX_NAME)),
  // Only the empty text is accepted here, as clients send it.
  description: text(0, 0).nullish(),
  ...common,
});

/** A command's type may be left out; it is a slash command then. */
export const commandForm = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { type: ApplicationCommandType.ChatInput, ...value }
      : value,
  z.discriminatedUnion('type', [chatInput, contextMenu]),
);

export type CommandForm = z.output<typeof commandForm>;
export type ChatInputForm = z.output<typeof chatInput>;
export type CommandOption = NonNullable<ChatInputForm['options']>[number];

type Localized = Readonly<Record<string, string | null>> | null | undefined;

interface Sized {
  readonly name: string;
  readonly name_localizations?: Localized;
  readonly description?: string | null | undefined;
  readonly description_localizations?: Localized;
  readonly options?: readonly Sized[] | null | undefined;
  readonly choices?:
    | readonly {
        readonly name: string;
        readonly name_localizations?: Localized;
        readonly value: string | number;
      }[]
    | null
    | undefined;
}

function size(part: Sized): number {
  const own =
    longest(part.name, part.name_localizations) +
    longest(part.description ?? '', part.description_localizations);
  const inChoices = (part.choices ?? []).reduce(
    (sum, { name, name_localizations: names, value }) =>
      sum + longest(name, names) + String(value).length,
    0,
  );
  return (part.options ?? []).reduce((sum, option) => sum + size(option), own + inChoices);
}

/** Documented: of a field's localisations only the longest counts. */
function longest(text: string, localized: Localized): number {
  const others = Object.values(localized ?? {}).map((other) => other?.length ?? 0);
  return Math.max(text.length, ...others);
}
