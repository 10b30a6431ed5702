import type { Conditions } from '#src/generator/Conditions.ts';
import type { LiveServer } from '#src/generator/live/startLive.ts';
import type { DiscordServer } from '../DiscordServer.ts';
import type { Outage } from '../Outage.ts';
import type { People } from '../people/People.ts';
import type { Speech } from '../people/Speech.ts';
import type { VoiceServer } from '../voice/contract.ts';
import type { Guild } from '../world/Guild.ts';
import type { Channel, Member } from '../world/model.ts';
import { notFound } from './ControlError.ts';
import type { EventLog } from './EventLog.ts';
import type { LyriaTap } from './LyriaTap.ts';
import type { StationReports } from './StationReports.ts';

/** What the control API works on. */
export interface ControlContext {
  readonly discord: DiscordServer;
  readonly voice: VoiceServer;
  /** Of all guilds together. */
  readonly outage: Outage;
  readonly guildId: string;
  readonly people: People;
  /** Of all guilds together. */
  readonly speech: Speech;
  readonly lyria: LyriaTap;
  /** The generator's faults. */
  readonly conditions: Conditions;
  /** What stands in for the Live API. */
  readonly live: LiveServer;
  readonly events: EventLog;
  /** What the bot tells of its station. */
  readonly reports: StationReports;
}

export function guildOf(context: ControlContext): Guild {
  const guild = context.discord.world.guilds.get(context.guildId);
  if (guild === undefined) throw notFound('guild');
  return guild;
}

/** Any channel of the guild, by id or name. */
export function channelOf(context: ControlContext, nameOrId: string): Channel {
  const guild = guildOf(context);
  const wanted = nameOrId.replace(/^#/, '').toLowerCase();
  const channel =
    guild.channels.get(nameOrId) ??
    [...guild.channels.values()].find(({ name }) => name.toLowerCase() === wanted);
  if (channel === undefined) throw notFound(`channel "${nameOrId}"`);
  return channel;
}

/** Any member of the guild, bots included, by id or name. */
export function memberOf(context: ControlContext, nameOrId: string): Member {
  const guild = guildOf(context);
  const wanted = nameOrId.toLowerCase();
  for (const member of guild.members.values()) {
    const user = context.discord.world.users.get(member.userId);
    const names = [member.userId, user?.username, user?.globalName];
    if (names.some((name) => name?.toLowerCase() === wanted)) return member;
  }
  throw notFound(`member "${nameOrId}"`);
}

export function nameOf(context: ControlContext, userId: string): string {
  const user = context.discord.world.users.get(userId);
  return user?.globalName ?? user?.username ?? userId;
}
