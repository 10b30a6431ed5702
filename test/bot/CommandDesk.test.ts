import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lyriaCommand } from '#commands/index.ts';
import { CommandDesk } from '#src/bot/CommandDesk.ts';
import { registerCommand } from '#src/bot/registration.ts';
import { silentLog } from '#src/log.ts';
import { type QuietSandbox, startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const OTHERS = { name: 'weather', description: "Another program's" };

let sandbox: QuietSandbox;
let guildIds: readonly string[];
let clock: VirtualClock;

beforeEach(async () => {
  sandbox = await startQuietSandbox({ guilds: 2 });
  guildIds = sandbox.announcement.guilds.map(({ id }) => id);
  clock = new VirtualClock();
});
afterEach(() => sandbox.close());

const restOf = (): REST =>
  new REST({ api: sandbox.announcement.discordApiUrl, retries: 0 }).setToken(
    sandbox.announcement.discordToken,
  );

function deskFor(guildId: string | undefined): CommandDesk {
  return new CommandDesk({ rest: restOf(), command: lyriaCommand, guildId, clock, log: silentLog });
}

/** A run of the bot with that setting. */
async function run(guildId: string | undefined): Promise<void> {
  const { applicationId } = sandbox.announcement;
  const desk = deskFor(guildId);
  await desk.open(applicationId);
  await desk.keepOn(applicationId);
  await desk.tidy(guildIds);
  desk.close();
}

/** The names of commands: everywhere, then in each of the two servers. */
function registered(): string[] {
  const { applicationId } = sandbox.announcement;
  return [null, ...guildIds].map((scope) =>
    sandbox.discord.commands
      .list(applicationId, scope)
      .map(({ form }) => form.name)
      .sort()
      .join(' '),
  );
}

describe('however DISCORD_DEV_GUILD_ID moves, each server has the command once', () => {
  const places = [
    { name: 'none', guild: undefined, shown: ['lyria', '', ''] },
    { name: 'the first', guild: 0, shown: ['', 'lyria', ''] },
    { name: 'the second', guild: 1, shown: ['', '', 'lyria'] },
  ];
  const moves = places.flatMap((from) =>
    places.map((to) => ({ from: from.name, to: to.name, stops: [from, to], shown: to.shown })),
  );

  test.each(moves)('from $from to $to', async ({ stops, shown }) => {
    for (const { guild } of stops) await run(guild === undefined ? undefined : guildIds[guild]);
    expect(registered()).toEqual(shown);
  });

  test('and the commands of others stay', async () => {
    const { applicationId } = sandbox.announcement;
    for (const guildId of [undefined, ...guildIds]) {
      await registerCommand({
        rest: restOf(),
        applicationId,
        guildId,
        command: OTHERS,
        log: silentLog,
      });
    }
    for (const guildId of [undefined, guildIds[0], guildIds[1], undefined]) await run(guildId);
    expect(registered()).toEqual(['lyria weather', 'weather', 'weather']);
  });
});

test('a server that the bot is not on is told before the log-in', async () => {
  const { applicationId } = sandbox.announcement;
  await expect(deskFor('123456789012345678').open(applicationId)).rejects.toMatchObject({
    failure: { code: 'discord.dev-guild' },
  });
});

test('what Discord does not take at the start is tried again until it does', async () => {
  const { applicationId } = sandbox.announcement;
  sandbox.discord.restFaults.add({
    method: 'POST',
    route: '/commands',
    answer: { kind: 'json', status: 503, code: 0, message: 'Unavailable' },
    delayMs: 0,
    times: 3,
    lastsMs: null,
  });
  const desk = deskFor(undefined);
  await desk.open(applicationId);
  await desk.keepOn(applicationId);
  expect(registered()[0]).toBe('');
  for (let tries = 0; registered()[0] === '' && tries < 100; tries++) {
    await clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(registered()[0]).toBe('lyria');
  desk.close();
});
