import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock.ts';
import { FailureError } from '../failure.ts';
import { asFailure, discordFailure } from './failure.ts';
import type { StartPatience } from './StartPatience.ts';

/** From the log-in to the first READY; a gateway that cannot be reached is tried again for ever. */
const READY_TIMEOUT_MS = 30_000;

/**
 * Logs in and resolves when the client is ready. After a rejection the client still has to be
 * destroyed.
 *
 * @throws FailureError `discord.bad-token`, `discord.intents` or `discord.unreachable`
 */
export async function logIn(parts: {
  readonly client: Client;
  readonly token: string;
  readonly clock: Clock;
  readonly patience: StartPatience;
}): Promise<void> {
  const { client, token, clock, patience } = parts;
  const outcome = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => outcome.resolve());
  const impatient = clock.after(READY_TIMEOUT_MS, () => {
    const late = new FailureError(discordFailure('discord.unreachable', 'no READY in time'));
    if (!patience.bears(late)) outcome.reject(late);
  });
  // Not awaited: it may never end, and it ends before the client is ready.
  client.login(token).catch((error: unknown) => outcome.reject(asFailure(error)));
  try {
    await outcome.promise;
  } finally {
    impatient.cancel();
  }
}
