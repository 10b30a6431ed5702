import type { Application, Member, Role, User } from '../world/model.ts';
import { timestamp } from '../world/WorldTime.ts';

/** Users, members, roles and applications as Discord's JSON shows them. */
export function presentUser(user: User) {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.bot ? botDiscriminator(user.id) : '0',
    global_name: user.globalName,
    avatar: null,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: 0,
    ...(user.bot && { bot: true }),
  };
}

export type WireUser = ReturnType<typeof presentUser>;

/** Bots still have four digits, never all zeros. */
function botDiscriminator(id: string): string {
  return String((BigInt(id) % 9_999n) + 1n).padStart(4, '0');
}

/** As it stands beside an author, who is told elsewhere. */
export function presentMemberOnly(member: Member) {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roleIds],
    joined_at: timestamp(member.joinedEpochMs),
    premium_since: null,
    deaf: member.deaf,
    mute: member.mute,
    pending: false,
    flags: 0,
    communication_disabled_until:
      member.timedOutUntilEpochMs === null ? null : timestamp(member.timedOutUntilEpochMs),
    avatar_decoration_data: null,
    collectibles: null,
  };
}

export function presentMember(member: Member, user: User) {
  return { ...presentMemberOnly(member), user: presentUser(user) };
}

export type WireMember = ReturnType<typeof presentMember>;

/** As it stands in an interaction's resolved data. */
export function presentResolvedMember(member: Member, permissions: bigint) {
  const { deaf: _deaf, mute: _mute, ...rest } = presentMemberOnly(member);
  return { ...rest, permissions: String(permissions) };
}

export function presentRole(role: Role) {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    managed: role.botId !== null,
    mentionable: role.mentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(role.botId !== null && { tags: { bot_id: role.botId } }),
  };
}

export function presentApplication(
  application: Application,
  bot: User,
  owner: User,
  guildCount: number,
) {
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: application.description,
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    bot: presentUser(bot),
    owner: presentUser(owner),
    team: null,
    verify_key: application.verifyKey,
    flags: 0,
    flags_new: '0',
    approximate_guild_count: guildCount,
    approximate_user_install_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    tags: [],
    integration_types_config: { 0: {} },
    event_webhooks_status: 1,
    event_webhooks_types: [],
  };
}
