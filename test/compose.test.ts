import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { VARIABLE_NAMES } from '../src/environment.ts';

const bot = z
  .object({
    services: z.object({
      lyrebird: z.looseObject({
        environment: z.record(z.string(), z.string().nullable()),
        restart: z.string(),
      }),
    }),
  })
  .parse(parse(readFileSync('compose.yaml', 'utf8'))).services.lyrebird;

/** The image's own: another value inside the container would be out of reach. */
const FIXED = { DATA_DIR: '/data', HEALTH_PORT: '8080' };

test('compose.yaml passes every variable on, by its name alone', () => {
  const { DISCORD_TOKEN: token, ...rest } = bot.environment;
  expect(token).toMatch(/^\$\{DISCORD_TOKEN:\?/);
  const { DISCORD_TOKEN: _needed, ...names } = Object.fromEntries(
    VARIABLE_NAMES.map((name) => [name, null]),
  );
  expect(rest).toMatchObject({ ...names, ...FIXED });
});

test('compose.yaml needs no file that has to be made first', () => {
  // An optional one needs Compose 2.24, which many a NAS does not have; it reads .env by itself.
  expect(bot).not.toHaveProperty('env_file');
});
