import {
  type APIAttachment,
  ApplicationIntegrationType,
  ComponentType,
} from 'discord-api-types/v10';
import { mediaOf } from '../messages/media.ts';
import { mentionsOf } from '../messages/mentions.ts';
import type { MessageComponent } from '../validation/components.ts';
import type { Embed } from '../validation/embeds.ts';
import type { Attachment, Message, MessageInteraction } from '../world/message.ts';
import type { World } from '../world/World.ts';
import { timestamp } from '../world/WorldTime.ts';
import { presentUser, type WireUser } from './users.ts';

export interface WireMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author: WireUser;
  readonly content: string;
  readonly flags: number;
  readonly components: readonly unknown[];
  readonly embeds: readonly unknown[];
  readonly attachments: readonly APIAttachment[];
  readonly [field: string]: unknown;
}

/** A message as the REST API shows it. The gateway adds `guild_id` and `member`. */
export function presentMessage(world: World, message: Message): WireMessage {
  const author = world.users.get(message.authorId);
  if (author === undefined) throw new Error(`Message ${message.id} has no author`);
  const { replyTo } = message;
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: presentUser(author),
    content: message.content,
    timestamp: timestamp(message.createdEpochMs),
    edited_timestamp: message.editedEpochMs === null ? null : timestamp(message.editedEpochMs),
    tts: message.tts,
    pinned: message.pinnedEpochMs !== null,
    flags: message.flags,
    embeds: message.embeds.map(presentEmbed),
    attachments: message.attachments.map((attachment) =>
      presentAttachment(attachment, message.visibleTo !== null),
    ),
    components: presentComponents(message.components, message.attachments),
    ...mentions(world, message),
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...(message.webhookId !== null && { webhook_id: message.webhookId }),
    ...(message.applicationId !== null && { application_id: message.applicationId }),
    ...(message.interaction !== null &&
      presentInteraction(world, message.interaction, message.guildId)),
    ...(replyTo !== null && {
      message_reference: {
        type: 0,
        channel_id: replyTo.channelId,
        message_id: replyTo.messageId,
        guild_id: message.guildId,
      },
      referenced_message: presentReferenced(world, replyTo),
    }),
  };
}

function presentReferenced(
  world: World,
  replyTo: { channelId: string; messageId: string },
): WireMessage | null {
  const referenced = world.messages.get(replyTo.channelId, replyTo.messageId);
  // One level: what the referenced message answers is not shown.
  return referenced === undefined ? null : presentMessage(world, { ...referenced, replyTo: null });
}

function mentions(world: World, message: Message) {
  const { userIds, roleIds, everyone } = mentionsOf(world, message);
  return {
    mentions: userIds.flatMap((id) => {
      const user = world.users.get(id);
      return user === undefined ? [] : [presentUser(user)];
    }),
    mention_roles: roleIds,
    mention_everyone: everyone,
  };
}

function presentInteraction(world: World, interaction: MessageInteraction, guildId: string) {
  const user = world.users.get(interaction.userId);
  if (user === undefined) return {};
  const shown = presentUser(user);
  return {
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user: shown,
      authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guildId },
      ...(interaction.commandName !== '' && { name: interaction.commandName, command_type: 1 }),
      ...(interaction.interactedMessageId !== null && {
        interacted_message_id: interaction.interactedMessageId,
      }),
      ...(interaction.originalResponseMessageId !== null && {
        original_response_message_id: interaction.originalResponseMessageId,
      }),
    },
    // Deprecated, and still sent for commands.
    ...(interaction.commandName !== '' && {
      interaction: {
        id: interaction.id,
        type: interaction.type,
        name: interaction.commandName,
        user: shown,
      },
    }),
  };
}

export function presentAttachment(attachment: Attachment, ephemeral: boolean): APIAttachment {
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.sizeBytes,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
    ...(attachment.description !== null && { description: attachment.description }),
    ...(ephemeral && { ephemeral: true }),
  };
}

function presentEmbed(embed: Embed): Record<string, unknown> {
  const given = Object.entries(embed).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return { type: 'rich', ...Object.fromEntries(given) };
}

/** The unset optional fields of a component are left out, and defaults are filled in. */
function presentComponents(
  components: readonly MessageComponent[],
  attachments: readonly Attachment[],
): unknown[] {
  const copy = structuredClone(components);
  for (const { media } of mediaOf(copy, [])) {
    const attachment = attachments.find(({ url }) => url === media.url);
    Object.assign(media, unfurled(media.url, attachment));
  }
  const shown: unknown[] = JSON.parse(JSON.stringify(copy, dropNull));
  for (const component of shown) fillDefaults(component);
  return shown;
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

function unfurled(url: string, attachment: Attachment | undefined) {
  return {
    proxy_url: url,
    loading_state: 2,
    flags: 0,
    ...(attachment !== undefined && {
      attachment_id: attachment.id,
      content_type: attachment.contentType,
    }),
  };
}

/** What Discord adds to components that do not say it. */
const DEFAULTS: Readonly<Record<number, Readonly<Record<string, unknown>>>> = {
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.UserSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.RoleSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.MentionableSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.ChannelSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.Separator]: { divider: true, spacing: 1 },
  [ComponentType.Container]: { spoiler: false },
};

function fillDefaults(component: unknown): void {
  if (typeof component !== 'object' || component === null || !('type' in component)) return;
  for (const [field, value] of Object.entries(DEFAULTS[Number(component.type)] ?? {})) {
    if (!(field in component)) Object.assign(component, { [field]: value });
  }
  if ('components' in component && Array.isArray(component.components)) {
    for (const child of component.components) fillDefaults(child);
  }
}
