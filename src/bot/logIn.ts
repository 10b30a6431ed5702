import { type Client, Events } from 'discord.js';
import type { Clock } from '../clock.ts';
import { FailureError } from '../failure.ts';
import { asFailure, discordFailure } from './failure.ts';
import type { StartPatience } from './StartPatience.ts';

/**
 * From the log-in to the first READY, and from there to each further one, which are made to begin one
 * after the other; a gateway that cannot be reached is tried again for ever.
 */
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
  const giveUp = (): void => {
    const late = new FailureError(discordFailure('discord.unreachable', 'no READY in time'));
    if (!patience.bears(late)) outcome.reject(late);
  };
  let impatient = clock.after(READY_TIMEOUT_MS, giveUp);
  const goOn = (): void => {
    impatient.cancel();
    impatient = clock.after(READY_TIMEOUT_MS, giveUp);
  };
  client.on(Events.ShardReady, goOn);
  // Not awaited: it may never end, and it ends before the client is ready.
  client.login(token).catch((error: unknown) => outcome.reject(asFailure(error)));
  try {
    await outcome.promise;
  } finally {
    client.off(Events.ShardReady, goOn);
    impatient.cancel();
  }
}
