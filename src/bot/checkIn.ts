import { DiscordAPIError, RateLimitError, type REST, RESTJSONErrorCodes } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { FailureError } from '../failure.ts';
import { asFailure, discordFailure } from './failure.ts';
import type { SessionStartLimit } from './gateway/waits.ts';

const gatewayAnswer = z.object({
  url: z.string(),
  shards: z.number().default(1),
  session_start_limit: z
    .object({ total: z.number(), remaining: z.number(), reset_after: z.number() })
    .optional(),
});
const applicationAnswer = z.object({ id: z.string() });

/** What Discord says of a guild that the bot is not on, or was invited to without commands. */
const NO_SUCH_GUILD: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.MissingAccess,
]);

/**
 * How many sessions the bot may still start; undefined where the API does not say. A bad token is
 * noticed here, before the gateway counts a log-in.
 *
 * @throws FailureError `discord.bad-token`, `discord.unreachable`, `discord.intercepted`
 * @throws RateLimitError when Discord does not want to be asked now
 */
export async function sessionStartLimit(rest: REST): Promise<SessionStartLimit | undefined> {
  const answer: unknown = await rest.get(Routes.gatewayBot()).catch((error: unknown) => {
    throw error instanceof RateLimitError ? error : asFailure(error);
  });
  const parsed = gatewayAnswer.safeParse(answer);
  // A page of the network's own, such as that of a hotel, has status 200.
  if (!parsed.success) throw new FailureError(discordFailure('discord.intercepted'));
  const { shards, session_start_limit: limit } = parsed.data;
  if (limit === undefined) return undefined;
  const { total, remaining, reset_after: resetAfterMs } = limit;
  return { total, remaining, resetAfterMs, shards };
}

/** The id of the bot's application; undefined where the API does not tell it. */
export async function applicationId(rest: REST): Promise<string | undefined> {
  const answer: unknown = await rest.get(Routes.currentApplication()).catch(() => undefined);
  return applicationAnswer.safeParse(answer).data?.id;
}

/**
 * Whether the bot is on a server. What comes in between is no answer: then it may be.
 *
 * @throws FailureError `discord.dev-guild` when it is not
 */
export async function checkGuild(rest: REST, guildId: string): Promise<void> {
  await rest.get(Routes.guild(guildId)).catch((error: unknown) => {
    if (isNoSuchGuild(error)) throw new FailureError(discordFailure('discord.dev-guild'));
  });
}

export function isNoSuchGuild(error: unknown): boolean {
  return error instanceof DiscordAPIError && NO_SUCH_GUILD.has(error.code);
}
