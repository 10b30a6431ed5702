import { InteractionContextType } from 'discord-api-types/v10';
import type { CommandRegistry } from '../commands/CommandRegistry.ts';
import type { Guild } from '../world/Guild.ts';
import type { Channel, Member } from '../world/model.ts';
import { guildPermissions, has } from '../world/permissions.ts';
import type { World } from '../world/World.ts';
import { type Invocable, invocables } from './commandLine.ts';

/** The commands that Discord's client offers a member in a channel. */
export function offeredCommands(
  world: World,
  commands: CommandRegistry,
  guild: Guild,
  member: Member,
  channel: Channel,
): Invocable[] {
  const here = world.permissionsIn(channel, member.userId);
  if (!has(here, 'UseApplicationCommands')) return [];
  const own = guildPermissions(guild, member);
  const usable = [...world.applications.values()].flatMap(({ id }) =>
    commands.usableIn(id, guild.id).filter(({ form }) => {
      const needed = BigInt(form.default_member_permissions ?? '0');
      const inGuilds = form.contexts?.includes(InteractionContextType.Guild) ?? true;
      return (own & needed) === needed && inGuilds;
    }),
  );
  return invocables(usable);
}
