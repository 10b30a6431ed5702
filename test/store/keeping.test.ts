import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { StationRecord } from '#src/control/StationRecord.ts';
import type { VoteState } from '#src/crowd/votes/voteState.ts';
import { FailureError } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import { ConditionBook } from '#src/ops/ConditionBook.ts';
import { DATABASE_FILE, Database } from '#src/store/Database.ts';
import { storeFailure } from '#src/store/failure.ts';
import { Keeper } from '#src/store/Keeper.ts';
import { storeOver } from '#src/store/openStore.ts';
import { DEFAULT_SETTINGS } from '#src/store/Settings.ts';
import { cast, plain, voteAmong } from '../crowd/voting.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { STORE_PARTS, storeIn, temporaryDirectory } from './directories.ts';
import { mixNumber, SHELF } from './endlessVotes.ts';
import { STATION } from './station.ts';

const VOTE = voteAmong(plain('techno', 'pads'), ['ada', 'ben']);
/** Longer than the longest wait before another attempt. */
const LONG_MS = 60_000;

/** A store in virtual time, on a disk that can be full and a file that another can hold. */
async function rig() {
  const directory = await temporaryDirectory();
  const clock = new VirtualClock();
  const lines: string[] = [];
  const log = {
    ...silentLog,
    info: (_fields: object, message: string) => lines.push(`info ${message}`),
    warn: (_fields: object, message: string) => lines.push(`warn ${message}`),
    error: (_fields: object, message: string) => lines.push(`error ${message}`),
  };
  const conditions = new ConditionBook({ clock, log });
  const db = new Database({ directory, ...STORE_PARTS });
  const store = storeOver(db, { clock, conditions, log });
  const other = new DatabaseSync(join(directory, DATABASE_FILE));
  onTestFinished(async () => {
    await store.close();
    other.close();
  });
  const pragma = (text: string) =>
    Number(Object.values(db.prepare(`PRAGMA ${text}`).get() ?? {})[0]);
  return {
    store,
    db,
    clock,
    lines,
    conditions,
    /** No page more than there are: what SQLite says on a full disk. */
    fill: () => pragma(`max_page_count = ${pragma('page_count')}`),
    makeRoom: () => pragma('max_page_count = 1000000'),
    hold: () => other.exec('BEGIN IMMEDIATE'),
    letGo: () => other.exec('ROLLBACK'),
    /** As the next program finds it. */
    async reopened() {
      const next = storeIn(directory);
      const kept = next.stations.list();
      const settings = next.settings.get('guild');
      await next.close();
      const rows = other.prepare('SELECT guild_id FROM guild_settings').all();
      return { kept, settings, guildIds: rows.map((row) => row['guild_id']) };
    },
  };
}

/** So much that it takes pages that are not there. */
const LARGE = { ...STATION, textChannelId: 'x'.repeat(50_000) };

test('the settings of a server that the bot was removed from are deleted, and can begin anew', async () => {
  const { store, reopened } = await rig();
  store.settings.forget('guild');
  store.settings.update('guild', { alwaysOn: true });
  store.settings.update('other', { alwaysOn: true });
  store.settings.forget('guild');
  expect(store.settings.get('guild')).toEqual(DEFAULT_SETTINGS);
  expect(await reopened()).toMatchObject({ settings: DEFAULT_SETTINGS, guildIds: ['other'] });
  store.settings.update('guild', { volume: 0.5 });
  expect((await reopened()).settings.volume).toBe(0.5);
});

test('saved mixes are held while the disk is full, and those of a server are deleted with it', async () => {
  const { store, db, clock, fill, makeRoom } = await rig();
  const long = { ...mixNumber(1), savedBy: 'x'.repeat(50_000) };
  fill();
  expect(await store.mixes.update(SHELF, () => [long])).toBe('held');
  expect(await store.mixes.list(SHELF)).toEqual([long]);
  makeRoom();
  await clock.advance(LONG_MS);
  expect(await store.mixes.update(SHELF, (same) => same)).toBe('kept');
  expect(await store.mixes.list(SHELF)).toEqual([long]);
  store.mixes.forget(SHELF);
  expect(await store.mixes.list(SHELF)).toEqual([]);
  expect(db.prepare('SELECT shelf FROM saved_mixes').all()).toEqual([]);
});

