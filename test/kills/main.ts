/**
 * `npm run kills -- [--times N] [--seed N] [--full]`: kills a bot that plays and is voted on, without a warning
 * and at random moments, 100 times unless told otherwise. Each time the database opens, no vote that was
 * acknowledged is missing, and the music is heard again within ten seconds of the start. Exits with 1
 * otherwise.
 *
 * With `--full` the disk is full before each kill, 20 times unless told otherwise: what was acknowledged
 * before is kept, and where there is room again before the kill, all of it. Needs root, for a small disk
 * in memory.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
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
  options: {
    times: { type: 'string' },
    seed: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});
const times = Number(values.times ?? (values.full ? 20 : 100));
const seed = Number(values.seed ?? Date.now() % 1e9);
const random = new Random(seed);

const VOTERS = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;
const MOST_LIFE_MS = 3_000;
const MUSIC_WITHIN_MS = 10_000;
/** Room for the database and a log of its 1,000 pages. */
const DISK = 'size=16m';
/** How soon the bot tries again to keep what it could not. */
const ROOM_NOTICED_MS = 6_000;
const BLOCK = Buffer.alloc(4_096);

type Choice = 'up' | 'down' | undefined;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await using stack = new AsyncDisposableStack();
const { announcement, control } = stack.use(await startSandboxStage());
const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-kills-'));
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const filler = join(dataDir, 'filler');
if (values.full) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', dataDir]);
  stack.defer(() => void execFileSync('umount', [dataDir]));
}

/** Leaves not a byte of the disk. */
function fillDisk(): void {
  const file = openSync(filler, 'w');
  try {
    for (;;) writeSync(file, BLOCK);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}

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
/** What else may be kept of somebody, who voted while the disk was full. */
const unkept = new Map<string, Choice[]>();
let isFull = false;

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
    const before = votes.get(person);
    if (isFull) unkept.set(person, [...(unkept.get(person) ?? []), before]);
    votes.set(person, pressed(before, kind));
  }
}

/** Fills the disk while they vote, and makes room again before the kill, or not. */
async function beWithoutRoom(): Promise<void> {
  isFull = true;
  fillDisk();
  await pause(random.next() * MOST_LIFE_MS);
  if (random.next() < 0.5) return;
  await rm(filler);
  // All is kept once the next vote is, which tries again.
  isFull = false;
  await pause(ROOM_NOTICED_MS);
  unkept.clear();
}

say(`Seed ${seed}`);
let bot = await start();
stack.defer(async () => void (await bot.stop('SIGKILL')));
for (const person of VOTERS) await control.join(person, 'Lounge');
await control.type('Ada', '/lyria play techno, ambient');
await isHeard(control);

let longestMs = 0;
/** How often the bot itself said that nothing could be kept. */
let withoutRoom = 0;
let wrong = 0;
for (let kill = 1; kill <= times; kill += 1) {
  isAlive = true;
  const voting = VOTERS.map(keepVoting);
  await pause(random.next() * MOST_LIFE_MS);
  if (values.full) await beWithoutRoom();
  await bot.stop('SIGKILL');
  isAlive = false;
  await Promise.all(voting);
  if (bot.output.includes('"store.failing"')) withoutRoom += 1;
  const ballots = kept();
  for (const person of VOTERS) {
    const found = ballots.get(ids.get(person) ?? '');
    const voted = votes.get(person);
    const kind = underWay.get(person);
    const possible = [
      voted,
      ...(unkept.get(person) ?? []),
      ...(kind === undefined ? [] : [pressed(voted, kind)]),
    ];
    if (!possible.some((choice) => choice === found)) {
      wrong += 1;
      say(`BAD kill ${kill}: ${person} voted ${possible.join(' or ')}, and ${found} is kept`);
    }
    votes.set(person, found === 'up' || found === 'down' ? found : undefined);
  }
  underWay.clear();
  unkept.clear();
  isFull = false;
  await rm(filler, { force: true });
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
if (values.full) say(`${withoutRoom} of them where the bot said that it could keep nothing`);
say(`Music within ${(longestMs / 1_000).toFixed(1)} s of the start at the latest`);
process.exitCode = wrong === 0 ? 0 : 1;
