import type { Guild } from 'discord.js';

const DEFAULT_BITRATE = 64_000;

/** Bits per second of a voice channel. */
export function bitrateOf(guild: Guild, channelId: string): number {
  const channel = guild.channels.cache.get(channelId);
  return channel?.isVoiceBased() === true ? channel.bitrate : DEFAULT_BITRATE;
}
