import { type Client, DiscordAPIError, Events, HTTPError } from 'discord.js';
import type { Clock } from '../clock.ts';
import { FailureError } from '../failure.ts';
import { discordFailure } from './failure.ts';

/** From the log-in to the first READY; a gateway that cannot be reached is tried again for ever. */
const READY_TIMEOUT_MS = 30_000;

/**
 * Logs in and resolves when the client is ready. After a rejection the client still has to be
 * destroyed.
 *
 * @throws FailureError `discord.bad-token`, `discord.intents` or `discord.unreachable`
 */
export async function logIn(client: Client, token: string, clock: Clock): Promise<void> {
  const outcome = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => outcome.resolve());
  const impatient = clock.after(READY_TIMEOUT_MS, () =>
    outcome.reject(new FailureError(discordFailure('discord.unreachable', 'no READY in time'))),
  );
  // Not awaited: it may never end, and it ends before the client is ready.
  client.login(token).catch((error: unknown) => outcome.reject(asFailure(error)));
  try {
    await outcome.promise;
  } finally {
    impatient.cancel();
  }
}

function asFailure(error: unknown): FailureError {
  if (error instanceof DiscordAPIError && error.status === 401) {
    return new FailureError(discordFailure('discord.bad-token'));
  }
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    const seen = `it answered with status ${error.status}`;
    return new FailureError(discordFailure('discord.unreachable', seen));
  }
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'TokenInvalid' || /invalid token/i.test(text)) {
    return new FailureError(discordFailure('discord.bad-token'));
  }
  if (/disallowed intents/i.test(text)) return new FailureError(discordFailure('discord.intents'));
  return new FailureError(discordFailure('discord.unreachable', code === '' ? text : code));
}
