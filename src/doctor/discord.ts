import { ChannelType, OverwriteType, PermissionFlagsBits, REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { sessionStartLimit } from '../bot/checkIn.ts';
import { asFailure } from '../bot/failure.ts';
import type { Config } from '../config.ts';
import { type Finding, fine, look, skipped, warning, wrong } from './Finding.ts';

const DISCORD_API = 'https://discord.com/api';
const TIMEOUT_MS = 10_000;
/** A bot that has just started has asked for some of the same. */
const MOST_WAIT_MS = 10_000;
/** A bot that is started once a minute still gets through the day with so many. */
const FEW_STARTS = 50;
/** TLS and Discord bear more; timestamps that members read do not. */
const MOST_CLOCK_OFF_MS = 30_000;

type Discord = Extract<Config['discord'], { kind: 'api' }>;

const application = z.object({
  id: z.string(),
  name: z.string().optional(),
  bot_public: z.boolean().optional(),
  bot_require_code_grant: z.boolean().optional(),
});
const commandList = z.array(z.object({ name: z.string() }));
const channel = z.object({
  type: z.number(),
  name: z.string().optional(),
  guild_id: z.string(),
  parent_id: z.string().nullish(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() }))
    .optional(),
});
const guild = z.object({
  name: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
});
const member = z.object({ roles: z.array(z.string()), user: z.object({ id: z.string() }) });

/** What the bot needs, by the names that Discord shows; the invite asks for exactly these. */
const TEXT = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
};
const VOICE = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  Connect: PermissionFlagsBits.Connect,
  Speak: PermissionFlagsBits.Speak,
};
const STAGE = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  Connect: PermissionFlagsBits.Connect,
  // Or Mute Members, which is more than most servers want to give.
  'Request to Speak': PermissionFlagsBits.RequestToSpeak,
};
const THREAD = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
};
const NEEDED: ReadonlyMap<number, Readonly<Record<string, bigint>>> = new Map<
  number,
  Readonly<Record<string, bigint>>
>([
  [ChannelType.GuildStageVoice, STAGE],
  [ChannelType.GuildVoice, VOICE],
  [ChannelType.AnnouncementThread, THREAD],
  [ChannelType.PublicThread, THREAD],
  [ChannelType.PrivateThread, THREAD],
]);
/** The music plays without. */
const WELCOME = { 'Set Voice Channel Status': PermissionFlagsBits.SetVoiceChannelStatus };
const INVITE = Object.values({ ...TEXT, ...VOICE, ...STAGE, ...THREAD, ...WELCOME }).reduce(
  (all, one) => all | one,
  0n,
);

/** Asks Discord all that can be asked without a log-in. */
export async function discordFindings(
  discord: Discord,
  options: { readonly devGuildId?: string | undefined; readonly channelIds?: readonly string[] },
): Promise<readonly Finding[]> {
  const api = discord.apiUrl ?? DISCORD_API;
  const rest = new REST({
    api,
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > MOST_WAIT_MS,
  });
  rest.setToken(discord.token);
  const token = await look('Discord', () => tokenFindings(rest));
  if (token.some(({ state }) => state === 'wrong')) return token;
  const { channelIds = [] } = options;
  const permissions = channelIds.map((id) =>
    look('Permissions', () => permissionFindings(rest, id)),
  );
  return [
    ...token,
    ...(await look('Clock', () => clockFindings(api))),
    ...(await look('Application', () => applicationFindings(rest, options.devGuildId))),
    ...(channelIds.length === 0
      ? [skipped('Permissions', 'of one channel: --channel ID')]
      : (await Promise.all(permissions)).flat()),
  ];
}

async function tokenFindings(rest: REST): Promise<readonly Finding[]> {
  const limit = await sessionStartLimit(rest).catch((error: unknown) => {
    throw asFailure(error);
  });
  const answers = fine('Discord', 'answers, and takes the token');
  if (limit === undefined) return [answers];
  const { remaining, total, resetAfterMs } = limit;
  const left = `${remaining} of ${total} log-ins of the day are left`;
  if (remaining > FEW_STARTS) return [answers, fine('Log-ins', left)];
  const hours = Math.ceil(resetAfterMs / 3_600_000);
  const text = `${left}, for ${hours} h: find out what restarts the bot so often`;
  return [answers, remaining === 0 ? wrong('Log-ins', text) : warning('Log-ins', text)];
}

async function clockFindings(api: string): Promise<readonly Finding[]> {
  const response = await fetch(`${api}/v10/gateway`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  await response.arrayBuffer();
  const date = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(date)) return [skipped('Clock', 'Discord does not say what time it is')];
  const offMs = Date.now() - date;
  if (Math.abs(offMs) <= MOST_CLOCK_OFF_MS) return [fine('Clock', 'is right')];
  const way = offMs > 0 ? 'fast' : 'slow';
  const text = `is ${Math.round(Math.abs(offMs) / 1_000)} s ${way}: have it set by NTP`;
  return [wrong('Clock', text)];
}

