import { z } from 'zod';

const snowflake = z.string().regex(/^\d{17,20}$/);

/** The one JSON line that `npm run sandbox` prints: all that a bot and a test need. */
export const sandboxAnnouncement = z.object({
  /** Base of the REST API such as `http://127.0.0.1:PORT/api`: what discord.js wants as `rest.api`. */
  discordApiUrl: z.string(),
  discordToken: z.string(),
  /** The generator's WebSocket endpoint; it needs no key. */
  lyriaUrl: z.string(),
  /** Of what stands in for Google's Live API; it needs no key either. */
  liveUrl: z.string(),
  /** PEM file for NODE_EXTRA_CA_CERTS; removed when the sandbox ends. */
  caFile: z.string(),
  /** Base of the first guild's control API, see docs/sandbox.md. */
  controlUrl: z.string(),
  /** The page, for a browser on this machine. */
  pageUrl: z.string(),
  applicationId: snowflake,
  /** All bots, the one above first. All are in all guilds. */
  bots: z.array(
    z.object({
      name: z.string(),
      /** A bot's user has its application's id. */
      applicationId: snowflake,
      discordToken: z.string(),
    }),
  ),
  /** The first guild. */
  guildId: snowflake,
  /** The guild's channels by name: `music`, `Lounge`, `Studio`, `Stage`. */
  channelIds: z.record(z.string(), snowflake),
  /** All guilds, that one first. Each has a control API of its own, with the same people. */
  guilds: z.array(
    z.object({
      id: snowflake,
      name: z.string(),
      controlUrl: z.string(),
      channelIds: z.record(z.string(), snowflake),
    }),
  ),
  /** The guild's people and the bots by name: `Ada`, `Ben`, `Cleo`, `Dan`, `Lyrebird`. */
  userIds: z.record(z.string(), snowflake),
});

export type SandboxAnnouncement = z.infer<typeof sandboxAnnouncement>;
