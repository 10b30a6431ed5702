import { REST } from 'discord.js';
import {
  ApplicationCommandOptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lyriaCommand } from '../../commands/index.ts';
import { registerCommand } from '../../src/bot/registration.ts';
import { silentLog } from '../../src/log.ts';
import { type QuietSandbox, startQuietSandbox } from '../sandbox/support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox();
});
afterEach(() => sandbox.close());

function register(
  command: RESTPostAPIChatInputApplicationCommandsJSONBody,
  where: 'guild' | 'everywhere',
) {
  const { discordApiUrl, discordToken, applicationId, guildId } = sandbox.announcement;
  const rest = new REST({ api: discordApiUrl }).setToken(discordToken);
  return registerCommand({
    rest,
    applicationId,
    guildId: where === 'guild' ? guildId : undefined,
    command,
    log: silentLog,
  });
}

const OPTION = {
  type: ApplicationCommandOptionType.String,
  name: 'prompt',
  description: 'What',
  required: true,
  max_length: 20,
} as const;

function withOption(option: object): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return { ...lyriaCommand, options: [{ ...OPTION, ...option }] };
}

describe.each(['everywhere', 'guild'] as const)('registered %s', (where) => {
  test('once, and not again while it stays the same', async () => {
    expect(await register(lyriaCommand, where)).toBe('registered');
    expect(await register(lyriaCommand, where)).toBe('unchanged');
  });

  test('again when a description has changed', async () => {
    await register(lyriaCommand, where);
    expect(await register({ ...lyriaCommand, description: 'Other words' }, where)).toBe(
      'registered',
    );
  });

  test('again when an option has gone or come', async () => {
    await register(lyriaCommand, where);
    const fewer = { ...lyriaCommand, options: lyriaCommand.options?.slice(1) ?? [] };
    expect(await register(fewer, where)).toBe('registered');
    expect(await register(lyriaCommand, where)).toBe('registered');
  });

  test('again when an option has lost a limit, or is no longer required', async () => {
    await register(withOption({ min_length: 3 }), where);
    expect(await register(withOption({}), where)).toBe('registered');
    expect(await register(withOption({ required: false }), where)).toBe('registered');
    expect(await register(withOption({ required: false }), where)).toBe('unchanged');
  });
});

test('commands of an earlier version are replaced', async () => {
  await register({ name: 'old', description: 'Of an earlier version' }, 'everywhere');
  expect(await register(lyriaCommand, 'everywhere')).toBe('registered');
  const { applicationId } = sandbox.announcement;
  expect(sandbox.discord.commands.list(applicationId, null).map(({ form }) => form.name)).toEqual([
    'lyria',
  ]);
});
