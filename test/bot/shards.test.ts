import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import { People } from '#src/sandbox/people/People.ts';
import { startQuietSandbox } from '../sandbox/support/sandbox.ts';
import { startBot } from '../support/bot/botInSandbox.ts';

const SHARDS = 2;
const MORE_GUILDS = 5;

test('guilds are parted among connections, and one that is lost concerns its own guilds alone', async () => {
  const sandbox = await startQuietSandbox({
    clock: systemClock,
    moreGuilds: MORE_GUILDS,
    shards: SHARDS,
    maxConcurrency: SHARDS,
  });
  onTestFinished(() => sandbox.close());
  const { gateway, world } = sandbox.discord;
  gateway.identifies.everyMs = 0;
  const { bot, media, until } = await startBot({ identifyGapMs: 0 }, sandbox);
  const sessions = gateway.sessions.map(({ shard }) => shard.join(' of ')).toSorted();
  expect(sessions).toEqual(['0 of 2', '1 of 2']);
  expect(bot.status().discord).toBe('ready');

  const people = new Map(
    [...world.guilds.keys()].map((id) => [id, new People(id, sandbox.discord, sandbox.voice)]),
  );
  onTestFinished(() => {
    for (const some of people.values()) some.close();
  });
  const play = (some: People): Interaction => {
    // Nobody is in voice in two guilds at once.
    const fan = some.add('Fan', { hears: false });
    fan.join('Lounge');
    return fan.type('music', '/lyria play techno');
  };
  await Promise.all([...people.values()].map(async (some) => play(some).settled));
  await until('a start in each guild', () =>
    media.of('start').length === 1 + MORE_GUILDS ? true : undefined,
  );
  expect(new Set(media.of('start').map(({ guildId }) => guildId))).toEqual(
    new Set(world.guilds.keys()),
  );

  gateway.refuseConnections = true;
  gateway.dropConnections(undefined, 0);
  await until('the bot to notice', () => (bot.status().discord === 'lost' ? true : undefined));
  const other = gateway.sessions.find(({ shard }) => shard[0] === 1);
  const there = [...people.keys()].find((id) => other?.handles(id) === true);
  const answer = people
    .get(there ?? '')
    ?.get('Ada')
    .type('music', '/lyria now');
  await answer?.settled;
  expect(answer?.state).toBe('acknowledged');
  gateway.refuseConnections = false;
  await until('the bot to be whole', () => (bot.status().discord === 'ready' ? true : undefined));
});
