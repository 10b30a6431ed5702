import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { presentChannelOf, presentGuild, presentGuildCreate } from '../wire/guilds.ts';
import { presentMessage } from '../wire/messages.ts';
import { presentMember, presentMemberOnly, presentRole, presentUser } from '../wire/users.ts';
import { presentVoiceLeave, presentVoiceState } from '../wire/voiceStates.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Message } from '../world/message.ts';
import type { Member } from '../world/model.ts';
import { has } from '../world/permissions.ts';
import type { World } from '../world/World.ts';
import { timestamp } from '../world/WorldTime.ts';
import { includes } from './intents.ts';

/** An event as the gateway sends it. */
export interface Dispatch {
  readonly event: string;
  readonly data: unknown;
}

export interface Receiver {
  readonly botUserId: string;
  readonly intents: number;
}

const Event = GatewayDispatchEvents;
const Intent = GatewayIntentBits;

/** What a bot is told of an event, or null when it is not: for want of intent or permission. */
export function dispatchFor(world: World, event: WorldEvent, receiver: Receiver): Dispatch | null {
  const wants = (intent: GatewayIntentBits): boolean => includes(receiver.intents, intent);
  switch (event.type) {
    case 'guildUpdated':
      return wants(Intent.Guilds) ? told(Event.GuildUpdate, presentGuild(event.guild)) : null;
    case 'channelCreated':
    case 'channelUpdated':
    case 'channelDeleted': {
      if (!wants(Intent.Guilds)) return null;
      return told(CHANNEL_EVENTS[event.type], presentChannelOf(world, event.channel));
    }
    case 'voiceStatusChanged': {
      const { id, guildId, status } = event.channel;
      const data = { id, guild_id: guildId, status };
      return wants(Intent.Guilds) ? told(Event.VoiceChannelStatusUpdate, data) : null;
    }
    case 'pinsUpdated': {
      const { id, guildId, lastPinEpochMs } = event.channel;
      const last = lastPinEpochMs === null ? null : timestamp(lastPinEpochMs);
      const data = { channel_id: id, guild_id: guildId, last_pin_timestamp: last };
      return wants(Intent.Guilds) ? told(Event.ChannelPinsUpdate, data) : null;
    }
    case 'roleUpdated': {
      const data = { guild_id: event.guildId, role: presentRole(event.role) };
      return wants(Intent.Guilds) ? told(Event.GuildRoleUpdate, data) : null;
    }
    case 'memberAdded':
      if (event.member.userId === receiver.botUserId) return invited(world, event, receiver);
      return wants(Intent.GuildMembers)
        ? member(world, Event.GuildMemberAdd, event.guildId, event.member)
        : null;
    case 'memberUpdated': {
      // A bot hears of changes to itself without the intent.
      const own = event.member.userId === receiver.botUserId;
      if (!own && !wants(Intent.GuildMembers)) return null;
      return member(world, Event.GuildMemberUpdate, event.guildId, event.member);
    }
    case 'memberRemoved': {
      const { guildId } = event;
      if (event.member.userId === receiver.botUserId) {
        return wants(Intent.Guilds) ? told(Event.GuildDelete, { id: guildId }) : null;
      }
      const user = world.users.get(event.member.userId);
      if (user === undefined || !wants(Intent.GuildMembers)) return null;
      return told(Event.GuildMemberRemove, { guild_id: guildId, user: presentUser(user) });
    }
    case 'messageCreated':
      return message(world, Event.MessageCreate, event.message, receiver);
    case 'messageUpdated':
      return message(world, Event.MessageUpdate, event.message, receiver);
    case 'messageDeleted': {
      if (event.inBulk || !reaches(world, event.message, receiver)) return null;
      const { id, channelId, guildId } = event.message;
      return told(Event.MessageDelete, { id, channel_id: channelId, guild_id: guildId });
    }
    case 'messagesDeleted': {
      const { channel, ids } = event;
      if (!wants(Intent.GuildMessages)) return null;
      if (!has(world.permissionsIn(channel, receiver.botUserId), 'ViewChannel')) return null;
      const data = { ids, channel_id: channel.id, guild_id: channel.guildId };
      return told(Event.MessageDeleteBulk, data);
    }
    case 'typingStarted':
      return wants(Intent.GuildMessageTyping) ? typing(world, event) : null;
    case 'voiceStateChanged':
      return wants(Intent.GuildVoiceStates) ? voiceState(world, event) : null;
    case 'voiceServerAssigned': {
      if (event.userId !== receiver.botUserId) return null;
      const { token, guildId, endpoint } = event;
      return told(Event.VoiceServerUpdate, { token, guild_id: guildId, endpoint });
    }
  }
}

