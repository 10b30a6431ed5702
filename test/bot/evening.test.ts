import { MessageFlags } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { BotOptions } from '#src/bot/Bot.ts';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'];
/** Left in the channel by an evening of a hundred commands. */
const MOST_LEFT = 12;
const MINUTE_MS = 60_000;

async function rig(people: readonly string[], change: Partial<BotOptions> = {}) {
  const bot = await startBot(change);
  const { sandbox } = bot;
  const present = new Set(['Ada', 'Ben', 'Cleo', 'Dan']);
  for (const name of people) {
    if (!present.has(name)) sandbox.people.add(name);
    sandbox.people.get(name).join('Lounge');
  }
  const started = bot.type('Ada', '/lyria play techno, rain');
  await bot.media.next('start');
  bot.media.plays();
  await started;
  await bot.until('the panel', () => panelIn(bot).id || undefined);
  return { ...bot, panel: () => panelIn(bot) };
}

/** What stands in #music for everybody, the oldest first. */
function left({ sandbox }: BotInSandbox, person = 'Ada') {
  const all = sandbox.people.get(person).messages('music');
  return all.filter(({ flags }) => (flags & MessageFlags.Ephemeral) === 0);
}

function shown(bot: BotInSandbox): string {
  return JSON.stringify(left(bot).map(({ components }) => components));
}

function panelIn(bot: BotInSandbox) {
  const panels = left(bot).filter(({ components }) => JSON.stringify(components).includes(':up:'));
  const last = panels.at(-1);
  const components = JSON.stringify(last?.components);
  const poll = /poll:[^"]+:no/.exec(components)?.[0];
  const key = /panel:([^:"]+):up:(\d+)/.exec(components);
  return {
    id: last?.id ?? '',
    poll,
    key: key?.[1] ?? '',
    candidate: key?.[2] ?? '',
    all: panels.length,
  };
}

test('an evening of 100 commands of six people leaves a panel, not a hundred answers', async () => {
  const bot = await rig(PEOPLE);
  const { sandbox, type, media, guildId, panel } = bot;
  const lines = [
    '/lyria vote',
    '/lyria propose dreamy pads',
    '/lyria mix show',
    '/lyria now',
    '/lyria tune density:0.4',
    '/lyria play a bit faster',
    '/lyria stop',
    '/lyria volume percent:80',
    '/lyria pause',
    '/lyria drop dreamy pads',
    '/lyria settings',
    '/lyria tune',
    '/lyria resume',
    '/lyria reset',
    '/lyria play house, drums',
    '/lyria panel',
  ];
  const answers: Interaction[] = [];
  for (let count = 0; count < 100; count += 1) {
    const name = PEOPLE[count % PEOPLE.length] ?? 'Ada';
    // Ada manages the server: what she wants is done, and the evening would be over.
    const line = lines[count % lines.length] ?? '';
    answers.push(await type(name === 'Ada' && line === '/lyria stop' ? 'Ben' : name, line));
    for (const voter of PEOPLE.slice(1)) {
      const { id, poll } = panel();
      if (poll === undefined) break;
      await sandbox.people.get(voter).press(id, poll).settled;
    }
  }
  expect(answers.filter(({ state }) => state !== 'acknowledged')).toEqual([]);
  expect(left(bot).length).toBeLessThanOrEqual(MOST_LEFT);
  expect(panel().all).toBe(1);
  media.emit({ type: 'ended', guildId, reason: 'stopped' });
});

test('the panel follows whoever presses something when it is more than ten messages up', async () => {
  const clock = new VirtualClock();
  const bot = await rig(['Ada', 'Ben'], { clock });
  const { sandbox, until, panel } = bot;
  const first = panel();
  const ben = sandbox.people.get('Ben');
  const vote = async (choice: 'up' | 'down') => {
    const { id, key, candidate } = panel();
    await ben.press(id, `panel:${key}:${choice}:${candidate}`).settled;
  };
  await clock.advance(2 * MINUTE_MS);
  for (let count = 0; count < 11; count += 1) ben.say('music', `chat ${count}`);
  await vote('up');
  const second = await until('the panel below', () => {
    const { id, all } = panel();
    return id !== first.id && all === 1 ? id : undefined;
  });
  expect(left(bot).at(-1)?.id).toBe(second);
  // It is the panel now: it takes votes, and is edited.
  await vote('down');
  await clock.advance(MINUTE_MS);
  await until('the vote on it', () => shown(bot).includes('0 up, 1 down') || undefined);
});
