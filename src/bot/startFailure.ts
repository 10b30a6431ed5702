import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { FailureError } from '../failure.ts';
import { discordFailure } from './failure.ts';

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
