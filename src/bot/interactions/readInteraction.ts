import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIModalInteractionResponseCallbackData,
  type Attachment,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  TextInputStyle,
} from 'discord.js';
import type { Example, Options, SentFile } from '#commands/Command.ts';
import type { Caller } from '#src/control/actions.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { MAX_PROMPT_LENGTH } from '#src/music/controls.ts';
import type { Texts } from '#src/texts/texts.ts';

/** Whoever uses a command, a button or a modal, and what they may do here. */
export function callerOf(
  interaction: RepliableInteraction<'cached'>,
  { djRoleId }: GuildSettings,
): Caller {
  const { member } = interaction;
  const canManageGuild = interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
  return {
    userId: interaction.user.id,
    voiceChannelId: member.voice.channelId ?? undefined,
    canManageGuild,
    isDj: canManageGuild || (djRoleId !== null && member.roles.cache.has(djRoleId)),
  };
}

/** The options of one call as commands read them. */
export function commandOptions({ options }: ChatInputCommandInteraction<'cached'>): Options {
  return {
    string: (name) => options.getString(name) ?? undefined,
    number: (name) => {
      const value = options.get(name)?.value;
      return typeof value === 'number' ? value : undefined;
    },
    boolean: (name) => options.getBoolean(name) ?? undefined,
    role: (name) => options.getRole(name)?.id,
    channel: (name) => options.getChannel(name)?.id,
    user: (name) => options.getUser(name)?.id,
    file: (name) => sentFile(options.getAttachment(name)),
  };
}

/** Discord's store of files answers within a second, or is in trouble. */
const FILE_PATIENCE_MS = 8_000;

function sentFile(attachment: Attachment | null): SentFile | undefined {
  if (attachment === null) return undefined;
  const { size, url } = attachment;
  return {
    size,
    async read() {
      const answer = await fetch(url, { signal: AbortSignal.timeout(FILE_PATIENCE_MS) });
      if (!answer.ok) throw new Error(`A file cannot be read: status ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

const EXAMPLE = 'do:';

/** Discord takes this many buttons side by side. */
const BUTTONS_A_ROW = 5;

/** Commands to press: up to 25. */
export function exampleRows(
  examples: readonly Example[],
): readonly APIActionRowComponent<APIButtonComponent>[] {
  const buttons = examples.map(
    ({ command, option: [name, value] = ['', ''], label }): APIButtonComponent => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label,
      custom_id: `${EXAMPLE}${command}:${name}:${value}`,
    }),
  );
  return Array.from({ length: Math.ceil(buttons.length / BUTTONS_A_ROW) }, (_, index) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(BUTTONS_A_ROW * index, BUTTONS_A_ROW * (index + 1)),
  }));
}

/** The command that was pressed; undefined where it is another button. */
export function readExample(
  customId: string,
): { readonly name: string; readonly options: Options } | undefined {
  if (!customId.startsWith(EXAMPLE)) return undefined;
  const [name = '', given, ...value] = customId.slice(EXAMPLE.length).split(':');
  const nothing = (): undefined => undefined;
  const string = (option: string): string | undefined =>
    (option === given && value.join(':')) || undefined;
  return {
    name,
    options: {
      string,
      number: nothing,
      boolean: nothing,
      role: nothing,
      channel: nothing,
      user: nothing,
      file: nothing,
    },
  };
}

const PREFIX = 'propose:';
const FIELD = 'prompt';

/** @param station the key of the station to propose to */
export function proposeModal(
  texts: Texts,
  station: string,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `${PREFIX}${station}`,
    title: texts.say('panel.propose.title'),
    components: [
      {
        type: ComponentType.Label,
        label: texts.say('panel.propose.label'),
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: MAX_PROMPT_LENGTH,
          placeholder: texts.say('panel.propose.example'),
          required: true,
        },
      },
    ],
  };
}

/** What was typed into the modal; undefined when it is another one. */
export function readProposeModal(interaction: ModalSubmitInteraction): string | undefined {
  if (!interaction.customId.startsWith(PREFIX)) return undefined;
  return interaction.fields.getTextInputValue(FIELD);
}
