import { GatewayCloseCodes } from 'discord.js';
import type { Failure } from '../failure.ts';

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

const MEMBER_TEXT = 'The bot cannot reach Discord.';

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
