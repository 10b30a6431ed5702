import { type Guild, PermissionFlagsBits, type VoiceState } from 'discord.js';
import type { GuildSettings } from '../control/StationRecord.ts';

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
