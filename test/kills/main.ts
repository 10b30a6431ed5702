/**
 * `npm run kills -- [--times N] [--seed N]`: kills a bot that plays and is voted on, without a warning and at
 * random moments, 100 times unless told otherwise. Each time the database opens, no vote that was
 * acknowledged is missing, and the music is heard again within ten seconds of the start. Exits with 1
 * otherwise.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pressVote } from '../e2e/support/panel.ts';
import { Program } from '../e2e/support/processes.ts';
import { botEnvironment, heardFor, isHeard, startSandboxStage } from '../e2e/support/Stage.ts';
import { Random } from '../fuzz/Random.ts';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '100' }, seed: { type: 'string' } },
});
const times = Number(values.times);
const seed = Number(values.seed ?? Date.now() % 1e9);
const random = new Random(seed);

const VOTERS = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;
const MOST_LIFE_MS = 3_000;
const MUSIC_WITHIN_MS = 10_000;

type Choice = 'up' | 'down' | undefined;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await using stack = new AsyncDisposableStack();
const { announcement, control } = stack.use(await startSandboxStage());
const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-kills-'));
stack.defer(() => rm(dataDir, { recursive: true, force: true }));

async function start(): Promise<Program> {
  // So many starts are more than Discord bears; it is not what is looked at.
  await rm(join(dataDir, 'identifies.json'), { force: true });
  const { program } = await Program.start({
    file: 'src/main.ts',
    env: { ...botEnvironment(announcement), DATA_DIR: dataDir },
    isReady: (text) => text.startsWith('Lyrebird is ready'),
  });
  return program;
}

/** What is kept, by the ids of those who voted for the first prompt. */
function kept(): ReadonlyMap<string, string> {
  const db = new DatabaseSync(join(dataDir, 'lyrebird.db'));
  try {
    const check = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
    if (check !== 'ok') throw new Error(`The database is damaged: ${String(check)}`);
    const rows = db.prepare('SELECT user_id, choice FROM ballots WHERE candidate_id = 1').all();
    return new Map(rows.map((row) => [String(row['user_id']), String(row['choice'])]));
  } finally {
    db.close();
  }
}

const ids = new Map((await control.people()).map(({ name, userId }) => [name, userId]));
/** What the last acknowledged press has made of somebody's vote. */
const votes = new Map<string, Choice>();
let acknowledged = 0;
let isAlive = true;
/** Presses on which nothing has come back yet: they may count or not. */
const underWay = new Map<string, 'up' | 'down'>();

/** Once more on the same takes it back. */
function pressed(before: Choice, kind: 'up' | 'down'): Choice {
  return before === kind ? undefined : kind;
}

/** Presses until the bot is gone. */
async function keepVoting(person: string): Promise<void> {
  while (isAlive) {
    const kind = random.of(['up', 'down'] as const);
    underWay.set(person, kind);
    const tookMs = await pressVote(control, person, kind, 1).catch(() => Number.POSITIVE_INFINITY);
    if (!Number.isFinite(tookMs)) return;
    underWay.delete(person);
    acknowledged += 1;
    votes.set(person, pressed(votes.get(person), kind));
  }
}

say(`Seed ${seed}`);
let bot = await start();
stack.defer(async () => void (await bot.stop('SIGKILL')));
for (const person of VOTERS) await control.join(person, 'Lounge');
await control.type('Ada', '/lyria play techno, ambient');
await isHeard(control);

let longestMs = 0;
let wrong = 0;
for (let kill = 1; kill <= times; kill += 1) {
  isAlive = true;
  const voting = VOTERS.map(keepVoting);
  await pause(random.next() * MOST_LIFE_MS);
  await bot.stop('SIGKILL');
  isAlive = false;
  await Promise.all(voting);
  const ballots = kept();
  for (const person of VOTERS) {
    const found = ballots.get(ids.get(person) ?? '');
    const voted = votes.get(person);
    const kind = underWay.get(person);
    const possible = [voted, ...(kind === undefined ? [] : [pressed(voted, kind)])];
    if (!possible.some((choice) => choice === found)) {
      wrong += 1;
      say(`BAD kill ${kill}: ${person} voted ${possible.join(' or ')}, and ${found} is kept`);
    }
    votes.set(person, found === 'up' || found === 'down' ? found : undefined);
  }
  underWay.clear();
  await control.forgetRecordings('Ada');
  const beganMs = performance.now();
  bot = await start();
  await heardFor(control, 'Ada', 0.1);
  const tookMs = performance.now() - beganMs;
  longestMs = Math.max(longestMs, tookMs);
  if (tookMs > MUSIC_WITHIN_MS) {
    wrong += 1;
    say(`BAD kill ${kill}: music after ${(tookMs / 1_000).toFixed(1)} s`);
  }
  if (kill % 10 === 0) say(`${kill} kills, ${acknowledged} votes acknowledged`);
}
say(`${times} kills, ${acknowledged} votes acknowledged, ${wrong} faults`);
say(`Music within ${(longestMs / 1_000).toFixed(1)} s of the start at the latest`);
process.exitCode = wrong === 0 ? 0 : 1;