test('mixes that cannot be read are left as they are', async () => {
  const { store, db, lines } = await rig();
  db.prepare("INSERT INTO saved_mixes VALUES (?, '[{}]')").run(SHELF);
  expect(await store.mixes.list(SHELF)).toEqual([]);
  expect(lines).toEqual(['error saved mixes cannot be read']);
  await expect(store.mixes.update(SHELF, () => [])).rejects.toThrow('does not make sense');
  expect(db.prepare('SELECT mixes FROM saved_mixes').get()).toEqual({ mixes: '[{}]' });
});

describe('a full disk', () => {
  it('ends nothing, is told once, and is over when there is room', async () => {
    const { store, clock, lines, conditions, fill, makeRoom, reopened } = await rig();
    let caughtUp = 0;
    store.onCaughtUp(() => (caughtUp += 1));
    store.stations.save(STATION, VOTE);
    fill();
    let vote: VoteState = VOTE;
    for (let count = 0; count < 20; count += 1) {
      vote = cast(vote, 'ada', count % 2 === 0 ? 'up' : null, 'techno', count);
      store.stations.save({ ...LARGE, silentSinceMs: count }, vote);
      await clock.advance(10_000);
    }
    expect(store.isBehind('guild')).toBe(true);
    // What was kept before is still there.
    expect((await reopened()).kept).toEqual([{ record: STATION, vote: VOTE }]);
    expect(store.stations.list()).toEqual([{ record: { ...LARGE, silentSinceMs: 19 }, vote }]);
    expect(conditions.health()).toMatchObject([{ name: 'store.failing', stations: null }]);
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringContaining('store.full'),
    ]);
    expect(caughtUp).toBe(0);
    makeRoom();
    await clock.advance(LONG_MS);
    expect(store.isBehind('guild')).toBe(false);
    expect(caughtUp).toBe(1);
    expect(conditions.health()).toEqual([]);
    expect(lines.at(-1)).toMatch(/^info Over: store\.full/);
    expect((await reopened()).kept).toEqual([{ record: { ...LARGE, silentSinceMs: 19 }, vote }]);
  });

  it('that is full to the end loses what changed since, and the log says so', async () => {
    const { store, fill, lines, reopened } = await rig();
    fill();
    store.stations.save(LARGE, VOTE);
    store.stations.save({ ...LARGE, guildId: 'other' }, VOTE);
    await store.close();
    expect(lines.at(-1)).toBe('error What changed last could not be kept');
    expect((await reopened()).kept).toEqual([]);
  });
});

describe('a file that another process holds', () => {
  it('for a moment is not worth a word, and nobody waits for it', async () => {
    const { store, clock, lines, hold, letGo, reopened } = await rig();
    hold();
    const before = performance.now();
    store.stations.save(STATION, VOTE);
    store.settings.update('guild', { alwaysOn: true });
    expect(performance.now() - before).toBeLessThan(100);
    expect([store.isBehind('guild'), store.isBehind('other')]).toEqual([true, false]);
    expect(store.settings.get('guild').alwaysOn).toBe(true);
    await clock.advance(150);
    letGo();
    await clock.advance(1_000);
    expect(store.isBehind('guild')).toBe(false);
    expect(lines).toEqual([]);
    const { kept, settings } = await reopened();
    expect(kept).toEqual([{ record: STATION, vote: VOTE }]);
    expect(settings.alwaysOn).toBe(true);
  });

  it('for long is told', async () => {
    const { store, clock, conditions, hold, letGo } = await rig();
    hold();
    store.stations.save(STATION, VOTE);
    await clock.advance(1_000);
    expect(conditions.health()).toMatchObject([
      { name: 'store.failing', text: expect.stringContaining('store.busy') },
    ]);
    letGo();
    await clock.advance(LONG_MS);
    expect(conditions.health()).toEqual([]);
  });
});

