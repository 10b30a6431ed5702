import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { presentGuildCreate } from '../wire/guilds.ts';
import { presentUser } from '../wire/users.ts';
import type { Guild } from '../world/Guild.ts';
import type { World } from '../world/World.ts';
import type { Dispatch } from './dispatches.ts';
import type { GatewaySession } from './GatewaySession.ts';
import { includes } from './intents.ts';

/** What a bot is told when it has identified: READY, then each guild. */
export function* welcome(
  world: World,
  session: GatewaySession,
  {
    guilds,
    version,
    resumeUrl,
  }: {
    readonly guilds: readonly Guild[];
    /** Of the API that the bot speaks. */
    readonly version: number;
    readonly resumeUrl: string;
  },
): Generator<Dispatch> {
  const { application } = session;
  const bot = world.users.get(application.botUserId);
  if (bot === undefined) return;
  yield {
    event: GatewayDispatchEvents.Ready,
    data: {
      v: version,
      user: { ...presentUser(bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: resumeUrl,
      shard: session.shard,
      application: { id: application.id, flags: 0, flags_new: '0' },
      user_settings: {},
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      game_relationships: [],
      geo_ordered_rtc_regions: [],
      auth: {},
      _trace: [],
    },
  };
  if (!includes(session.intents, GatewayIntentBits.Guilds)) return;
  const seesAll = includes(session.intents, GatewayIntentBits.GuildPresences);
  for (const guild of guilds) {
    const botMember = guild.members.get(application.botUserId);
    if (botMember === undefined) continue;
    const data = presentGuildCreate(world, guild, botMember, seesAll);
    yield { event: GatewayDispatchEvents.GuildCreate, data };
  }
}
