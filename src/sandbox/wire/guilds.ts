import type { Guild } from '../world/Guild.ts';
import type { Channel, Member } from '../world/model.ts';
import type { World } from '../world/World.ts';
import { timestamp } from '../world/WorldTime.ts';
import { presentChannel, type WireChannel } from './channels.ts';
import { presentMember, presentRole } from './users.ts';
import { presentVoiceStateInGuild } from './voiceStates.ts';

/** Discord's own numbers for a guild of this kind. */
const MAX_MEMBERS = 500_000;
const MAX_STAGE_VIDEO_USERS = 50;
const MAX_VIDEO_USERS = 25;
const AFK_TIMEOUT_S = 300;

/** A guild as `GET /guilds/{id}` shows it. */
export function presentGuild(guild: Guild) {
  const { settings } = guild;
  return {
    id: guild.id,
    name: settings.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    features: [],
    owner_id: settings.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: AFK_TIMEOUT_S,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    roles: [...guild.roles.values()].map(presentRole),
    emojis: [],
    stickers: [],
    premium_tier: settings.premiumTier,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: settings.locale,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_presences: null,
    max_members: MAX_MEMBERS,
    max_video_channel_users: MAX_VIDEO_USERS,
    max_stage_video_channel_users: MAX_STAGE_VIDEO_USERS,
    vanity_url_code: null,
    hub_type: null,
    incidents_data: null,
    latest_onboarding_question_id: null,
    inventory_settings: null,
  };
}

/**
 * What GUILD_CREATE tells a bot.
 *
 * @param seesAllMembers Without the presences intent Discord names only the bot itself and those
 * who are in voice.
 */
export function presentGuildCreate(
  world: World,
  guild: Guild,
  botMember: Member,
  seesAllMembers: boolean,
) {
  const members = [...guild.members.values()].filter(
    ({ userId }) => seesAllMembers || userId === botMember.userId || guild.voiceStates.has(userId),
  );
  return {
    ...presentGuild(guild),
    joined_at: timestamp(botMember.joinedEpochMs),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: members.flatMap((member) => {
      const user = world.users.get(member.userId);
      return user === undefined ? [] : [presentMember(member, user)];
    }),
    voice_states: [...guild.voiceStates.values()].flatMap((state) => {
      const member = guild.members.get(state.userId);
      return member === undefined ? [] : [presentVoiceStateInGuild(state, member)];
    }),
    channels: [...guild.channels.values()].map((channel) => presentChannelOf(world, channel)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    embedded_activities: [],
    application_command_counts: {},
    version: world.time.epochMs(),
  };
}

export function presentChannelOf(world: World, channel: Channel): WireChannel {
  const last = world.messages.in(channel.id).findLast(({ visibleTo }) => visibleTo === null);
  return presentChannel(channel, last?.id ?? null);
}
