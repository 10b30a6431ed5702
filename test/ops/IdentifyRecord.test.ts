import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { IdentifyRecord } from '#src/ops/IdentifyRecord.ts';
import { temporaryDirectory } from '../store/directories.ts';

const NOW_MS = Date.UTC(2026, 10, 27);
const DAY_MS = 86_400_000;

test('remembers starts and later introductions from program to program, for a day', async () => {
  const directory = await temporaryDirectory();
  const first = new IdentifyRecord(directory, silentLog);
  await first.note(NOW_MS - DAY_MS - 1);
  await first.note(NOW_MS - 2_000);
  const second = new IdentifyRecord(directory, silentLog);
  expect(second.starts).toEqual([NOW_MS - DAY_MS - 1]);
  await second.note(NOW_MS);
  const third = new IdentifyRecord(directory, silentLog);
  expect(third).toMatchObject({ starts: [NOW_MS], others: [NOW_MS - 2_000] });
});

test('a start that a person has ended does not count', async () => {
  const directory = await temporaryDirectory();
  const first = new IdentifyRecord(directory, silentLog);
  await first.note(NOW_MS);
  const second = new IdentifyRecord(directory, silentLog);
  await second.note(NOW_MS + 1);
  second.forgetStart();
  expect(new IdentifyRecord(directory, silentLog).starts).toEqual([NOW_MS]);
});

test('what a clock that was set back has put into the future is now', async () => {
  const directory = await temporaryDirectory();
  await new IdentifyRecord(directory, silentLog).note(NOW_MS + DAY_MS);
  const later = new IdentifyRecord(directory, silentLog);
  await later.note(NOW_MS);
  expect(later.starts).toEqual([NOW_MS, NOW_MS]);
});

test.each(['', '{', '{"starts":[1]}', '{"starts":["x"],"others":[]}', 'null'])(
  'a file with %j in it counts as none, and is written anew',
  async (text) => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'identifies.json'), text);
    const record = new IdentifyRecord(directory, silentLog);
    expect(record).toMatchObject({ starts: [], others: [] });
    await record.note(NOW_MS);
    expect(JSON.parse(await readFile(join(directory, 'identifies.json'), 'utf8'))).toEqual({
      starts: [NOW_MS],
      others: [],
    });
  },
);

test('a folder that takes no file is told of, and nothing ends', async () => {
  const told: string[] = [];
  const log = { ...silentLog, warn: (_fields: object, message: string) => void told.push(message) };
  const directory = join(await temporaryDirectory(), 'gone');
  await mkdir(directory);
  const record = new IdentifyRecord(directory, log);
  await rm(directory, { recursive: true });
  await record.note(NOW_MS);
  record.forgetStart();
  expect(told).toEqual([
    'The record of starts cannot be kept',
    'The record of starts cannot be kept',
  ]);
});
