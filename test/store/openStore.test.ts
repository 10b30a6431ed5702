import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FailureError } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import { ConditionBook } from '#src/ops/ConditionBook.ts';
import { DATABASE_FILE, Database } from '#src/store/Database.ts';
import { MIGRATIONS } from '#src/store/migrations.ts';
import { openStore } from '#src/store/openStore.ts';
import { DEFAULT_SETTINGS } from '#src/store/Settings.ts';
import { plain, voteAmong } from '../crowd/voting.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { STORE_PARTS, storeIn, tablesIn, temporaryDirectory } from './directories.ts';
import { STATION } from './station.ts';

const VOTE = voteAmong(plain('techno', 'pads'), ['ada', 'ben']);

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
    first.stations.save(later, VOTE);
    first.stations.save(STATION, VOTE);
    const changed = { ...STATION, panelMessageId: 'panel', paused: true, config: {} };
    first.stations.save(changed, VOTE);
    expect(first.settings.get('guild')).toEqual(DEFAULT_SETTINGS);
    const settings = first.settings.update('guild', { djRoleId: 'dj', voteHalfLifeMs: 600_000 });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, djRoleId: 'dj', voteHalfLifeMs: 600_000 });
    first.settings.update('guild', { alwaysOn: true });
    await first.close();

    const second = storeIn(directory);
    const kept = [changed, later].map((record) => ({ record, vote: VOTE }));
    expect(second.stations.list()).toEqual(kept);
    expect(second.settings.get('guild')).toEqual({ ...settings, alwaysOn: true });
    second.stations.remove('guild');
    expect(second.stations.list()).toEqual(kept.slice(1));
  });

  it('leaves one file behind, for its owner only', async () => {
    const directory = join(await temporaryDirectory(), 'data');
    const store = storeIn(directory);
    store.stations.save(STATION, VOTE);
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
    first.stations.save(STATION, VOTE);
    first.stations.save({ ...STATION, guildId: 'good' }, VOTE);
    first.settings.update('guild', { djRoleId: 'dj' });
    await first.close();
    const file = join(directory, DATABASE_FILE);
    const db = new DatabaseSync(file);
    db.exec(`UPDATE stations SET config = '{"bpm":"secret"}' WHERE guild_id = 'guild'`);
    db.exec(`UPDATE guild_settings SET settings = 'secret'`);
    db.close();

    const reported: unknown[] = [];
    const log = { ...silentLog, error: (fields: unknown) => reported.push(fields) };
    const store = storeIn(directory, { log });
    expect(store.stations.list().map(({ record }) => record.guildId)).toEqual(['good']);
    expect(store.settings.get('guild')).toEqual(DEFAULT_SETTINGS);
    expect(JSON.stringify(reported)).toContain('config.bpm');
    expect(JSON.stringify(reported)).not.toContain('secret');
    await store.close();
    const { stations, settings } = tablesIn(directory);
    expect(codeOf(() => stations.get('guild'))).toBe('store.invalid');
    expect(codeOf(() => settings.get('guild'))).toBe('store.invalid');
  });
});

describe('the log of writes', () => {
  it('is moved into the file while the store is open', { timeout: 30_000 }, async () => {
    const directory = await temporaryDirectory();
    const { stations } = storeIn(directory);
    const logFile = join(directory, `${DATABASE_FILE}-wal`);
    let isStartedAnew = false;
    for (let silentSinceMs = 0, bytes = 0; !isStartedAnew; silentSinceMs = 1 - silentSinceMs) {
      for (let count = 0; count < 50; count += 1) {
        stations.save({ ...STATION, silentSinceMs }, VOTE);
      }
      const { size } = await stat(logFile);
      // It only ever grows, unless what it held is in the file and it begins again.
      isStartedAnew = size === bytes;
      bytes = size;
    }
  });

  it('is in the file soon, so that a copy of that alone holds what was kept', async () => {
    const directory = await temporaryDirectory();
    const clock = new VirtualClock();
    const { stations } = storeIn(directory, { clock });
    const copy = join(await temporaryDirectory(), 'copy.db');
    const rows = async (): Promise<number> => {
      await copyFile(join(directory, DATABASE_FILE), copy);
      const db = new DatabaseSync(copy);
      try {
        return Number(db.prepare('SELECT count(*) AS count FROM stations').get()?.['count']);
      } catch {
        return -1;
      } finally {
        db.close();
      }
    };
    // What the start has written: the tables.
    await clock.advance(5_000);
    await expect.poll(rows, { timeout: 10_000 }).toBe(0);
    stations.save(STATION, VOTE);
    await clock.advance(5_000);
    await expect.poll(rows, { timeout: 10_000 }).toBe(1);
  });

  it('is tried again when it could not be moved, and that is told', async () => {
    const directory = await temporaryDirectory();
    const clock = new VirtualClock();
    const conditions = new ConditionBook({ clock, log: silentLog });
    const { stations } = storeIn(directory, { clock, conditions });
    const file = join(directory, DATABASE_FILE);
    // The thread that moves it opens the file when it is needed first.
    await rename(file, `${file}.away`);
    await mkdir(file);
    stations.save(STATION, VOTE);
    await clock.advance(5_000);
    await expect
      .poll(() => conditions.health(), { timeout: 10_000 })
      .toMatchObject([{ name: 'store.checkpoint' }]);
    await rmdir(file);
    await rename(`${file}.away`, file);
    stations.save({ ...STATION, silentSinceMs: 1 }, VOTE);
    await clock.advance(5_000);
    await expect.poll(() => conditions.health(), { timeout: 10_000 }).toEqual([]);
  });
});

