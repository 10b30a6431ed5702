import { randomBytes } from 'node:crypto';
import { ChannelType } from 'discord-api-types/v10';
import type { VoiceServer } from '../voice/contract.ts';
import type { Guild } from '../world/Guild.ts';
import type { Channel, VoiceState } from '../world/model.ts';
import { has, isVoice } from '../world/permissions.ts';
import type { World } from '../world/World.ts';

const SESSION_ID_BYTES = 16;
const TOKEN_BYTES = 8;

export type JoinRefusal =
  | 'unknownChannel'
  | 'notVoiceChannel'
  | 'notMember'
  | 'missingPermission'
  | 'full';

export interface SelfVoice {
  readonly selfMute: boolean;
  readonly selfDeaf: boolean;
  /** Of the gateway session that asks: the voice session has the same. Made up unless given. */
  readonly sessionId?: string;
}

function newSessionId(): string {
  return randomBytes(SESSION_ID_BYTES).toString('hex');
}

/**
 * Who is in which voice channel: decides who may enter, tells the world, and admits bots to the
 * voice server, as Discord's gateway does.
 */
export class VoiceStates {
  readonly #world: World;
  readonly #server: VoiceServer;
  readonly #unsubscribe: () => void;

  constructor(world: World, server: VoiceServer) {
    this.#world = world;
    this.#server = server;
    this.#unsubscribe = world.subscribe((event) => {
      switch (event.type) {
        case 'channelDeleted':
          this.#empty(event.channel);
          break;
        case 'channelUpdated':
          this.#weighSpeech(event.channel.guildId);
          break;
        case 'roleUpdated':
          this.#weighSpeech(event.guildId);
          break;
        case 'memberUpdated':
          this.#weighSpeech(event.guildId);
          this.#restrict(event.guildId, event.member.userId);
          break;
        case 'voiceStateChanged':
          this.#restrict(event.guildId, event.userId);
          break;
        default:
      }
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  /** Joins a channel, moves to it, or changes the own mute and deaf. Returns why not, or null. */
  join(guildId: string, channelId: string, userId: string, self: SelfVoice): JoinRefusal | null {
    const guild = this.#world.guilds.get(guildId);
    const channel = guild?.channels.get(channelId);
    if (guild === undefined || channel === undefined) return 'unknownChannel';
    const before = guild.voiceStates.get(userId);
    if (before?.channelId === channelId) {
      this.#update(before, self);
      return null;
    }
    const refusal = this.#whyNot(guild, channel, userId);
    if (refusal !== null) return refusal;
    this.#enter(channel, userId, self, before);
    return null;
  }

  /** Leaves, is disconnected, or is kicked: it looks the same to everybody. */
  leave(guildId: string, userId: string): boolean {
    const state = this.#world.guilds.get(guildId)?.voiceStates.get(userId);
    if (state === undefined) return false;
    this.#server.drop(guildId, userId);
    this.#world.setVoiceState(guildId, userId, null);
    return true;
  }

  /** A moderator moves somebody, whatever that one may do; a full channel has room. */
  move(guildId: string, userId: string, channelId: string): JoinRefusal | null {
    const guild = this.#world.guilds.get(guildId);
    const before = guild?.voiceStates.get(userId);
    const channel = guild?.channels.get(channelId);
    if (guild === undefined || before === undefined) return 'notMember';
    if (channel === undefined) return 'unknownChannel';
    if (!isVoice(channel)) return 'notVoiceChannel';
    if (before.channelId !== channelId) this.#enter(channel, userId, before, before);
    return null;
  }

  /** On a stage: becomes a speaker or part of the audience, or raises or lowers a hand. */
  change(
    before: VoiceState,
    change: Partial<Pick<VoiceState, 'suppress' | 'requestToSpeakEpochMs'>>,
  ): void {
    this.#world.setVoiceState(before.guildId, before.userId, { ...before, ...change });
  }

  /**
   * Makes somebody a speaker, or part of the audience, where nobody's hand is up. A person whom a
   * moderator lets in has still to accept, which the hand stands for; a bot speaks at once.
   */
  letSpeak(before: VoiceState, speaks: boolean, byThemselves: boolean): void {
    const isBot = this.#world.users.get(before.userId)?.bot === true;
    const hand = speaks && !isBot && !byThemselves ? Date.now() : null;
    this.change(before, { suppress: !speaks, requestToSpeakEpochMs: hand });
  }

  /** Tells the bots that are in a voice channel where their voice server is now, if anywhere. */
  assignServerAnew(guildId: string): void {
    for (const state of this.#world.guilds.get(guildId)?.voiceStates.values() ?? []) {
      if (this.#world.users.get(state.userId)?.bot === true) this.#admit(state);
    }
  }

  #whyNot(guild: Guild, channel: Channel, userId: string): JoinRefusal | null {
    if (!guild.members.has(userId)) return 'notMember';
    if (!isVoice(channel)) return 'notVoiceChannel';
    const permissions = this.#world.permissionsIn(channel, userId);
    if (!has(permissions, 'ViewChannel', 'Connect')) return 'missingPermission';
    const mayExceed = has(permissions, 'ManageChannels') || has(permissions, 'MoveMembers');
    const full =
      channel.userLimit > 0 && guild.voiceStatesIn(channel.id).length >= channel.userLimit;
    return full && !mayExceed ? 'full' : null;
  }

  #enter(channel: Channel, userId: string, self: SelfVoice, before: VoiceState | undefined): void {
    const { guildId } = channel;
    const state: VoiceState = {
      guildId,
      channelId: channel.id,
      userId,
      sessionId: self.sessionId ?? before?.sessionId ?? newSessionId(),
      selfMute: self.selfMute,
      selfDeaf: self.selfDeaf,
      suppress: this.#entersSuppressed(channel, userId),
      requestToSpeakEpochMs: null,
    };
    const isBot = this.#world.users.get(userId)?.bot === true;
    if (!isBot) this.#leaveOthers(guildId, userId);
    if (before !== undefined) this.#server.drop(guildId, userId);
    this.#world.setVoiceState(guildId, userId, state);
    if (isBot) this.#admit(state);
  }

