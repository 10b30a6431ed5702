import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Guild } from './Guild.ts';
import type { Channel, Member } from './model.ts';

export type PermissionName = keyof typeof PermissionFlagsBits;

export const ALL_PERMISSIONS: bigint = Object.values(PermissionFlagsBits).reduce(
  (all, bit) => all | bit,
  0n,
);

const {
  Administrator,
  AttachFiles,
  Connect,
  EmbedLinks,
  MentionEveryone,
  ReadMessageHistory,
  SendMessages,
  SendTTSMessages,
  ViewChannel,
} = PermissionFlagsBits;

/** All that a timed-out member keeps. */
const ALLOWED_IN_TIMEOUT = ViewChannel | ReadMessageHistory;
/** What goes with Send Messages when that is denied. */
const NEEDS_SEND_MESSAGES = MentionEveryone | SendTTSMessages | AttachFiles | EmbedLinks;

/** What a member's roles allow in the guild as a whole. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.settings.ownerId === member.userId) return ALL_PERMISSIONS;
  let permissions = guild.everyone?.permissions ?? 0n;
  for (const roleId of member.roleIds) permissions |= guild.roles.get(roleId)?.permissions ?? 0n;
  return (permissions & Administrator) !== 0n ? ALL_PERMISSIONS : permissions;
}

/**
 * What a member may do in a channel, as documented: roles, then the overwrites of @everyone, of
 * the member's roles together, of the member; then what follows from a denied permission.
 */
export function channelPermissions(
  guild: Guild,
  member: Member,
  channel: Channel,
  nowEpochMs: number,
): bigint {
  const base = guildPermissions(guild, member);
  if (base === ALL_PERMISSIONS) return base;
  const permissions = implied(overwritten(base, guild, member, channel), channel);
  return isTimedOut(member, nowEpochMs) ? permissions & ALLOWED_IN_TIMEOUT : permissions;
}

/** What a member may do now in the guild as a whole: owners and administrators know no time-out. */
export function currentGuildPermissions(guild: Guild, member: Member, nowEpochMs: number): bigint {
  const base = guildPermissions(guild, member);
  if (base === ALL_PERMISSIONS || !isTimedOut(member, nowEpochMs)) return base;
  return base & ALLOWED_IN_TIMEOUT;
}

function isTimedOut(member: Member, nowEpochMs: number): boolean {
  return (member.timedOutUntilEpochMs ?? 0) > nowEpochMs;
}

/** Whether one member's highest role is above another's: only then may one moderate the other. */
export function outranks(guild: Guild, actor: Member, target: Member): boolean {
  if (target.userId === guild.settings.ownerId) return false;
  if (actor.userId === guild.settings.ownerId) return true;
  return highestPosition(guild, actor) > highestPosition(guild, target);
}

function highestPosition(guild: Guild, member: Member): number {
  return Math.max(0, ...member.roleIds.map((id) => guild.roles.get(id)?.position ?? 0));
}

function overwritten(base: bigint, guild: Guild, member: Member, channel: Channel): bigint {
  let permissions = base;
  const everyone = channel.overwrites.find(({ id }) => id === guild.id);
  if (everyone !== undefined) permissions = (permissions & ~everyone.deny) | everyone.allow;
  let allow = 0n;
  let deny = 0n;
  for (const overwrite of channel.overwrites) {
    const ofRole = overwrite.type === OverwriteType.Role && overwrite.id !== guild.id;
    if (!ofRole || !member.roleIds.includes(overwrite.id)) continue;
    allow |= overwrite.allow;
    deny |= overwrite.deny;
  }
  permissions = (permissions & ~deny) | allow;
  const own = channel.overwrites.find(
    ({ id, type }) => type === OverwriteType.Member && id === member.userId,
  );
  return own === undefined ? permissions : (permissions & ~own.deny) | own.allow;
}

function implied(permissions: bigint, channel: Channel): bigint {
  if ((permissions & ViewChannel) === 0n) return 0n;
  if (isVoice(channel) && (permissions & Connect) === 0n) return permissions & ViewChannel;
  return (permissions & SendMessages) === 0n ? permissions & ~NEEDS_SEND_MESSAGES : permissions;
}

export function isVoice(channel: Channel): boolean {
  return channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice;
}

export function has(permissions: bigint, ...names: readonly PermissionName[]): boolean {
  return names.every((name) => (permissions & PermissionFlagsBits[name]) !== 0n);
}

export function permissionBits(...names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}
