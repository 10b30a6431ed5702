import { type APIOverwrite, ChannelType } from 'discord-api-types/v10';
import type { Channel, Overwrite } from '../world/model.ts';
import { timestamp } from '../world/WorldTime.ts';

export interface WireChannel {
  readonly id: string;
  readonly type: Channel['type'];
  readonly [field: string]: unknown;
}

/** @param lastMessageId The newest message anybody may see. */
export function presentChannel(channel: Channel, lastMessageId: string | null): WireChannel {
  const base = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    flags: 0,
    permission_overwrites: channel.overwrites.map(presentOverwrite),
  };
  if (channel.type === ChannelType.GuildCategory) return base;
  const talkable = {
    ...base,
    nsfw: channel.nsfw,
    rate_limit_per_user: channel.slowmodeS,
    last_message_id: lastMessageId,
    icon_emoji: null,
    theme_color: null,
  };
  if (channel.type === ChannelType.GuildText) {
    return {
      ...talkable,
      topic: channel.topic,
      last_pin_timestamp:
        channel.lastPinEpochMs === null ? null : timestamp(channel.lastPinEpochMs),
    };
  }
  return {
    ...talkable,
    bitrate: channel.bitrate,
    user_limit: channel.userLimit,
    rtc_region: channel.rtcRegion,
    ...(channel.type === ChannelType.GuildStageVoice && { topic: channel.topic }),
    // Only voice channels have a status; Discord leaves it out of stages.
    ...(channel.type === ChannelType.GuildVoice && { status: channel.status }),
  };
}

export function presentOverwrite(overwrite: Overwrite): APIOverwrite {
  return {
    id: overwrite.id,
    type: overwrite.type,
    allow: String(overwrite.allow),
    deny: String(overwrite.deny),
  };
}
