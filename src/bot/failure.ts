import { DiscordAPIError, GatewayCloseCodes, HTTPError, RateLimitError } from 'discord.js';
import { tell } from '#src/texts/texts.ts';
import { type Failure, FailureError } from '../failure.ts';

export type DiscordFailureCode =
  | 'discord.bad-token'
  | 'discord.unreachable'
  | 'discord.intercepted'
  | 'discord.allowance'
  | 'discord.rate-limited'
  | 'discord.intents'
  | 'discord.dev-guild'
  | 'discord.closed';

/** Why Discord has closed the gateway for good. */
export function closedFor(closeCode: number): Failure<DiscordFailureCode> {
  switch (closeCode) {
    case GatewayCloseCodes.AuthenticationFailed:
      return discordFailure('discord.bad-token');
    case GatewayCloseCodes.InvalidIntents:
    case GatewayCloseCodes.DisallowedIntents:
      return discordFailure('discord.intents');
    default:
      return discordFailure('discord.closed', `close code ${closeCode}`);
  }
}

const MEMBER_TEXT = tell('failure.discord');

const OPERATOR_TEXTS: Readonly<Record<DiscordFailureCode, string>> = {
  'discord.bad-token':
    'Discord does not accept the token. Reset it in the developer portal (your application, Bot) and put it into DISCORD_TOKEN.',
  'discord.unreachable':
    'Discord cannot be reached. Check the network, and DISCORD_API_URL if it is set',
  'discord.intercepted':
    "Something else answers in Discord's place: the page of a network that wants a log-in, a proxy, a filter, or what DISCORD_API_URL leads to.",
  'discord.allowance':
    'The log-ins that Discord grants a bot in a day are used up. The bot waits for the next day when it is started again.',
  'discord.rate-limited':
    'Discord, or Cloudflare in front of it, takes no requests: this bot, or whatever else uses its token or address, has asked for too much. The bot waits when it is started again',
  'discord.intents':
    'Discord refuses the intents Guilds and Guild Voice States, which need no approval; is this a bot?',
  'discord.closed': 'Discord has closed the connection and does not want it back',
  'discord.dev-guild':
    'The bot is not on the server that DISCORD_DEV_GUILD_ID names, or was invited without the scope applications.commands.',
};

export function discordFailure(
  code: DiscordFailureCode,
  seen?: string,
): Failure<DiscordFailureCode> {
  const operatorText =
    seen === undefined ? OPERATOR_TEXTS[code] : `${OPERATOR_TEXTS[code]} (${seen}).`;
  return { code, memberText: MEMBER_TEXT, operatorText: `${code}: ${operatorText}` };
}

const MS_PER_S = 1_000;

/** What an error of the library, thrown while the bot starts, means for the operator. */
export function asFailure(error: unknown): FailureError {
  if (error instanceof FailureError) return error;
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(error.retryAfter / MS_PER_S);
    return new FailureError(discordFailure('discord.rate-limited', `for ${seconds} s more`));
  }
  if (error instanceof DiscordAPIError && error.status === 401) {
    return new FailureError(discordFailure('discord.bad-token'));
  }
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    const seen = `it answered with status ${error.status}`;
    return new FailureError(discordFailure('discord.unreachable', seen));
  }
  const text = error instanceof Error ? error.message : String(error);
  // The answer said that it is JSON.
  if (error instanceof SyntaxError) return new FailureError(discordFailure('discord.intercepted'));
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'TokenInvalid' || /invalid token/i.test(text)) {
    return new FailureError(discordFailure('discord.bad-token'));
  }
  if (/disallowed intents/i.test(text)) return new FailureError(discordFailure('discord.intents'));
  if (/sessions remaining/i.test(text))
    return new FailureError(discordFailure('discord.allowance'));
  return new FailureError(discordFailure('discord.unreachable', code === '' ? text : code));
}
