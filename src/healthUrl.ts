import { isIP } from 'node:net';
import { environmentSchema } from './environment.ts';
import { givenVariables } from './givenVariables.ts';

/** Where the image has it. */
const IMAGE_PORT = 8_080;

const schema = environmentSchema.pick({ HEALTH_PORT: true, HEALTH_HOST: true });

/**
 * Where the bot of this environment serves `/health`, for whoever asks from the same machine;
 * undefined when the settings are such that it does not even start.
 */
export function healthUrl(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const parsed = schema.safeParse(givenVariables(environment));
  if (!parsed.success) return undefined;
  const { HEALTH_PORT: port = IMAGE_PORT, HEALTH_HOST: given } = parsed.data;
  // Who listens on all addresses listens on these, too.
  const host =
    given === undefined || given === '0.0.0.0' ? '127.0.0.1' : given === '::' ? '::1' : given;
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}/health`;
}
