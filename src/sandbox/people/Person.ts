import { InteractionType, type Locale } from 'discord-api-types/v10';
import type { CommandRegistry } from '../commands/CommandRegistry.ts';
import type { Interaction, InteractionRequest } from '../interactions/Interaction.ts';
import type { Interactions } from '../interactions/Interactions.ts';
import type { MessageComposer } from '../messages/MessageComposer.ts';
import { newMessage } from '../messages/newMessage.ts';
import type { JoinRefusal, VoiceStates } from '../voiceStates/VoiceStates.ts';
import { isVisible } from '../world/MessageStore.ts';
import type { Message } from '../world/message.ts';
import type { Channel, VoiceState } from '../world/model.ts';
import { has } from '../world/permissions.ts';
import type { World } from '../world/World.ts';
import { autocompleteData, commandData } from './commandData.ts';
import { findInvocable, type Invocable, parseLine } from './commandLine.ts';
import { buttonData, selectData } from './componentData.ts';
import type { Hearing } from './Hearing.ts';
import { Insistence, type Patience, type Tries } from './Insistence.ts';
import { type FieldInput, modalData } from './modalData.ts';
import { offeredCommands } from './offeredCommands.ts';
import { findChannel, type OptionInput, type Place } from './optionValues.ts';
import { PersonError } from './PersonError.ts';

/** What a person acts upon. */
export interface PersonSurroundings {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly voiceStates: VoiceStates;
  readonly composer: Pick<MessageComposer, 'upload'>;
}

const REFUSALS: Record<JoinRefusal, string> = {
  unknownChannel: 'There is no such channel.',
  notVoiceChannel: 'That is not a voice channel.',
  notMember: 'Who is not a member cannot join.',
  missingPermission: 'That channel is closed to this person.',
  full: 'That channel is full.',
};

/**
 * A simulated member of a guild, with Discord's client in their hands: it offers and sends only
 * what the real one would, so the bot meets nothing that could not happen. Everything a person
 * cannot do throws a `PersonError`.
 */
export class Person {
  readonly userId: string;
  readonly guildId: string;
  readonly hearing: Hearing;
  /** Of their client. */
  locale: `${Locale}` = 'en-US';
  readonly #insistence: Insistence;
  readonly #surroundings: PersonSurroundings;

  constructor(userId: string, guildId: string, hearing: Hearing, surroundings: PersonSurroundings) {
    this.userId = userId;
    this.guildId = guildId;
    this.hearing = hearing;
    this.#surroundings = surroundings;
    this.#insistence = new Insistence(surroundings.world.time);
  }

  /** Closes the ears, and lets go of what was being done again. */
  close(): void {
    this.hearing.close();
    this.#insistence.close();
  }

  get name(): string {
    const user = this.#surroundings.world.users.get(this.userId);
    return user?.globalName ?? user?.username ?? this.userId;
  }

  get voiceState(): VoiceState | null {
    return this.#guild.voiceStates.get(this.userId) ?? null;
  }

  /** Joins a voice channel or moves to it. */
  join(channel: string): void {
    const target = this.channel(channel);
    const self = this.voiceState ?? { selfMute: false, selfDeaf: false };
    const refusal = this.#surroundings.voiceStates.join(this.guildId, target.id, this.userId, self);
    if (refusal !== null) throw new PersonError(`voice.${refusal}`, REFUSALS[refusal]);
  }

  /** Does nothing for somebody who is not in voice. */
  leave(): void {
    this.#surroundings.voiceStates.leave(this.guildId, this.userId);
  }

