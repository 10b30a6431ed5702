import { createHash } from 'node:crypto';
import { ChannelType } from 'discord-api-types/v10';
import type { Application, Channel, Role, SandboxChannelType, User } from './model.ts';
import { permissionBits } from './permissions.ts';
import { snowflakeAt } from './snowflake.ts';
import { World } from './World.ts';
import type { WorldTime } from './WorldTime.ts';

const BOT_NAME = 'Lyrebird';
const GUILD_NAME = 'Sandbox';
const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;

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

export interface DefaultWorld {
  readonly world: World;
  readonly application: Application;
  readonly guildId: string;
  /** By name. */
  readonly channelIds: Readonly<Record<'music' | 'Lounge' | 'Studio' | 'Stage', string>>;
  /** By name, the bot included. */
  readonly userIds: Readonly<Record<string, string>>;
}

/** Hours, in ms: the default entities are given ages, an hour apart, so that ids rise. */
const HOUR_MS = 3_600_000;
/** The default guild and people have been on Discord since the first of March 2025. */
const BEGINNING_EPOCH_MS = Date.UTC(2025, 2, 1);

/**
 * A guild as small as a first try needs: Ada owns it, Ben moderates, Cleo and Dan are members; a
 * text channel, two voice channels and a stage; one music bot. Its ids are the same each time.
 */
export function createDefaultWorld(time: WorldTime): DefaultWorld {
  const world = new World(time);
  let age = 0;
  const nextId = (): string => snowflakeAt(BEGINNING_EPOCH_MS + ++age * HOUR_MS);

  const people = PEOPLE.map((name) => world.addUser(person(nextId(), name)));
  const [ada, ben] = people;
  if (ada === undefined || ben === undefined) throw new Error('The default world has no people');
  const bot = world.addUser({ id: nextId(), username: BOT_NAME, globalName: null, bot: true });
  const application = world.addApplication({
    id: bot.id,
    name: BOT_NAME,
    description: 'Never-ending music, steered together',
    botUserId: bot.id,
    ownerId: ada.id,
    token: botToken(bot.id),
    verifyKey: createHash('sha256').update(bot.id).digest('hex'),
    privilegedIntents: 0,
  });

  const guildId = nextId();
  const guild = world.addGuild({
    id: guildId,
    name: GUILD_NAME,
    ownerId: ada.id,
    locale: 'en-US',
    premiumTier: 0,
  });
  const role = (fields: Pick<Role, 'id' | 'name' | 'permissions' | 'position'>): Role => {
    const made = { color: 0, hoist: false, mentionable: false, botId: null, ...fields };
    guild.roles.set(made.id, made);
    return made;
  };
  role({ id: guildId, name: '@everyone', permissions: EVERYONE, position: 0 });
  const botRole = role({ id: nextId(), name: BOT_NAME, permissions: BOT, position: 1 });
  guild.roles.set(botRole.id, { ...botRole, botId: bot.id });
  const moderators = role({
    id: nextId(),
    name: 'Moderator',
    permissions: MODERATOR,
    position: 2,
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
    [ben.id, [moderators.id]],
    [bot.id, [botRole.id]],
  ]);
  for (const user of [...people, bot]) {
    guild.members.set(user.id, {
      userId: user.id,
      nick: null,
      roleIds: roleIds.get(user.id) ?? [],
      joinedEpochMs: BEGINNING_EPOCH_MS + ++age * HOUR_MS,
      mute: false,
      deaf: false,
      timedOutUntilEpochMs: null,
    });
  }
  const userIds = Object.fromEntries(
    [...people, bot].map((user) => [user.globalName ?? user.username, user.id]),
  );
  return { world, application, guildId, channelIds, userIds };
}

/** A human account; the user name is the display name in small letters. */
export function person(id: string, displayName: string): User {
  const username = displayName.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_');
  return { id, username, globalName: displayName, bot: false };
}

export function createChannel(
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

/**
 * Looks like a real token (the id in base64, then two more parts), yet is worth nothing: it opens
 * only this sandbox, which listens on this machine alone.
 */
function botToken(botId: string): string {
  const part = (purpose: string, length: number): string =>
    createHash('sha256').update(`${purpose} of ${botId}`).digest('base64url').slice(0, length);
  return [Buffer.from(botId).toString('base64url'), part('time', 6), part('proof', 38)].join('.');
}
