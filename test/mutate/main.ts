/**
 * `npm run mutate -- [ROOM...] [--count N] [--seed N] [--lanes N] [--own]`: puts small faults into the rooms,
 * one at a time and in a copy, and tells which of them no test notices; with `--own`, none of the room's own,
 * which takes minutes instead of an hour and notices no more than all do. Exits with 1 where fewer than 85 of
 * 100 are noticed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../fuzz/Random.ts';
import { type Fault, faultsIn } from './faults.ts';
import { Workshop } from './Workshop.ts';

const ROOMS = [
  'crowd',
  'control',
  'bot',
  'station',
  'media',
  'voice',
  'store',
  'commands',
  'lyria',
];
const LEAST_NOTICED = 0.85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
    own: { type: 'boolean', default: false },
    lanes: { type: 'string', default: String(availableParallelism()) },
  },
});
const rooms = positionals.length > 0 ? positionals : ROOMS;
const unknown = rooms.filter((room) => !ROOMS.includes(room));
if (unknown.length > 0) {
  process.stderr.write(`No such room: ${unknown.join(', ')}. There are: ${ROOMS.join(', ')}.\n`);
  process.exit(2);
}
const random = new Random(Number(values.seed));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

await using stack = new AsyncDisposableStack();
const workshops: Workshop[] = [];
for (let lane = 0; lane < Number(values.lanes); lane += 1) {
  const root = await mkdtemp(join(tmpdir(), 'lyrebird-mutate-'));
  stack.defer(() => rm(root, { recursive: true, force: true }));
  workshops.push(new Workshop(root));
}

let isEnough = true;
for (const room of rooms) {
  const faults = await chooseFaults(room);
  const [first] = faults;
  // Tests that fail by themselves would notice everything.
  const whole = first && (await workshops[0]?.judge(first.path, first.text, room, values.own));
  if (whole !== undefined && whole !== 'survived') {
    say(`${room}: nothing can be said of it, since this fails without a fault: ${whole.noticedBy}`);
    isEnough = false;
    continue;
  }
  const total = faults.length;
  let noticed = 0;
  await Promise.all(
    workshops.map(async (workshop) => {
      for (let next = faults.pop(); next !== undefined; next = faults.pop()) {
        const { path, text, fault } = next;
        const broken = text.slice(0, fault.start) + fault.replacement + text.slice(fault.end);
        const verdict = await workshop.judge(path, broken, room, values.own);
        if (verdict !== 'survived') noticed += 1;
        else say(`  survived: ${path}:${fault.line}  ${fault.what}`);
      }
    }),
  );
  const share = total === 0 ? 1 : noticed / total;
  if (share < LEAST_NOTICED) isEnough = false;
  say(`${room}: ${noticed} of ${total} noticed (${Math.round(share * 100)}%)`);
}
process.exitCode = isEnough ? 0 : 1;

/** Some of all faults of a room: as many as asked for, spread over its files by their number. */
async function chooseFaults(
  room: string,
): Promise<{ readonly path: string; readonly text: string; readonly fault: Fault }[]> {
  const folder = room === 'commands' ? room : `src/${room}`;
  const all = [];
  for (const path of workshops[0]?.filesOf(folder) ?? []) {
    const text = await readFile(path, 'utf8');
    all.push(...faultsIn(path, text).map((fault) => ({ path, text, fault })));
  }
  const chosen = [];
  while (chosen.length < Number(values.count) && all.length > 0) {
    chosen.push(...all.splice(random.below(all.length), 1));
  }
  return chosen;
}
