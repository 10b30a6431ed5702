import {
  type CacheWithLimitsOptions,
  Client,
  GatewayIntentBits,
  OAuth2Scopes,
  Options,
  PermissionFlagsBits,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { LogInTurn } from './gateway/LogInTurn.ts';
import { patientSharding } from './gateway/PatientSharding.ts';
import type { RestLimits } from './rest/RestLimits.ts';

/** Discord's own default of 15 s holds up all guilds for one that Discord cannot show. */
const GUILD_PATIENCE_MS = 5_000;

const INVITE_PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.Connect,
  PermissionFlagsBits.Speak,
  PermissionFlagsBits.RequestToSpeak,
  PermissionFlagsBits.SetVoiceChannelStatus,
];

/** What a bot in thousands of guilds need not remember: nothing here asks for it. */
const UNUSED_CACHES: CacheWithLimitsOptions = {
  ...Options.DefaultMakeCacheSettings,
  AutoModerationRuleManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  StageInstanceManager: 0,
};

/** The discord.js client, with what it leaves to us. */
export function createClient(parts: {
  readonly turn: LogInTurn;
  readonly limits: RestLimits;
  /** Discord's own unless given. */
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  /** 0 up to 1 */
  readonly random: () => number;
  readonly log: Log;
}): Client {
  const { turn, limits, apiUrl, clock, random, log } = parts;
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    // Nothing a member types ever pings anybody.
    allowedMentions: { parse: [] },
    waitGuildTimeout: GUILD_PATIENCE_MS,
    // As many connections as Discord recommends: one takes 2,500 guilds at most.
    shards: 'auto',
    makeCache: Options.cacheWithLimits(UNUSED_CACHES),
    ws: {
      buildStrategy: patientSharding({ clock, random, log }),
      buildIdentifyThrottler: turn.buildThrottler,
    },
    rest: {
      ...limits.options,
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
    },
  });
}

/** Where to invite the bot; empty before it is ready. */
export function inviteUrlOf(client: Client): string {
  if (!client.isReady()) return '';
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: INVITE_PERMISSIONS,
  });
}
