import { type Client, Events, GatewayDispatchEvents, type Guild } from 'discord.js';
import { z } from 'zod';

/** What becomes of the connection to the gateway, guild by guild. */
export interface GatewayNews {
  /** Nothing is heard of the guild, and nothing can be asked: the connection is gone, or Discord cannot show the guild. */
  readonly onGuildLost: (guildId: string) => void;
  /** It is known again as it is, in a new session or in the same one. */
  readonly onGuildBack: (guild: Guild, isNewSession: boolean) => void;
  /** The bot is no member any more. */
  readonly onGuildLeft: (guildId: string) => void;
  readonly onAway: () => void;
  /**
   * A connection has a session again.
   *
   * @param isWhole so have all others
   */
  readonly onBack: (isWhole: boolean) => void;
  /** Discord does not want the bot back. */
  readonly onClosed: (closeCode: number) => void;
}

/** Of READY. */
const memberships = z.object({ guilds: z.array(z.object({ id: z.string() })) });

/** Puts the library's many events about its connections into the few that matter. */
export function followGateway(client: Client, news: GatewayNews): void {
  const guildsOf = (shardId: number): Guild[] =>
    [...client.guilds.cache.values()].filter((guild) => guild.shardId === shardId);
  /** Connections that have a session. */
  const there = new Set<number>();
  const isBack = (shardId: number): void => {
    there.add(shardId);
    news.onBack(there.size >= client.ws.shards.size);
  };

  client.on(Events.ShardReconnecting, (shardId) => {
    there.delete(shardId);
    for (const { id } of guildsOf(shardId)) news.onGuildLost(id);
    news.onAway();
  });
  client.on(Events.ShardDisconnect, ({ code }, shardId) => {
    there.delete(shardId);
    for (const { id } of guildsOf(shardId)) news.onGuildLost(id);
    news.onAway();
    news.onClosed(code);
  });
  client.on(Events.ShardResume, (shardId) => {
    isBack(shardId);
    for (const guild of guildsOf(shardId)) if (guild.available) news.onGuildBack(guild, false);
  });
  // Before the library takes it: what a new session does not name has been lost meanwhile.
  client.ws.on(GatewayDispatchEvents.Ready, (data: unknown, shardId) => {
    const named = new Set(memberships.parse(data).guilds.map(({ id }) => id));
    for (const { id } of guildsOf(shardId)) {
      if (named.has(id)) continue;
      client.guilds.cache.delete(id);
      news.onGuildLeft(id);
    }
    isBack(shardId);
  });
  client.on(Events.GuildAvailable, (guild) => news.onGuildBack(guild, true));
  client.on(Events.GuildCreate, (guild) => news.onGuildBack(guild, true));
  client.on(Events.GuildUnavailable, ({ id }) => news.onGuildLost(id));
  client.on(Events.GuildDelete, ({ id }) => news.onGuildLeft(id));
}
