import { InteractionResponseType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { refusals } from '../DiscordError.ts';
import type { MessageComposer, UploadedFile } from '../messages/MessageComposer.ts';
import { newMessage } from '../messages/newMessage.ts';
import { checkTree, withIds } from '../validation/componentTree.ts';
import { autocompleteResult, parseCallback } from '../validation/interactions.ts';
import { type MessageForm, parseMessage } from '../validation/messages.ts';
import { modal } from '../validation/modals.ts';
import { parseForm } from '../validation/parseForm.ts';
import type { Message, MessageBody } from '../world/message.ts';
import type { World } from '../world/World.ts';
import type { Interaction } from './Interaction.ts';
import type { Interactions } from './Interactions.ts';

const Response = InteractionResponseType;
const AT_DATA = ['data'] as const;

/** Lets a bot answer interactions: the callback, then edits and follow-ups by token. */
export class Responder {
  readonly #world: World;
  readonly #interactions: Interactions;
  readonly #composer: MessageComposer;

  constructor(world: World, interactions: Interactions, composer: MessageComposer) {
    this.#world = world;
    this.#interactions = interactions;
    this.#composer = composer;
  }

  /** The first answer. @throws DiscordError, InvalidForm; the interaction then still waits. */
  answer(
    id: string,
    token: string,
    body: unknown,
    files: readonly UploadedFile[],
  ): { interaction: Interaction; message: Message | null } {
    const interaction = this.#interactions.toAnswer(id, token);
    const { request } = interaction;
    const { type, data } = parseCallback(body, request.type, request.source !== null);
    const message = this.#act(interaction, type, data ?? {}, files);
    this.#interactions.acknowledged(interaction, type);
    return { interaction, message };
  }

  #act(
    interaction: Interaction,
    type: InteractionResponseType,
    data: unknown,
    files: readonly UploadedFile[],
  ): Message | null {
    switch (type) {
      case Response.ChannelMessageWithSource: {
        const form = parseMessage(data, { at: AT_DATA });
        const channelId = interaction.request.channelId;
        const body = this.#composer.compose(channelId, form, files, AT_DATA);
        return this.#respond(interaction, body, isEphemeral(form));
      }
      case Response.DeferredChannelMessageWithSource: {
        const form = parseMessage(data, { at: AT_DATA });
        interaction.deferred = true;
        return this.#respond(interaction, THINKING, isEphemeral(form));
      }
      case Response.DeferredMessageUpdate:
        interaction.responseMessageId = interaction.request.source?.id ?? null;
        return null;
      case Response.UpdateMessage:
        return this.#update(interaction, data, files);
      case Response.ApplicationCommandAutocompleteResult:
        interaction.choices = parseForm(autocompleteResult, data, AT_DATA).choices;
        return null;
      case Response.Modal: {
        const form = parseForm(modal, data, AT_DATA);
        checkTree(form.components, [...AT_DATA, 'components']);
        interaction.modal = { ...form, components: withIds(form.components) };
        return null;
      }
      default:
        return null;
    }
  }

  #respond(interaction: Interaction, body: MessageBody, ephemeral: boolean): Message {
    const { request } = interaction;
    const message = this.#newMessage(interaction, body, ephemeral, {
      type: request.source === null ? MessageType.ChatInputCommand : MessageType.Reply,
      replyToId: request.source?.id ?? null,
      originalId: null,
    });
    interaction.responseMessageId = message.id;
    this.#world.messages.add(message);
    return message;
  }

  #update(interaction: Interaction, data: unknown, files: readonly UploadedFile[]): Message {
    const source = this.#current(interaction.request.source);
    const form = parseMessage(data, { at: AT_DATA, wasLayout: isLayout(source) });
    const body = this.#composer.edit(source, form, files, AT_DATA);
    interaction.responseMessageId = source.id;
    return this.#world.messages.update(source, { ...body, editedEpochMs: this.#epochMs() });
  }

  /** Another message by the interaction's token. The first one after a deferral is the answer. */
  followUp(interaction: Interaction, body: unknown, files: readonly UploadedFile[]): Message {
    const original = this.#originalOrNull(interaction);
    if (original !== null && isThinking(original)) return this.#edit(original, body, files);
    const form = parseMessage(body);
    const composed = this.#composer.compose(interaction.request.channelId, form, files);
    const message = this.#newMessage(interaction, composed, isEphemeral(form), {
      type: MessageType.Reply,
      replyToId: interaction.responseMessageId,
      originalId: interaction.responseMessageId,
    });
    interaction.followUpIds.push(message.id);
    this.#world.messages.add(message);
    return message;
  }

  /**
   * A message that the interaction's token reaches.
   *
   * @param messageId `@original` or the id of one of its messages.
   * @throws DiscordError 10008
   */
  message(interaction: Interaction, messageId: string): Message {
    const id = messageId === '@original' ? interaction.responseMessageId : messageId;
    if (id === null) throw refusals.unknownMessage();
    const reachable = id === interaction.responseMessageId || interaction.followUpIds.includes(id);
    const message = this.#world.messages.get(interaction.request.channelId, id);
    if (message === undefined || !reachable) throw refusals.unknownMessage();
    return message;
  }

  edit(
    interaction: Interaction,
    messageId: string,
    body: unknown,
    files: readonly UploadedFile[],
  ): Message {
    return this.#edit(this.message(interaction, messageId), body, files);
  }

  #edit(message: Message, body: unknown, files: readonly UploadedFile[]): Message {
    const form = parseMessage(body, { wasLayout: isLayout(message) });
    const composed = this.#composer.edit(message, form, files);
    const thinking = isThinking(message);
    return this.#world.messages.update(message, {
      ...composed,
      flags: composed.flags & ~MessageFlags.Loading,
      editedEpochMs: thinking ? null : this.#epochMs(),
    });
  }

  delete(interaction: Interaction, messageId: string): void {
    this.#world.messages.delete(this.message(interaction, messageId));
  }

  #originalOrNull(interaction: Interaction): Message | null {
    const id = interaction.responseMessageId;
    if (id === null) return null;
    return this.#world.messages.get(interaction.request.channelId, id) ?? null;
  }

  /** @throws DiscordError 10008 when the component's message has been deleted meanwhile. */
  #current(source: Message | null): Message {
    const current = source && this.#world.messages.get(source.channelId, source.id);
    if (!current) throw refusals.unknownMessage();
    return current;
  }

  #newMessage(
    interaction: Interaction,
    body: MessageBody,
    ephemeral: boolean,
    place: { type: MessageType; replyToId: string | null; originalId: string | null },
  ): Message {
    const { request } = interaction;
    const application = this.#world.applications.get(request.applicationId);
    if (application === undefined) throw refusals.unknownApplication();
    const { guildId, channelId, userId } = request;
    const { type, replyToId } = place;
    return newMessage(this.#world, {
      ...body,
      flags: body.flags | (ephemeral ? MessageFlags.Ephemeral : 0),
      guildId,
      channelId,
      authorId: application.botUserId,
      type,
      replyTo: replyToId === null ? null : { channelId, messageId: replyToId },
      applicationId: application.id,
      webhookId: application.id,
      visibleTo: ephemeral ? userId : null,
      interaction: {
        id: interaction.id,
        type: request.type,
        userId,
        commandName: request.commandName,
        interactedMessageId: request.source?.id ?? null,
        originalResponseMessageId: place.originalId,
      },
    });
  }

  #epochMs(): number {
    return this.#world.time.epochMs();
  }
}

const THINKING: MessageBody = {
  content: '',
  embeds: [],
  components: [],
  attachments: [],
  flags: MessageFlags.Loading,
  allowedMentions: null,
};

function isThinking(message: Message): boolean {
  return (message.flags & MessageFlags.Loading) !== 0;
}

function isLayout(message: Message): boolean {
  return (message.flags & MessageFlags.IsComponentsV2) !== 0;
}

function isEphemeral(form: MessageForm): boolean {
  return ((form.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}