  /** A person is in one voice channel of all guilds; a bot in one of each. */
  #leaveOthers(guildId: string, userId: string): void {
    for (const other of this.#world.guilds.keys()) {
      if (other !== guildId) this.leave(other, userId);
    }
  }

  /** Everybody enters a stage as audience, and a voice channel without Speak stays mute. */
  #entersSuppressed(channel: Channel, userId: string): boolean {
    if (channel.type === ChannelType.GuildStageVoice) return true;
    return !has(this.#world.permissionsIn(channel, userId), 'Speak');
  }

  #update(before: VoiceState, self: SelfVoice): void {
    const after = { ...before, ...self };
    const { guildId, userId } = before;
    this.#world.setVoiceState(guildId, userId, after);
    if (this.#world.users.get(userId)?.bot !== true) return;
    // Who is connected is told no server again: the connection goes on, unless another session of
    // the gateway takes it over.
    const goesOn =
      after.sessionId === before.sessionId && this.#server.isConnected(guildId, userId);
    if (!goesOn) this.#admit(after);
  }

  #admit(state: VoiceState): void {
    const { guildId, channelId, userId, sessionId } = state;
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    this.#server.expect({ guildId, channelId, userId, sessionId, token });
    const { endpoint } = this.#server;
    this.#world.tell({ type: 'voiceServerAssigned', guildId, userId, token, endpoint });
  }

  /** Who may speak may have changed while they are in: on a stage that is up to its moderators. */
  #weighSpeech(guildId: string): void {
    const guild = this.#world.guilds.get(guildId);
    for (const state of guild?.voiceStates.values() ?? []) {
      const channel = guild?.channels.get(state.channelId);
      if (channel?.type !== ChannelType.GuildVoice) continue;
      // Without Connect all that has to do with voice counts as missing; who is in speaks on.
      if (!has(this.#world.permissionsIn(channel, state.userId), 'Connect')) continue;
      const suppress = this.#entersSuppressed(channel, state.userId);
      if (suppress !== state.suppress) this.change(state, { suppress });
    }
  }

  /** Tells the voice server who is not to be heard, or not to hear. */
  #restrict(guildId: string, userId: string): void {
    const guild = this.#world.guilds.get(guildId);
    const member = guild?.members.get(userId);
    const state = guild?.voiceStates.get(userId);
    this.#server.restrict(guildId, userId, {
      muted: state !== undefined && (state.suppress || member?.mute === true),
      deafened: state !== undefined && (state.selfDeaf || member?.deaf === true),
    });
  }

  #empty(channel: Channel): void {
    const guild = this.#world.guilds.get(channel.guildId);
    for (const { userId } of guild?.voiceStatesIn(channel.id) ?? []) {
      this.leave(channel.guildId, userId);
    }
  }
}