describe('a file that is not as it should be is refused and left as it is:', () => {
  async function refusal(directory: string): Promise<string> {
    const file = join(directory, DATABASE_FILE);
    const before = await readFile(file);
    const code = codeOf(() => openStore({ directory, ...STORE_PARTS }));
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
      store.stations.save({ ...STATION, guildId: `guild ${guild}` }, VOTE);
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
    expect(codeOf(() => openStore({ directory, ...STORE_PARTS }))).toBe('store.unavailable');
  });

  it('below a file', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'file'), '');
    const inFile = join(directory, 'file', 'data');
    expect(codeOf(() => openStore({ directory: inFile, ...STORE_PARTS }))).toBe(
      'store.unavailable',
    );
  });
});

describe('migrations', () => {
  it('are taken once each, and a step that fails leaves the file as it was', async () => {
    const directory = await temporaryDirectory();
    const step = (n: number) => `CREATE TABLE step${n} (x); INSERT INTO step${n} VALUES (${n})`;
    const parts = (migrations: readonly string[]) => ({ directory, migrations, ...STORE_PARTS });
    await new Database(parts([step(1)])).close();
    const broken = [step(1), `${step(2)}; NONSENSE`];
    expect(codeOf(() => new Database(parts(broken)))).toBe('store.failed');
    const db = new Database(parts([step(1), step(2)]));
    expect(db.prepare('SELECT x FROM step1').all()).toEqual([{ x: 1 }]);
    expect(db.prepare('SELECT x FROM step2').all()).toEqual([{ x: 2 }]);
    await db.close();
  });

  it('leave a copy of the old file beside it, of the last three', async () => {
    const directory = await temporaryDirectory();
    const steps = Array.from({ length: 6 }, (_, n) => `CREATE TABLE step${n} (x)`);
    const copies = async () =>
      (await readdir(directory)).filter((name) => name.includes('format')).toSorted();
    for (let count = 1; count <= steps.length; count += 1) {
      const db = new Database({ directory, ...STORE_PARTS, migrations: steps.slice(0, count) });
      db.transaction(() => db.prepare(`INSERT INTO step${count - 1} VALUES (1)`).run());
      // Left open, so that what it wrote is still in the log, as after a kill.
      onTestFinished(() => db.close());
    }
    const kept = await copies();
    expect(kept.map((name) => name.slice(0, 'lyrebird.format-0.'.length))).toEqual([
      'lyrebird.format-3.',
      'lyrebird.format-4.',
      'lyrebird.format-5.',
    ]);
    const path = join(directory, kept.at(-1) ?? '');
    expect((await stat(path)).mode & 0o077).toBe(0);
    const old = await temporaryDirectory();
    await copyFile(path, join(old, DATABASE_FILE));
    const db = new Database({ directory: old, ...STORE_PARTS, migrations: steps.slice(0, 5) });
    expect(db.prepare('SELECT x FROM step4').all()).toEqual([{ x: 1 }]);
    await db.close();
  });

  it('take the volume from the station to its server, whose other settings stay', async () => {
    const directory = await temporaryDirectory();
    const old = new Database({ directory, ...STORE_PARTS, migrations: MIGRATIONS.slice(0, 3) });
    for (const [id, volume] of Object.entries({ loud: 1.5, set: 0.5, plain: 1 })) {
      const row = [id, 'voice', 'text', null, 'ada', 0, '{}', volume, 0] as const;
      const columns =
        'guild_id, channel_id, text_channel_id, panel_message_id, started_by, started_at_ms, config, volume, paused';
      old.prepare(`INSERT INTO stations (${columns}) VALUES (?,?,?,?,?,?,?,?,?)`).run(...row);
    }
    old.prepare('INSERT INTO guild_settings VALUES (?, ?)').run('set', '{"alwaysOn":true}');
    await old.close();
    const { settings } = storeIn(directory);
    expect(settings.get('loud')).toMatchObject({ volume: 1.5, alwaysOn: false });
    expect(settings.get('set')).toMatchObject({ volume: 0.5, alwaysOn: true });
    expect(settings.get('plain')).toMatchObject({ volume: 1 });
  });

  it('of a new file or of one that is up to date leave none', async () => {
    const directory = await temporaryDirectory();
    await storeIn(directory).close();
    await storeIn(directory).close();
    expect(await readdir(directory)).toEqual([DATABASE_FILE]);
  });
});
