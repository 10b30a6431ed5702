import { expect, test } from 'vitest';
import type { Moment } from '#src/control/moments.ts';
import { MOST_MOMENTS, OLDEST_MS } from '#src/store/KeptMoments.ts';
import { storeIn, tablesIn, temporaryDirectory } from './directories.ts';

const mix = (atMs: number, text: string): Moment => ({
  kind: 'mix',
  atMs,
  prompts: [{ text, weight: 1 }],
  config: { bpm: 120 },
});
const NOW = 1_790_000_000_000;

test('moments are kept over a restart, in order, and those of others stay apart', async () => {
  const directory = await temporaryDirectory();
  const first = storeIn(directory);
  const proposed = { kind: 'proposed', atMs: NOW, by: 'ada', texts: ['rain'] } as const;
  first.history.add('guild', mix(NOW, 'techno'));
  first.history.add('guild', proposed);
  first.history.add('guild', mix(NOW, 'house'));
  first.history.add('other', { kind: 'silence', atMs: NOW });
  await first.close();
  const second = storeIn(directory);
  expect(await second.history.list('guild')).toEqual([proposed, mix(NOW, 'house')]);
  second.history.forget('guild');
  expect(await second.history.list('guild')).toEqual([]);
  expect(await second.history.list('other')).toHaveLength(1);
});

test('what is old or too much goes, the oldest first', async () => {
  const { history } = storeIn(await temporaryDirectory());
  history.add('guild', mix(NOW - OLDEST_MS - 1, 'last week'));
  for (let index = 0; index <= MOST_MOMENTS; index += 1) {
    history.add('guild', { kind: 'handover', atMs: NOW + index });
  }
  const moments = await history.list('guild');
  expect([moments.length, moments[0]?.atMs]).toEqual([MOST_MOMENTS, NOW + 1]);
});

test('what was a week ago is told to nobody, and gone with the next start', async () => {
  const directory = await temporaryDirectory();
  let wallMs = NOW;
  const parts = { wallClock: () => wallMs };
  const { history, close } = storeIn(directory, parts);
  history.add('guild', mix(NOW, 'techno'));
  history.add('guild', { kind: 'loop', atMs: NOW + 1 });
  wallMs = NOW + OLDEST_MS + 1;
  expect(await history.list('guild')).toEqual([{ kind: 'loop', atMs: NOW + 1 }]);
  await close();
  await storeIn(directory, parts).close();
  const { db } = tablesIn(directory);
  expect(db.prepare('SELECT kind FROM moments').all()).toEqual([{ kind: 'loop' }]);
});

test('while a long history is read the event loop goes on', async () => {
  const directory = await temporaryDirectory();
  const { db, close } = tablesIn(directory);
  const insert = db.prepare('INSERT INTO moments VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    for (let atMs = 1; atMs <= MOST_MOMENTS; atMs += 1) {
      insert.run('guild', atMs, 'loop', JSON.stringify({ kind: 'loop', atMs }));
    }
  });
  await close();
  const { history } = storeIn(directory);
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  expect(await history.list('guild')).toHaveLength(MOST_MOMENTS);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(20);
});

test('a row that makes no sense hides no other', async () => {
  const directory = await temporaryDirectory();
  const { db, close } = tablesIn(directory);
  const insert = db.prepare('INSERT INTO moments VALUES (?, ?, ?, ?)');
  insert.run('guild', 1, 'mix', '{"kind":"mix"}');
  insert.run('guild', 2, 'comet', '{"kind":"comet","atMs":2}');
  insert.run('guild', 3, 'loop', 'not JSON');
  insert.run('guild', 4, 'loop', '{"kind":"loop","atMs":4}');
  await close();
  expect(await storeIn(directory).history.list('guild')).toEqual([{ kind: 'loop', atMs: 4 }]);
});

test('while another program holds the file, what is new is told all the same', async () => {
  const directory = await temporaryDirectory();
  const { history } = storeIn(directory);
  history.add('guild', mix(1_000, 'techno'));
  history.add('guild', { kind: 'silence', atMs: 2_000 });
  const other = tablesIn(directory);
  other.db.transaction(() => {
    history.add('guild', mix(1_000, 'house'));
    history.add('guild', mix(3_000, 'rain'));
  });
  expect(await history.list('guild')).toEqual([
    { kind: 'silence', atMs: 2_000 },
    mix(1_000, 'house'),
    mix(3_000, 'rain'),
  ]);
});
