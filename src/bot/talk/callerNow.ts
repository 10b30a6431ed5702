import { type Client, PermissionFlagsBits } from 'discord.js';
import type { Caller } from '#src/control/actions.ts';

/** Somebody who pressed a moment ago, with what they may do now: roles can have gone since. */
export function callerNow(
  client: Client,
  pressed: Caller,
  { guildId, djRoleId }: { readonly guildId: string; readonly djRoleId: string | null },
): Caller {
  const { userId } = pressed;
  const guild = client.guilds.cache.get(guildId);
  const voiceChannelId = guild?.voiceStates.cache.get(userId)?.channelId ?? undefined;
  const member = guild?.members.cache.get(userId);
  // Whoever is not known any more is anybody.
  const canManageGuild = member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false;
  const hasRole = djRoleId !== null && (member?.roles.cache.has(djRoleId) ?? false);
  return { userId, voiceChannelId, canManageGuild, isDj: canManageGuild || hasRole };
}