const CHANNEL_EVENTS = {
  channelCreated: Event.ChannelCreate,
  channelUpdated: Event.ChannelUpdate,
  channelDeleted: Event.ChannelDelete,
} as const;

function told(event: string, data: unknown): Dispatch {
  return { event, data };
}

function member(world: World, event: string, guildId: string, changed: Member): Dispatch | null {
  const user = world.users.get(changed.userId);
  if (user === undefined) return null;
  return told(event, { ...presentMember(changed, user), guild_id: guildId });
}

/** The bot itself is new in the guild. */
function invited(
  world: World,
  event: Extract<WorldEvent, { type: 'memberAdded' }>,
  receiver: Receiver,
): Dispatch | null {
  const guild = world.guilds.get(event.guildId);
  if (guild === undefined || !includes(receiver.intents, Intent.Guilds)) return null;
  const seesAll = includes(receiver.intents, Intent.GuildPresences);
  return told(Event.GuildCreate, presentGuildCreate(world, guild, event.member, seesAll));
}

/** Ephemeral messages never come over a bot's gateway. */
function reaches(world: World, { channelId, visibleTo }: Message, receiver: Receiver): boolean {
  const channel = world.channel(channelId);
  return (
    includes(receiver.intents, Intent.GuildMessages) &&
    visibleTo === null &&
    channel !== undefined &&
    has(world.permissionsIn(channel, receiver.botUserId), 'ViewChannel')
  );
}

function message(world: World, event: string, sent: Message, receiver: Receiver): Dispatch | null {
  if (!reaches(world, sent, receiver)) return null;
  const author = world.guilds.get(sent.guildId)?.members.get(sent.authorId);
  const shown = presentMessage(world, sent);
  const mayRead =
    includes(receiver.intents, Intent.MessageContent) ||
    sent.authorId === receiver.botUserId ||
    sent.content.includes(`<@${receiver.botUserId}>`);
  return told(event, {
    ...shown,
    guild_id: sent.guildId,
    ...(author && { member: presentMemberOnly(author) }),
    ...(!mayRead && { content: '', embeds: [], attachments: [], components: [] }),
  });
}

function typing(
  world: World,
  event: Extract<WorldEvent, { type: 'typingStarted' }>,
): Dispatch | null {
  const { channel, userId } = event;
  const typist = world.guilds.get(channel.guildId)?.members.get(userId);
  const user = world.users.get(userId);
  if (typist === undefined || user === undefined) return null;
  return told(Event.TypingStart, {
    channel_id: channel.id,
    guild_id: channel.guildId,
    user_id: userId,
    timestamp: Math.floor(world.time.epochMs() / 1_000),
    member: presentMember(typist, user),
  });
}

function voiceState(
  world: World,
  event: Extract<WorldEvent, { type: 'voiceStateChanged' }>,
): Dispatch | null {
  const { guildId, userId, before, after } = event;
  const speaker = world.guilds.get(guildId)?.members.get(userId);
  const user = world.users.get(userId);
  if (speaker === undefined || user === undefined) return null;
  if (after !== null) return told(Event.VoiceStateUpdate, presentVoiceState(after, speaker, user));
  if (before === null) return null;
  return told(Event.VoiceStateUpdate, presentVoiceLeave(before, speaker, user));
}
