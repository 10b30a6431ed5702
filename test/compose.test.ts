import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SECRET_NAMES, SECRET_VARIABLES, VARIABLE_NAMES } from '#src/environment.ts';

const composed = z.object({
  services: z.object({
    lyrebird: z.looseObject({
      environment: z.record(z.string(), z.string().nullable()),
      restart: z.string(),
    }),
  }),
  secrets: z.record(z.string(), z.object({ file: z.string() })).optional(),
});
const read = (path: string) => composed.parse(parse(readFileSync(path, 'utf8')));
const bot = read('compose.yaml').services.lyrebird;

/** The image's own: another value inside the container would be out of reach. */
const FIXED = { DATA_DIR: '/data', HEALTH_PORT: '8080' };

/** Passed on by their names alone. */
function passed(except: readonly string[]): Record<string, string | null> {
  const names = VARIABLE_NAMES.filter((name) => !except.includes(name));
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...FIXED };
}

test('compose.yaml passes every variable on, by its name alone', () => {
  const { DISCORD_TOKEN: token, ...rest } = bot.environment;
  expect(token).toMatch(/^\$\{DISCORD_TOKEN:\?/);
  expect(rest).toMatchObject(passed(['DISCORD_TOKEN', 'DISCORD_TOKEN_FILE']));
});

test('compose.yaml needs no file that has to be made first', () => {
  // An optional one needs Compose 2.24, which many a NAS does not have; it reads .env by itself.
  expect(bot).not.toHaveProperty('env_file');
  expect(bot).not.toHaveProperty('secrets');
});

describe('compose.secrets.yaml', () => {
  const file = read('compose.secrets.yaml');
  const { secrets, environment, ...rest } = file.services.lyrebird;

  test('is the same but for the secrets', () => {
    const { environment: _others, ...same } = bot;
    expect(rest).toEqual(same);
    expect(environment).toMatchObject(passed(SECRET_VARIABLES));
  });

  test('puts each secret where the bot looks for it, and none into a variable', () => {
    const names = SECRET_NAMES.map((name) => name.toLowerCase());
    expect(secrets).toEqual(names);
    expect(Object.keys(file.secrets ?? {})).toEqual(names);
    for (const name of SECRET_NAMES) {
      expect(environment).not.toHaveProperty(name);
      expect(environment[`${name}_FILE`]).toContain(`/run/secrets/${name.toLowerCase()}`);
      expect(file.secrets?.[name.toLowerCase()]?.file).toMatch(
        new RegExp(`^\\$\\{${name}_FILE:[?-]`),
      );
    }
  });
});