async function applicationFindings(
  rest: REST,
  devGuildId: string | undefined,
): Promise<readonly Finding[]> {
  const about = 'Application';
  const own = application.parse(await rest.get(Routes.currentApplication()));
  const link = `https://discord.com/oauth2/authorize?client_id=${own.id}&scope=bot+applications.commands&permissions=${INVITE}`;
  const invite = fine('Invite', link);
  if (own.bot_require_code_grant === true) {
    return [
      wrong(
        about,
        'requires the OAuth2 code grant, so that the invite cannot work: switch it off in the developer portal, Bot',
      ),
      invite,
    ];
  }
  const who = own.bot_public === false ? 'only its owner can invite it' : 'anybody can invite it';
  const named = fine(about, `${own.name ?? own.id}: ${who}; it needs no privileged intents`);
  return [named, ...(await commandFindings(rest, own.id, devGuildId)), invite];
}

async function commandFindings(
  rest: REST,
  id: string,
  devGuildId: string | undefined,
): Promise<readonly Finding[]> {
  const about = 'Commands';
  const isIn = async (route: `/${string}`): Promise<boolean> =>
    commandList.parse(await rest.get(route)).some(({ name }) => name === 'lyria');
  const everywhere = await isIn(Routes.applicationCommands(id));
  if (devGuildId === undefined) {
    return everywhere
      ? [fine(about, '/lyria is registered everywhere')]
      : [warning(about, '/lyria is not registered yet: the bot does that when it starts')];
  }
  const here = await look(about, async () =>
    (await isIn(Routes.applicationGuildCommands(id, devGuildId)))
      ? [fine(about, `/lyria is registered in ${devGuildId} alone`)]
      : [
          warning(
            about,
            `/lyria is not registered in ${devGuildId} yet: the bot does that when it starts`,
          ),
        ],
  );
  if (here.some(({ state }) => state === 'wrong')) {
    return [
      wrong(
        about,
        `the bot is not on server ${devGuildId}: invite it, or empty DISCORD_DEV_GUILD_ID`,
      ),
    ];
  }
  if (!everywhere) return here;
  return [
    warning(
      about,
      '/lyria is registered everywhere and in one server, and shows up there twice: start the bot once',
    ),
  ];
}

async function permissionFindings(rest: REST, channelId: string): Promise<readonly Finding[]> {
  const about = 'Permissions';
  const answer: unknown = await rest.get(Routes.channel(channelId)).catch(() => undefined);
  const there = channel.safeParse(answer);
  if (!there.success) {
    return [
      wrong(
        about,
        `the bot cannot see channel ${channelId}: invite it, or give it View Channel there`,
      ),
    ];
  }
  const { guild_id: guildId, type, parent_id: parentId } = there.data;
  const needed = NEEDED.get(type) ?? TEXT;
  // A thread has the permissions of its channel.
  const { permission_overwrites: overwrites = [] } =
    needed === THREAD && parentId
      ? channel.parse(await rest.get(Routes.channel(parentId)))
      : there.data;
  const { id } = z.object({ id: z.string() }).parse(await rest.get(Routes.user()));
  const server = guild.parse(await rest.get(Routes.guild(guildId)));
  const self = member.parse(await rest.get(Routes.guildMember(guildId, id)));
  const held = permissionsIn({ guildId, id, roles: self.roles, server, overwrites });
  const missing = Object.entries(needed).filter(
    ([name, bit]) => (held & bit) !== bit && !(name === 'Request to Speak' && takesStage(held)),
  );
  const where = `#${there.data.name ?? channelId} on ${server.name}`;
  if (missing.length === 0) return [fine(about, `all that ${where} needs`)];
  const names = missing.map(([name]) => name).join(', ');
  return [
    wrong(about, `${where} takes ${names} from the bot: give it that in the channel or by a role`),
  ];
}

const takesStage = (held: bigint): boolean => (held & PermissionFlagsBits.MuteMembers) !== 0n;

/** As Discord computes them: roles, then the channel's for everybody, roles, and the member. */
function permissionsIn(options: {
  readonly guildId: string;
  readonly id: string;
  readonly roles: readonly string[];
  readonly server: z.infer<typeof guild>;
  readonly overwrites: readonly { id: string; type: number; allow: string; deny: string }[];
}): bigint {
  const { guildId, id, server, overwrites } = options;
  const roles = new Set([guildId, ...options.roles]);
  let held = server.roles
    .filter((role) => roles.has(role.id))
    .reduce((all, role) => all | BigInt(role.permissions), 0n);
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const steps = [
    overwrites.filter((each) => each.id === guildId),
    overwrites.filter((each) => each.id !== guildId && roles.has(each.id)),
    overwrites.filter((each) => each.type === OverwriteType.Member && each.id === id),
  ];
  for (const step of steps) {
    for (const { deny } of step) held &= ~BigInt(deny);
    for (const { allow } of step) held |= BigInt(allow);
  }
  return held;
}
