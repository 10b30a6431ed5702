import { REST } from 'discord.js';
import {
  ApplicationCommandOptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lyriaCommand } from '#commands/index.ts';
import { registerCommand, withdrawCommand } from '#src/bot/registration.ts';
import { silentLog } from '#src/log.ts';
import { type QuietSandbox, startQuietSandbox } from '../sandbox/support/sandbox.ts';

let sandbox: QuietSandbox;

beforeEach(async () => {
  sandbox = await startQuietSandbox();
});
afterEach(() => sandbox.close());

type Where = 'guild' | 'everywhere';

function scopeOf(where: Where) {
  const { discordApiUrl, discordToken, applicationId, guildId } = sandbox.announcement;
  const rest = new REST({ api: discordApiUrl }).setToken(discordToken);
  const inGuild = where === 'guild' ? guildId : undefined;
  return { rest, applicationId, guildId: inGuild, log: silentLog };
}

function register(command: RESTPostAPIChatInputApplicationCommandsJSONBody, where: Where) {
  return registerCommand({ ...scopeOf(where), command });
}

function withdraw(where: Where) {
  return withdrawCommand({ ...scopeOf(where), name: lyriaCommand.name });
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

describe('what is not ours', () => {
  const OTHERS = { name: 'weather', description: "Another program's" };
  const names = (guildId: string | null): string[] =>
    sandbox.discord.commands
      .list(sandbox.announcement.applicationId, guildId)
      .map(({ form }) => form.name)
      .sort();

  test.each(['everywhere', 'guild'] as const)(
    'stays as it is when registered %s',
    async (where) => {
      const guildId = where === 'guild' ? sandbox.announcement.guildId : null;
      await register(OTHERS, where);
      await register({ ...lyriaCommand, description: 'Of an earlier version' }, where);
      expect(await register(lyriaCommand, where)).toBe('registered');
      expect(await register(lyriaCommand, where)).toBe('unchanged');
      expect(names(guildId)).toEqual(['lyria', 'weather']);
    },
  );

  test.each(['everywhere', 'guild'] as const)('stays when ours is withdrawn %s', async (where) => {
    const guildId = where === 'guild' ? sandbox.announcement.guildId : null;
    await register(OTHERS, where);
    await register(lyriaCommand, where);
    expect(await withdraw(where)).toBe('withdrawn');
    expect(names(guildId)).toEqual(['weather']);
    expect(await withdraw(where)).toBe('none');
  });
});
