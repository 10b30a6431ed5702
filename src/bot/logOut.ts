import type { Client } from 'discord.js';
import type { Clock } from '../clock.ts';

/** A goodbye on the gateway takes one round trip. */
const GOODBYE_TIMEOUT_MS = 2_000;

/**
 * Says goodbye to Discord, but does not wait for ever: the library's own `destroy` never resolves
 * when the gateway has not even said hello.
 */
export async function logOut(client: Client, clock: Clock): Promise<void> {
  const impatience = Promise.withResolvers<void>();
  const impatient = clock.after(GOODBYE_TIMEOUT_MS, () => impatience.resolve());
  await Promise.race([client.destroy(), impatience.promise]);
  impatient.cancel();
}
