import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { discreetLog } from '#src/bot/clientLog.ts';
import { createLogger } from '#src/ops/logger.ts';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';

/** What an operator reads of an error, at a level. */
function written(error: unknown, level: 'debug' | 'error'): string {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', secrets: [], write: (line) => lines.push(line) });
  discreetLog(log)[level]({ error, guildId: '1' }, 'It failed');
  return lines.join('');
}

test("neither what a member typed nor an interaction's token is in a refused answer's log", async () => {
  const sandbox = await startQuietSandbox();
  const rest = new REST({ api: sandbox.announcement.discordApiUrl }).setToken('x');
  const error: unknown = await rest
    .post('/interactions/1/secret-token/callback', {
      auth: false,
      body: { type: 4, data: { content: `zebra ${'z'.repeat(2_000)}` } },
    })
    .catch((thrown: unknown) => thrown);
  await sandbox.close();
  expect(error).toMatchObject({ name: expect.stringContaining('DiscordAPIError') });
  for (const level of ['debug', 'error'] as const) {
    const text = written(error, level);
    expect(text).not.toContain('zebra');
    expect(text).not.toContain('secret-token');
    expect(text).toContain('"status":');
    expect(text).toContain('It failed');
    expect(text).toContain('"guildId":"1"');
  }
});

test('other errors are told as they are', () => {
  expect(written(new TypeError('no such thing'), 'error')).toContain('no such thing');
});
