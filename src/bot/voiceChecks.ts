import {
  ChannelType,
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  type VoiceBasedChannel,
  type VoiceState,
} from 'discord.js';
import type { Possible } from '#commands/Command.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import type { GuildSettings } from '../control/StationRecord.ts';

const NEEDED = [
  [PermissionFlagsBits.ViewChannel, 'permission.view'],
  [PermissionFlagsBits.Connect, 'permission.connect'],
  [PermissionFlagsBits.Speak, 'permission.speak'],
] as const;

const NEEDED_TO_WRITE = [
  [PermissionFlagsBits.ViewChannel, 'permission.view'],
  [PermissionFlagsBits.SendMessages, 'permission.send'],
] as const;

/** Whether a station could play there, or its panel stand there. */
export function checkChannel(
  guild: Guild | undefined,
  channelId: string,
  forWhat: 'music' | 'panel',
): Possible {
  if (guild === undefined) return refuse(tell('place.unknown'));
  return forWhat === 'panel'
    ? checkTextChannel(guild, channelId)
    : checkVoiceChannel(guild, channelId);
}

/** Whether a panel can be posted and kept up to date in a text channel; names what is missing. */
export function checkTextChannel(guild: Guild, channelId: string): Possible {
  const channel = guild.channels.cache.get(channelId);
  const { me } = guild.members;
  if (channel?.isSendable() !== true || me === null) return refuse(tell('place.unseen.text'));
  const permissions = channel.permissionsFor(me);
  const missing = NEEDED_TO_WRITE.filter(([flag]) => !permissions.has(flag));
  if (missing.length === 0) return { ok: true };
  const names = missing.map(([, name]) => tell(name));
  return refuse(tell('place.permissions', { count: missing.length, names, channelId }));
}

/** Whether the bot may and can play in a voice channel; names what is missing. */
export function checkVoiceChannel(guild: Guild, channelId: string): Possible {
  if (channelId === guild.afkChannelId) return refuse(tell('place.afk', { channelId }));
  const channel = guild.channels.cache.get(channelId);
  const me = guild.members.me;
  if (channel === undefined || !channel.isVoiceBased() || me === null) {
    return refuse(tell('place.unseen'));
  }
  const permissions = channel.permissionsFor(me);
  // On a stage one speaks by not being suppressed.
  const onStage = channel.type === ChannelType.GuildStageVoice;
  const missing = NEEDED.filter(([flag]) => !permissions.has(flag))
    .map(([, name]) => name)
    .filter((name) => !onStage || name !== 'permission.speak');
  if (missing.length > 0) {
    const names = missing.map((name) => tell(name));
    return refuse(tell('place.permissions', { count: missing.length, names, channelId }));
  }
  // One is enough: the latter to take a place, the former to ask for one.
  if (
    onStage &&
    !permissions.any([PermissionFlagsBits.RequestToSpeak, PermissionFlagsBits.MuteMembers])
  ) {
    return refuse(tell('place.stage', { channelId }));
  }
  if (isFull(channel, me)) return refuse(tell('place.full', { channelId }));
  return { ok: true };
}

function isFull(channel: VoiceBasedChannel, me: GuildMember): boolean {
  if (channel.userLimit === 0 || channel.members.has(me.id)) return false;
  const overrides = channel.permissionsFor(me).has(PermissionFlagsBits.MoveMembers);
  return !overrides && channel.members.size >= channel.userLimit;
}

function refuse(text: Told): Possible {
  return { ok: false, text };
}

/** Who hears the music of a channel: people, not bots, not deafened. */
export function listenersOf(guild: Guild, channelId: string): readonly string[] {
  return [...states(guild, channelId)].map((state) => state.id);
}

/** Whose votes count there. */
export function votersOf(
  guild: Guild,
  channelId: string,
  settings: GuildSettings,
): readonly string[] {
  if (settings.whoMayVote === 'listeners') return listenersOf(guild, channelId);
  return [...states(guild, channelId)].filter((state) => isDj(state, settings)).map(({ id }) => id);
}

function states(guild: Guild, channelId: string): readonly VoiceState[] {
  return [...guild.voiceStates.cache.values()].filter(
    (state) =>
      state.channelId === channelId &&
      state.member?.user.bot !== true &&
      state.selfDeaf !== true &&
      state.serverDeaf !== true,
  );
}

function isDj({ member }: VoiceState, { djRoleId }: GuildSettings): boolean {
  if (member === null) return false;
  if (member.permissions.has(PermissionFlagsBits.ManageGuild)) return true;
  return djRoleId !== null && member.roles.cache.has(djRoleId);
}
