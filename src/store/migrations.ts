import type { DatabaseSync } from 'node:sqlite';
import { storeFailure } from './failure.ts';

/** Marks the file as ours (`PRAGMA application_id`): "LYRE". */
const APPLICATION_ID = 0x4c_59_52_45;

/**
 * How the database came to be, step by step: `user_version` counts the steps a file has taken.
 * A step that has been released is never edited, only followed.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE stations (
    guild_id TEXT PRIMARY KEY,
    channel_id TEXT NOT NULL,
    text_channel_id TEXT NOT NULL,
    panel_message_id TEXT,
    started_by TEXT NOT NULL,
    started_at_ms REAL NOT NULL,
    config TEXT NOT NULL,
    volume REAL NOT NULL,
    paused INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE votes (
    guild_id TEXT PRIMARY KEY REFERENCES stations ON DELETE CASCADE,
    avoided TEXT NOT NULL,
    last_mix TEXT NOT NULL,
    next_candidate_id INTEGER NOT NULL,
    half_life_ms REAL
  ) STRICT;

  CREATE TABLE candidates (
    guild_id TEXT NOT NULL REFERENCES votes ON DELETE CASCADE,
    id INTEGER NOT NULL,
    text TEXT NOT NULL,
    proposed_by TEXT,
    proposed_at_ms REAL NOT NULL,
    start_points REAL NOT NULL,
    filtered_reason TEXT,
    PRIMARY KEY (guild_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ballots (
    guild_id TEXT NOT NULL,
    candidate_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    choice TEXT NOT NULL,
    cast_at_ms REAL NOT NULL,
    PRIMARY KEY (guild_id, candidate_id, user_id),
    FOREIGN KEY (guild_id, candidate_id) REFERENCES candidates ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE listeners (
    guild_id TEXT NOT NULL REFERENCES votes ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    left_at_ms REAL,
    PRIMARY KEY (guild_id, user_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE guild_settings (
    guild_id TEXT PRIMARY KEY,
    settings TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE stations
    ADD COLUMN tuning TEXT NOT NULL DEFAULT '{"bpm":[],"density":[],"brightness":[]}';
  `,
  `
  ALTER TABLE stations ADD COLUMN silent_since_ms REAL;

  CREATE TABLE notices (
    id TEXT NOT NULL UNIQUE,
    channel_id TEXT NOT NULL,
    message_id TEXT,
    container TEXT NOT NULL,
    or_else_post INTEGER NOT NULL
  ) STRICT;
  `,
  // The volume is the server's, no longer one station's.
  `
  INSERT INTO guild_settings
    SELECT guild_id, json_object('volume', volume) FROM stations WHERE volume <> 1
    ON CONFLICT DO UPDATE
      SET settings = json_set(settings, '$.volume', json_extract(excluded.settings, '$.volume'));
  ALTER TABLE stations DROP COLUMN volume;
  `,
  `
  ALTER TABLE stations ADD COLUMN earlier TEXT;
  `,
  `
  ALTER TABLE stations ADD COLUMN uses TEXT NOT NULL DEFAULT '[]';
  `,
  `
  CREATE TABLE saved_mixes (
    shelf TEXT PRIMARY KEY,
    mixes TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE stations ADD COLUMN sleep TEXT;
  `,
  `
  CREATE TABLE moments (
    guild_id TEXT NOT NULL,
    at_ms REAL NOT NULL,
    kind TEXT NOT NULL,
    moment TEXT NOT NULL
  ) STRICT;
  CREATE INDEX moments_by_time ON moments (guild_id, at_ms);
  `,
  `
  CREATE TABLE server_keys (
    guild_id TEXT PRIMARY KEY,
    sealed TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

/**
 * Refuses, without having written anything, a file that is damaged, another program's, or of a
 * version this program does not know.
 */
export function checkDatabase(db: DatabaseSync, path: string, known: number): void {
  const check = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (check !== 'ok') {
    throw storeFailure(
      'store.corrupt',
      `${path} is damaged (${String(check)}). Nothing was changed; restore a copy or move it away.`,
    );
  }
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  const id = readNumber(db, 'application_id');
  if (!isEmpty && id !== APPLICATION_ID) {
    throw storeFailure('store.foreign', `${path} belongs to another program. Nothing was changed.`);
  }
  const version = formatOf(db);
  if (version > known) {
    throw storeFailure(
      'store.newer',
      `${path} was written by a newer Lyrebird (format ${version}, this one knows ${known}). ` +
        'Nothing was changed; update the bot or give it another DATA_DIR.',
    );
  }
}

/** How many steps a file has taken; 0: it is new. */
export function formatOf(db: DatabaseSync): number {
  return readNumber(db, 'user_version');
}

/** Takes the steps the file has not taken, each whole or not at all. */
export function migrate(db: DatabaseSync, migrations: readonly string[]): void {
  const done = formatOf(db);
  for (const [index, step] of migrations.entries()) {
    if (index < done) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${index + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

function readNumber(db: DatabaseSync, pragma: 'application_id' | 'user_version'): number {
  return Number(db.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
