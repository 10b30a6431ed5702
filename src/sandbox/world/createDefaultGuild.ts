import { ChannelType } from 'discord-api-types/v10';
import type { Guild } from './Guild.ts';
import type { Channel, Role, SandboxChannelType, User } from './model.ts';
import { permissionBits } from './permissions.ts';
import type { World } from './World.ts';

/** Discord's default for a voice channel, and the most a stage or an unboosted guild may have. */
const DEFAULT_BITRATE = 64_000;

/** What a new guild gives @everyone, as far as a music bot and its listeners are concerned. */
const EVERYONE = permissionBits(
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'Connect',
  'Speak',
  'UseVAD',
  'Stream',
  'RequestToSpeak',
  'UseApplicationCommands',
  'ChangeNickname',
  'CreateInstantInvite',
  'SendVoiceMessages',
  'SendPolls',
);

/** What a music bot's invitation asks for. */
const BOT = permissionBits(
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseExternalEmojis',
  'Connect',
  'Speak',
  'UseVAD',
  'RequestToSpeak',
  'SetVoiceChannelStatus',
);

const MODERATOR = permissionBits(
  'MoveMembers',
  'MuteMembers',
  'DeafenMembers',
  'ManageMessages',
  'PinMessages',
  'ManageChannels',
);

export interface DefaultGuild {
  readonly id: string;
  readonly name: string;
  /** By name. */
  readonly channelIds: Readonly<Record<'music' | 'Lounge' | 'Studio' | 'Stage', string>>;
}

export interface DefaultGuildOptions {
  readonly id: string;
  readonly name: string;
  readonly owner: User;
  readonly moderator: User;
  readonly bot: User;
  readonly others: readonly User[];
  /** Invited by `inviteBot` afterwards; the moderators' role stands above them all. */
  readonly moreBots: number;
  /** A new id, later than all before. */
  readonly nextId: () => string;
  /** When the next member joined. */
  readonly nextTimeEpochMs: () => number;
}

/** Adds a guild with a text channel, two voice channels and a stage, and its members. */
export function createDefaultGuild(world: World, options: DefaultGuildOptions): DefaultGuild {
  const {
    id: guildId,
    name: guildName,
    owner,
    moderator,
    bot,
    others,
    nextId,
    nextTimeEpochMs,
  } = options;
  const botPosition = 1 + options.moreBots;
  const guild = world.addGuild({
    id: guildId,
    name: guildName,
    ownerId: owner.id,
    locale: 'en-US',
    premiumTier: 0,
  });
  const role = (fields: Pick<Role, 'id' | 'name' | 'permissions' | 'position'>): Role => {
    const made = { color: 0, hoist: false, mentionable: false, botId: null, ...fields };
    guild.roles.set(made.id, made);
    return made;
  };
  role({ id: guildId, name: '@everyone', permissions: EVERYONE, position: 0 });
  const botRole = role({
    id: nextId(),
    name: bot.username,
    permissions: BOT,
    position: botPosition,
  });
  guild.roles.set(botRole.id, { ...botRole, botId: bot.id });
  const moderators = role({
    id: nextId(),
    name: 'Moderator',
    permissions: MODERATOR,
    position: botPosition + 1,
  });

  const channel = (name: string, type: SandboxChannelType, position: number): string => {
    const made = createChannel({ id: nextId(), guildId, name, type, position });
    guild.channels.set(made.id, made);
    return made.id;
  };
  const channelIds = {
    music: channel('music', ChannelType.GuildText, 0),
    Lounge: channel('Lounge', ChannelType.GuildVoice, 1),
    Studio: channel('Studio', ChannelType.GuildVoice, 2),
    Stage: channel('Stage', ChannelType.GuildStageVoice, 3),
  };

  const roleIds = new Map([
    [moderator.id, [moderators.id]],
    [bot.id, [botRole.id]],
  ]);
  for (const user of [owner, moderator, ...others, bot]) {
    guild.members.set(user.id, {
      userId: user.id,
      nick: null,
      roleIds: roleIds.get(user.id) ?? [],
      joinedEpochMs: nextTimeEpochMs(),
      mute: false,
      deaf: false,
      timedOutUntilEpochMs: null,
    });
  }
  return { id: guildId, name: guildName, channelIds };
}

/** Adds one more bot to a guild, with a role of its own at `position`. */
export function inviteBot(
  guild: Guild,
  bot: User,
  options: { readonly roleId: string; readonly position: number; readonly joinedEpochMs: number },
): void {
  const { roleId, position, joinedEpochMs } = options;
  guild.roles.set(roleId, {
    id: roleId,
    name: bot.username,
    permissions: BOT,
    position,
    color: 0,
    hoist: false,
    mentionable: false,
    botId: bot.id,
  });
  guild.members.set(bot.id, {
    userId: bot.id,
    nick: null,
    roleIds: [roleId],
    joinedEpochMs,
    mute: false,
    deaf: false,
    timedOutUntilEpochMs: null,
  });
}

function createChannel(
  fields: Pick<Channel, 'id' | 'guildId' | 'name' | 'type' | 'position'>,
): Channel {
  return {
    parentId: null,
    topic: null,
    nsfw: false,
    slowmodeS: 0,
    overwrites: [],
    bitrate: DEFAULT_BITRATE,
    userLimit: 0,
    rtcRegion: null,
    status: null,
    lastPinEpochMs: null,
    ...fields,
  };
}
