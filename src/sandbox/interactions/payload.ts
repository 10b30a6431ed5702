import { ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import { MAX_FILE_BYTES } from '../messages/MessageComposer.ts';
import { presentChannelOf } from '../wire/guilds.ts';
import { presentMessage } from '../wire/messages.ts';
import { presentMember } from '../wire/users.ts';
import type { World } from '../world/World.ts';
import type { Interaction } from './Interaction.ts';

/** What INTERACTION_CREATE tells the bot. */
export function presentInteraction(world: World, interaction: Interaction) {
  const { request } = interaction;
  const guild = world.guilds.get(request.guildId);
  const channel = guild?.channels.get(request.channelId);
  const member = guild?.members.get(request.userId);
  const user = world.users.get(request.userId);
  const application = world.applications.get(request.applicationId);
  if (!guild || !channel || !member || !user || !application) {
    throw new Error(`Interaction ${interaction.id} names something that is gone`);
  }
  const permissions = String(world.permissionsIn(channel, user.id));
  // A used message is told as it is now, not as it was when the person saw it.
  const source = request.source && world.messages.get(request.channelId, request.source.id);
  return {
    version: 1,
    id: interaction.id,
    application_id: request.applicationId,
    type: request.type,
    token: interaction.token,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.settings.locale, features: [] },
    guild_locale: guild.settings.locale,
    locale: request.locale,
    channel_id: channel.id,
    channel: { ...presentChannelOf(world, channel), permissions },
    member: {
      ...presentMember(member, user),
      permissions,
      unusual_dm_activity_until: null,
    },
    app_permissions: String(world.permissionsIn(channel, application.botUserId)),
    authorizing_integration_owners: { [ApplicationIntegrationType.GuildInstall]: guild.id },
    context: InteractionContextType.Guild,
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: MAX_FILE_BYTES,
    data: request.data,
    ...(source && { message: presentMessage(world, source) }),
  };
}

/** What the callback answers when asked `with_response`. */
export function presentCallback(world: World, interaction: Interaction, messageId: string | null) {
  const { request, acknowledgement } = interaction;
  const message = messageId === null ? undefined : world.messages.get(request.channelId, messageId);
  return {
    interaction: {
      id: interaction.id,
      type: request.type,
      channel_id: request.channelId,
      guild_id: request.guildId,
      response_message_loading: interaction.deferred,
      ...(message && {
        response_message_id: message.id,
        response_message_ephemeral: message.visibleTo !== null,
      }),
    },
    resource: {
      type: acknowledgement?.type,
      ...(message && { message: presentMessage(world, message) }),
    },
  };
}
