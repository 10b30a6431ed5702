import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/failure.ts';
import { silentLog } from '../../src/log.ts';
import { DATABASE_FILE, Database } from '../../src/store/Database.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/openStore.ts';
import { DEFAULT_SETTINGS } from '../../src/store/Settings.ts';
import { storeIn, temporaryDirectory } from './directories.ts';
import { STATION } from './station.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'no failure';
}

describe('a store', () => {
  it('makes its directory and keeps stations and settings over a restart', async () => {
    const directory = join(await temporaryDirectory(), 'deep', 'data');
    const first = storeIn(directory);
    const later = { ...STATION, guildId: 'other', startedAtMs: STATION.startedAtMs + 1 };
    first.stations.save(later);
    first.stations.save(STATION);
    const changed = { ...STATION, panelMessageId: 'panel', paused: true, config: {} };
    first.stations.save(changed);
    expect(first.settings.get('guild')).toEqual(DEFAULT_SETTINGS);
    const settings = first.settings.update('guild', { djRoleId: 'dj', voteHalfLifeMs: 600_000 });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, djRoleId: 'dj', voteHalfLifeMs: 600_000 });
    first.settings.update('guild', { alwaysOn: true });
    await first.close();

    const second = storeIn(directory);
    expect(second.stations.list()).toEqual([changed, later]);
    expect(second.stations.get('guild')).toEqual(changed);
    expect(second.settings.get('guild')).toEqual({ ...settings, alwaysOn: true });
    second.stations.remove('guild');
    expect(second.stations.get('guild')).toBeUndefined();
    expect(second.stations.list()).toEqual([later]);
  });

  it('leaves one file behind, for its owner only', async () => {
    const directory = join(await temporaryDirectory(), 'data');
    const store = storeIn(directory);
    store.stations.save(STATION);
    await store.close();
    expect((await stat(directory)).mode & 0o077).toBe(0);
    await expect(stat(join(directory, `${DATABASE_FILE}-wal`))).rejects.toThrow('ENOENT');
  });

  it('refuses settings out of their range and keeps the old ones', async () => {
    const { settings } = storeIn(await temporaryDirectory());
    expect(codeOf(() => settings.update('guild', { rampMs: 1 }))).toBe('store.invalid');
    expect(settings.get('guild')).toEqual(DEFAULT_SETTINGS);
  });

  it('says what does not make sense in a row, not what stands in it, and touches nothing', async () => {
    const directory = await temporaryDirectory();
    const first = storeIn(directory);
    first.stations.save(STATION);
    first.stations.save({ ...STATION, guildId: 'good' });
    first.settings.update('guild', { djRoleId: 'dj' });
    await first.close();
    const file = join(directory, DATABASE_FILE);
    const db = new DatabaseSync(file);
    db.exec(`UPDATE stations SET config = '{"bpm":"secret"}' WHERE guild_id = 'guild'`);
    db.exec(`UPDATE guild_settings SET settings = 'secret'`);
    db.close();

    const reported: unknown[] = [];
    const log = { ...silentLog, error: (fields: unknown) => reported.push(fields) };
    const store = storeIn(directory, log);
    expect(store.stations.list().map(({ guildId }) => guildId)).toEqual(['good']);
    expect(JSON.stringify(reported)).toContain('config.bpm');
    expect(JSON.stringify(reported)).not.toContain('secret');
    expect(codeOf(() => store.stations.get('guild'))).toBe('store.invalid');
    expect(codeOf(() => store.settings.get('guild'))).toBe('store.invalid');
  });
});

describe('the log of writes', () => {
  it('is moved into the file while the store is open', { timeout: 30_000 }, async () => {
    const directory = await temporaryDirectory();
    const { stations } = storeIn(directory);
    const logFile = join(directory, `${DATABASE_FILE}-wal`);
    let isStartedAnew = false;
    for (let volume = 0, bytes = 0; !isStartedAnew; volume = 1 - volume) {
      for (let count = 0; count < 50; count += 1) stations.save({ ...STATION, volume });
      const { size } = await stat(logFile);
      // It only ever grows, unless what it held is in the file and it begins again.
      isStartedAnew = size === bytes;
      bytes = size;
    }
  });
});

describe('a file that is not as it should be is refused and left as it is:', () => {
  async function refusal(directory: string): Promise<string> {
    const file = join(directory, DATABASE_FILE);
    const before = await readFile(file);
    const code = codeOf(() => openStore({ directory, log: silentLog }));
    expect((await readFile(file)).equals(before)).toBe(true);
    return code;
  }

  it('no database', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, DATABASE_FILE), 'no database, but long enough. '.repeat(99));
    expect(await refusal(directory)).toBe('store.corrupt');
  });

  it('damaged in the middle', async () => {
    const directory = await temporaryDirectory();
    const store = storeIn(directory);
    for (let guild = 0; guild < 200; guild += 1) {
      store.stations.save({ ...STATION, guildId: `guild ${guild}` });
    }
    await store.close();
    const file = join(directory, DATABASE_FILE);
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xa5, 4_096 + 100, bytes.length - 4_096));
    expect(await refusal(directory)).toBe('store.corrupt');
  });

  it('from a newer version', async () => {
    const directory = await temporaryDirectory();
    await storeIn(directory).close();
    const db = new DatabaseSync(join(directory, DATABASE_FILE));
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    db.close();
    expect(await refusal(directory)).toBe('store.newer');
  });

  it('of another program', async () => {
    const directory = await temporaryDirectory();
    const db = new DatabaseSync(join(directory, DATABASE_FILE));
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    expect(await refusal(directory)).toBe('store.foreign');
  });

  it('a directory', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, DATABASE_FILE));
    expect(codeOf(() => openStore({ directory, log: silentLog }))).toBe('store.unavailable');
  });

  it('below a file', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'file'), '');
    const inFile = join(directory, 'file', 'data');
    expect(codeOf(() => openStore({ directory: inFile, log: silentLog }))).toBe(
      'store.unavailable',
    );
  });

  it('held by another process', async () => {
    const directory = await temporaryDirectory();
    const store = storeIn(directory);
    const other = new DatabaseSync(join(directory, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    expect(codeOf(() => store.stations.save(STATION))).toBe('store.busy');
    other.exec('ROLLBACK');
    other.close();
    store.stations.save(STATION);
    expect(store.stations.get('guild')).toEqual(STATION);
  });
});

describe('migrations', () => {
  it('are taken once each, and a step that fails leaves the file as it was', async () => {
    const directory = await temporaryDirectory();
    const step = (n: number) => `CREATE TABLE step${n} (x); INSERT INTO step${n} VALUES (${n})`;
    await new Database(directory, silentLog, [step(1)]).close();
    const broken = [step(1), `${step(2)}; NONSENSE`];
    expect(codeOf(() => new Database(directory, silentLog, broken))).toBe('store.failed');
    const db = new Database(directory, silentLog, [step(1), step(2)]);
    expect(db.prepare('SELECT x FROM step1').all()).toEqual([{ x: 1 }]);
    expect(db.prepare('SELECT x FROM step2').all()).toEqual([{ x: 2 }]);
    await db.close();
  });
});