  /** Deafens or mutes themselves. */
  setVoice(change: { deafened?: boolean | undefined; muted?: boolean | undefined }): void {
    const state = this.voiceState;
    if (state === null) throw new PersonError('voice.notConnected', 'Not in a voice channel.');
    this.#surroundings.voiceStates.join(this.guildId, state.channelId, this.userId, {
      selfDeaf: change.deafened ?? state.selfDeaf,
      selfMute: change.muted ?? state.selfMute,
    });
  }

  /**
   * Says something in the voice channel, after what is being said. Resolves once it has been said.
   *
   * @param pcm 48 kHz mono
   */
  speak(pcm: Int16Array): Promise<void> {
    const state = this.voiceState;
    if (state === null) throw new PersonError('voice.notConnected', 'Not in a voice channel.');
    const mouth = this.hearing.listener?.mouth;
    if (mouth === undefined) {
      throw new PersonError('voice.deafened', 'Who is deafened does not speak here.');
    }
    const member = this.#guild.members.get(this.userId);
    if (state.selfMute || state.suppress || member?.mute === true) {
      throw new PersonError('voice.muted', 'Who is muted is heard by nobody.');
    }
    return mouth.say(pcm);
  }

  /** The commands that the person is offered in a channel, of all bots or of one. */
  commands(channel: string, applicationId?: string): Invocable[] {
    const { world, commands } = this.#surroundings;
    const member = this.#guild.members.get(this.userId);
    if (member === undefined) throw new PersonError('person.notMember', 'Not a member.');
    const offered = offeredCommands(world, commands, this.#guild, member, this.channel(channel));
    if (applicationId === undefined) return offered;
    return offered.filter(({ command }) => command.applicationId === applicationId);
  }

  /** Runs `lyria play` with options by name. */
  run(
    channel: string,
    command: string,
    options: Readonly<Record<string, OptionInput>> = {},
    applicationId?: string,
  ): Interaction {
    const offered = this.commands(channel, applicationId);
    return this.#run(channel, findInvocable(offered, command), options);
  }

  /** Runs what is typed: `/lyria play techno`. */
  type(channel: string, line: string, applicationId?: string): Interaction {
    const { invocable, given } = parseLine(line, this.commands(channel, applicationId));
    return this.#run(channel, invocable, given);
  }

  /** Asks what is suggested for an option while it is typed. */
  autocomplete(
    channel: string,
    command: string,
    focused: string,
    options: Readonly<Record<string, OptionInput>>,
  ): Interaction {
    const invocable = findInvocable(this.commands(channel), command);
    return this.#create({
      type: InteractionType.ApplicationCommandAutocomplete,
      applicationId: invocable.command.applicationId,
      channelId: this.channel(channel).id,
      data: autocompleteData(invocable, options, focused),
      commandName: invocable.name,
      customId: '',
      source: null,
    });
  }

  /** Does something, and again when it failed: `insist(() => ada.press(...), { times: 1, ... })`. */
  insist(deed: () => Interaction, patience: Patience): Tries {
    return this.#insistence.start(deed, patience);
  }

  press(messageId: string, customId: string): Interaction {
    const message = this.message(messageId);
    return this.#useComponent(message, customId, buttonData(message, customId));
  }

  select(messageId: string, customId: string, values: readonly string[]): Interaction {
    const message = this.message(messageId);
    const place = this.#place(message.channelId);
    return this.#useComponent(message, customId, selectData(message, customId, values, place));
  }

  /** Fills in the modal that an earlier interaction was answered with, and sends it. */
  submit(interactionId: string, fields: Readonly<Record<string, FieldInput>>): Interaction {
    const opener = this.#surroundings.interactions.get(interactionId);
    const own = opener?.request.userId === this.userId;
    if (opener === undefined || !own || opener.modal === null) {
      throw new PersonError('modal.unknown', 'That interaction has opened no modal.');
    }
    const { request, modal } = opener;
    return this.#create({
      type: InteractionType.ModalSubmit,
      applicationId: request.applicationId,
      channelId: request.channelId,
      data: modalData(modal, fields, this.#place(request.channelId)),
      commandName: '',
      customId: modal.custom_id,
      source: request.source,
    });
  }

  /** Writes a message into a channel. */
  say(channel: string, content: string): Message {
    const { world } = this.#surroundings;
    const target = this.channel(channel);
    if (!has(world.permissionsIn(target, this.userId), 'SendMessages')) {
      throw new PersonError('channel.readOnly', 'This person may not write there.');
    }
    const message = newMessage(world, {
      guildId: this.guildId,
      channelId: target.id,
      authorId: this.userId,
      content,
    });
    world.messages.add(message);
    return message;
  }

  /** What the person sees in a channel, oldest first, with what only they see. */
  messages(channel: string): Message[] {
    const { world } = this.#surroundings;
    return world.messages.visibleTo(this.channel(channel).id, this.userId);
  }

  message(messageId: string): Message {
    const { world } = this.#surroundings;
    for (const channel of this.#guild.channels.values()) {
      const message = world.messages.get(channel.id, messageId);
      if (message !== undefined && isVisible(message, this.userId)) return message;
    }
    throw new PersonError('message.unknown', 'This person sees no such message.');
  }

  /** A channel that the person sees, by id or name. */
  channel(nameOrId: string): Channel {
    const { world } = this.#surroundings;
    const channel = findChannel(this.#guild, nameOrId);
    if (channel && has(world.permissionsIn(channel, this.userId), 'ViewChannel')) return channel;
    throw new PersonError('channel.unknown', `This person sees no channel "${nameOrId}".`);
  }

  #run(
    channel: string,
    invocable: Invocable,
    options: Readonly<Record<string, OptionInput>>,
  ): Interaction {
    return this.#create({
      type: InteractionType.ApplicationCommand,
      applicationId: invocable.command.applicationId,
      channelId: this.channel(channel).id,
      data: commandData(invocable, options, this.#place(channel)),
      commandName: invocable.name,
      customId: '',
      source: null,
    });
  }

  #useComponent(
    message: Message,
    customId: string,
    data: Readonly<Record<string, unknown>>,
  ): Interaction {
    if (message.applicationId === null) {
      throw new PersonError('component.unknown', 'That message is not from a bot.');
    }
    return this.#create({
      type: InteractionType.MessageComponent,
      applicationId: message.applicationId,
      channelId: message.channelId,
      data,
      commandName: '',
      customId,
      source: message,
    });
  }

  #create(request: Omit<InteractionRequest, 'guildId' | 'userId' | 'locale'>): Interaction {
    return this.#surroundings.interactions.create({
      ...request,
      guildId: this.guildId,
      userId: this.userId,
      locale: this.locale,
    });
  }

  #place(channel: string): Place {
    const { world, composer } = this.#surroundings;
    const { userId } = this;
    return { world, composer, userId, guild: this.#guild, channel: this.channel(channel) };
  }

  get #guild() {
    const guild = this.#surroundings.world.guilds.get(this.guildId);
    if (guild === undefined) throw new PersonError('guild.unknown', 'The guild is gone.');
    return guild;
  }
}
