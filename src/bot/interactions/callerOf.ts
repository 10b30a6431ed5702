import { PermissionFlagsBits, type RepliableInteraction } from 'discord.js';
import type { Caller } from '../../control/actions.ts';
import type { GuildSettings } from '../../control/StationRecord.ts';

/** Whoever uses a command, a button or a modal, and what they may do here. */
export function callerOf(
  interaction: RepliableInteraction<'cached'>,
  { djRoleId }: GuildSettings,
): Caller {
  const { member } = interaction;
  const canManageGuild = interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
  return {
    userId: interaction.user.id,
    voiceChannelId: member.voice.channelId ?? undefined,
    canManageGuild,
    isDj: canManageGuild || (djRoleId !== null && member.roles.cache.has(djRoleId)),
  };
}
