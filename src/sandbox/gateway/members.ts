import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { presentMember } from '../wire/users.ts';
import type { World } from '../world/World.ts';
import type { Dispatch, Receiver } from './dispatches.ts';
import type { MembersRequest } from './frames.ts';
import { includes } from './intents.ts';

const MAX_CHUNK = 1_000;
/** Documented: a search by name answers at most this many. */
const MAX_QUERY = 100;

/** The answer to a request for members; empty when it asks for more than it may. */
export function memberChunks(
  world: World,
  request: MembersRequest,
  receiver: Receiver,
): Dispatch[] {
  const guild = world.guilds.get(request.guild_id);
  if (guild === undefined) return [];
  const { query, user_ids: userIds, nonce } = request;
  const everybody = userIds == null && (query ?? '') === '' && request.limit === 0;
  if (everybody && !includes(receiver.intents, GatewayIntentBits.GuildMembers)) return [];
  const all = [...guild.members.values()].flatMap((member) => {
    const user = world.users.get(member.userId);
    return user === undefined ? [] : [{ member, user }];
  });
  const wanted = (query ?? '').toLowerCase();
  const found = everybody
    ? all
    : userIds != null
      ? all.filter(({ user }) => userIds.includes(user.id))
      : all
          .filter(({ member, user }) =>
            [user.username, user.globalName, member.nick].some(
              (name) => name?.toLowerCase().startsWith(wanted) === true,
            ),
          )
          .slice(0, Math.min(request.limit, MAX_QUERY) || MAX_QUERY);
  const count = Math.max(1, Math.ceil(found.length / MAX_CHUNK));
  return Array.from({ length: count }, (_, index) => ({
    event: GatewayDispatchEvents.GuildMembersChunk,
    data: {
      guild_id: guild.id,
      members: found
        .slice(index * MAX_CHUNK, (index + 1) * MAX_CHUNK)
        .map(({ member, user }) => presentMember(member, user)),
      chunk_index: index,
      chunk_count: count,
      not_found: (userIds ?? []).filter((id) => !guild.members.has(id)),
      ...(nonce != null && { nonce }),
    },
  }));
}