describe('whatever befalls the file, in whatever order things change', () => {
  const guild = fc.constantFrom('one', 'two');
  const deed = fc.oneof(
    fc.record({ kind: fc.constant('save'), guild, silent: fc.integer({ min: 0, max: 20 }) }),
    fc.record({ kind: fc.constant('vote'), guild, choice: fc.constantFrom('up', 'down', null) }),
    fc.record({ kind: fc.constant('remove'), guild }),
    fc.record({ kind: fc.constantFrom('hold', 'letGo') }),
    fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 5_000 }) }),
  );

  it('the file has the newest of all in the end, and is never called up to date before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
        const directory = await temporaryDirectory();
        const clock = new VirtualClock();
        const store = storeIn(directory, { clock });
        const other = new DatabaseSync(join(directory, DATABASE_FILE));
        const reader = new DatabaseSync(join(directory, DATABASE_FILE));
        const silences = reader.prepare(
          'SELECT guild_id AS id, silent_since_ms AS ms FROM stations',
        );
        const newest = new Map<string, { record: StationRecord; vote: VoteState }>();
        let isHeld = false;
        for (const [index, { kind, ...given }] of deeds.entries()) {
          const guildId = 'guild' in given ? given.guild : '';
          const before = newest.get(guildId);
          if (kind === 'hold' && !isHeld) other.exec('BEGIN IMMEDIATE');
          if (kind === 'letGo' && isHeld) other.exec('ROLLBACK');
          if (kind === 'hold' || kind === 'letGo') isHeld = kind === 'hold';
          if ('ms' in given) await clock.advance(given.ms);
          if ('silent' in given) {
            const { silent: silentSinceMs } = given;
            const record = { ...STATION, guildId, startedAtMs: index, silentSinceMs };
            newest.set(guildId, { record, vote: before?.vote ?? VOTE });
          }
          if ('choice' in given && before !== undefined) {
            const vote = cast(before.vote, 'ada', given.choice, 'techno', index);
            newest.set(guildId, { ...before, vote });
          }
          if (kind === 'remove') newest.delete(guildId);
          const now = newest.get(guildId);
          if (now !== undefined) store.stations.save(now.record, now.vote);
          else if (kind === 'remove') store.stations.remove(guildId);
          const inFile = new Map(silences.all().map(({ id, ms }) => [id, ms]));
          for (const id of ['one', 'two']) {
            if (store.isBehind(id)) continue;
            expect(inFile.get(id)).toBe(newest.get(id)?.record.silentSinceMs);
          }
          expect(byGuild(store.stations.list())).toEqual(byGuild([...newest.values()]));
        }
        if (isHeld) other.exec('ROLLBACK');
        other.close();
        reader.close();
        await clock.advance(LONG_MS);
        await store.close();
        const next = storeIn(directory);
        expect(byGuild(next.stations.list())).toEqual(byGuild([...newest.values()]));
        await next.close();
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

function byGuild(stations: readonly { readonly record: typeof STATION }[]) {
  return Object.fromEntries(stations.map((station) => [station.record.guildId, station]));
}

describe('the keeper', () => {
  function keeperRig() {
    const clock = new VirtualClock();
    return { clock, keeper: new Keeper({ ...STORE_PARTS, clock }) };
  }

  it('lets one write that is refused for good hold up no other', async () => {
    const { clock, keeper } = keeperRig();
    keeper.keep('odd', () => {
      throw storeFailure('store.failed', 'constraint');
    });
    let written = 0;
    for (const key of ['one', 'two']) keeper.keep(key, () => (written += 1));
    expect(written).toBe(2);
    await clock.advance(LONG_MS);
    expect(keeper.isHolding('odd')).toBe(true);
  });

  it('tries less and less often, up to twice a minute', async () => {
    const { clock, keeper } = keeperRig();
    let attempts = 0;
    keeper.keep('key', () => {
      attempts += 1;
      throw storeFailure('store.full', 'full');
    });
    await clock.advance(60 * 60_000);
    expect(attempts).toBeGreaterThan(115);
    expect(attempts).toBeLessThan(135);
  });

  it('writes much in slices that the music does not notice', async () => {
    const clock = new VirtualClock();
    let spentMs = 0;
    let sliceMs = 0;
    let longestMs = 0;
    const keeper = new Keeper({
      ...STORE_PARTS,
      clock: {
        now: () => clock.now() + spentMs,
        after: (ms, callback) => {
          return clock.after(ms, () => {
            sliceMs = 0;
            callback();
          });
        },
      },
    });
    let isFull = true;
    const write = () => {
      if (isFull) throw storeFailure('store.full', 'full');
      spentMs += 1;
      sliceMs += 1;
      longestMs = Math.max(longestMs, sliceMs);
    };
    for (let key = 0; key < 100; key += 1) keeper.keep(String(key), write);
    isFull = false;
    await clock.advance(LONG_MS);
    expect(longestMs).toBeLessThanOrEqual(4);
    expect(spentMs).toBe(100);
  });

  it('lets an error that is none of the store go through', () => {
    const { keeper } = keeperRig();
    const work = () =>
      keeper.keep('key', () => {
        throw new TypeError('a fault of the program');
      });
    expect(work).toThrow(TypeError);
    expect(work).not.toThrow(FailureError);
  });
});
