import {
  ChannelType,
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  type VoiceBasedChannel,
  type VoiceState,
} from 'discord.js';
import type { Possible } from '#commands/Command.ts';
import type { GuildSettings } from '../control/StationRecord.ts';

const NEEDED = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.Connect, 'Connect'],
  [PermissionFlagsBits.Speak, 'Speak'],
] as const;

/** Whether the bot may and can play in a voice channel; names what is missing. */
export function checkVoiceChannel(guild: Guild, channelId: string): Possible {
  if (channelId === guild.afkChannelId) {
    return refuse(`Nobody can be heard in <#${channelId}>, the AFK channel. Join another one.`);
  }
  const channel = guild.channels.cache.get(channelId);
  const me = guild.members.me;
  if (channel === undefined || !channel.isVoiceBased() || me === null) {
    return refuse('I cannot see your voice channel. I need the permission **View Channel** there.');
  }
  const permissions = channel.permissionsFor(me);
  const missing = NEEDED.filter(([flag]) => !permissions.has(flag)).map(
    ([, name]) => `**${name}**`,
  );
  // On a stage one speaks by not being suppressed.
  const onStage = channel.type === ChannelType.GuildStageVoice;
  const relevant = onStage ? missing.filter((name) => name !== '**Speak**') : missing;
  if (relevant.length > 0) {
    const noun = relevant.length === 1 ? 'the permission' : 'the permissions';
    return refuse(
      `I need ${noun} ${relevant.join(' and ')} in <#${channelId}>. Please ask somebody who manages this server.`,
    );
  }
  // One is enough: the latter to take a place, the former to ask for one.
  if (
    onStage &&
    !permissions.any([PermissionFlagsBits.RequestToSpeak, PermissionFlagsBits.MuteMembers])
  ) {
    return refuse(
      `On the stage <#${channelId}> I need **Request to Speak**, to ask for a place among the speakers, or **Mute Members**, to take one. Please ask somebody who manages this server.`,
    );
  }
  if (isFull(channel, me)) {
    return refuse(`<#${channelId}> is full. Make room for one more, or give me **Move Members**.`);
  }
  return { ok: true };
}

function isFull(channel: VoiceBasedChannel, me: GuildMember): boolean {
  if (channel.userLimit === 0 || channel.members.has(me.id)) return false;
  const overrides = channel.permissionsFor(me).has(PermissionFlagsBits.MoveMembers);
  return !overrides && channel.members.size >= channel.userLimit;
}

function refuse(text: string): Possible {
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
