import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { TrafficEvent } from '../DiscordServer.ts';
import type { Interaction } from '../interactions/Interaction.ts';
import type { Person } from '../people/Person.ts';
import { presentChannelOf } from '../wire/guilds.ts';
import { presentMessage } from '../wire/messages.ts';
import { presentMemberOnly, presentRole } from '../wire/users.ts';
import type { WorldEvent } from '../world/events.ts';
import type { VoiceState } from '../world/model.ts';
import type { World } from '../world/World.ts';
import { type ControlContext, nameOf } from './context.ts';

const TYPES: Partial<Record<InteractionType, string>> = {
  [InteractionType.ApplicationCommand]: 'command',
  [InteractionType.ApplicationCommandAutocomplete]: 'autocomplete',
  [InteractionType.MessageComponent]: 'component',
  [InteractionType.ModalSubmit]: 'modalSubmit',
};

const ANSWERS: Partial<Record<InteractionResponseType, string>> = {
  [InteractionResponseType.ChannelMessageWithSource]: 'reply',
  [InteractionResponseType.DeferredChannelMessageWithSource]: 'deferredReply',
  [InteractionResponseType.DeferredMessageUpdate]: 'deferredUpdate',
  [InteractionResponseType.UpdateMessage]: 'update',
  [InteractionResponseType.ApplicationCommandAutocompleteResult]: 'choices',
  [InteractionResponseType.Modal]: 'modal',
};

/** An interaction without its token, as the control API shows it. */
export function showInteraction(context: ControlContext, interaction: Interaction) {
  const { request, acknowledgement } = interaction;
  const { world } = context.discord;
  const response =
    interaction.responseMessageId === null
      ? undefined
      : world.messages.get(request.channelId, interaction.responseMessageId);
  return {
    id: interaction.id,
    type: TYPES[request.type] ?? 'unknown',
    person: nameOf(context, request.userId),
    userId: request.userId,
    channelId: request.channelId,
    command: request.commandName,
    customId: request.customId,
    createdAt: new Date(interaction.createdEpochMs).toISOString(),
    state: interaction.state,
    answer: acknowledgement === null ? null : (ANSWERS[acknowledgement.type] ?? 'unknown'),
    acknowledgedAfterMs: acknowledgement?.afterMs ?? null,
    modal: interaction.modal,
    choices: interaction.choices,
    followUpIds: interaction.followUpIds,
    responseMessageId: interaction.responseMessageId,
    response: response === undefined ? null : showMessage(world, response),
  };
}

/** A message as Discord shows it, and what only the sandbox knows. */
export function showMessage(world: World, message: Parameters<typeof presentMessage>[1]) {
  return {
    ...presentMessage(world, message),
    ephemeral: message.visibleTo !== null,
    thinking: (message.flags & MessageFlags.Loading) !== 0,
  };
}

export function showVoiceState(context: ControlContext, state: VoiceState) {
  const guild = context.discord.world.guilds.get(state.guildId);
  const member = guild?.members.get(state.userId);
  return {
    user: nameOf(context, state.userId),
    userId: state.userId,
    channel: guild?.channels.get(state.channelId)?.name ?? null,
    channelId: state.channelId,
    selfMute: state.selfMute,
    selfDeaf: state.selfDeaf,
    mute: member?.mute ?? false,
    deaf: member?.deaf ?? false,
    suppress: state.suppress,
    requestToSpeak: state.requestToSpeakEpochMs !== null,
  };
}

export function showPerson(context: ControlContext, person: Person) {
  const { voiceState } = person;
  return {
    name: person.name,
    userId: person.userId,
    voice: voiceState === null ? null : showVoiceState(context, voiceState),
  };
}

/** What an event tells, without anything secret. */
export function showWorldEvent(context: ControlContext, event: WorldEvent): unknown {
  const { world } = context.discord;
  switch (event.type) {
    case 'guildUpdated':
      return { guildId: event.guild.id };
    case 'channelCreated':
    case 'channelUpdated':
    case 'channelDeleted':
    case 'voiceStatusChanged':
    case 'pinsUpdated':
      return { channel: presentChannelOf(world, event.channel) };
    case 'roleUpdated':
      return { role: presentRole(event.role) };
    case 'memberAdded':
    case 'memberUpdated':
    case 'memberRemoved':
      return {
        user: nameOf(context, event.member.userId),
        userId: event.member.userId,
        member: presentMemberOnly(event.member),
      };
    case 'messageCreated':
    case 'messageUpdated':
    case 'messageDeleted':
      return { message: showMessage(world, event.message), visibleTo: event.message.visibleTo };
    case 'typingStarted':
      return { channelId: event.channel.id, userId: event.userId };
    case 'messagesDeleted':
      return { channelId: event.channel.id, ids: event.ids };
    case 'voiceStateChanged':
      return {
        guildId: event.guildId,
        user: nameOf(context, event.userId),
        userId: event.userId,
        before: event.before && showVoiceState(context, event.before),
        after: event.after && showVoiceState(context, event.after),
      };
    case 'voiceServerAssigned':
      return { guildId: event.guildId, userId: event.userId, endpoint: event.endpoint };
  }
}

export function showTrafficEvent(event: TrafficEvent): unknown {
  switch (event.type) {
    case 'restRequest': {
      const { type: _type, ...request } = event;
      return request;
    }
    case 'gatewayOpened':
    case 'gatewayTurnedAway':
      return {};
    case 'gatewayRefused':
      return { code: event.code };
    case 'gatewayClosed':
      return { code: event.code, botUserId: event.session?.botUserId ?? null };
    default:
      return { botUserId: event.session.botUserId, intents: event.session.intents };
  }
}
