import type { Clock } from '../clock.ts';
import type { Conditions } from '../conditions.ts';
import type { Log } from '../log.ts';
import { Database } from './Database.ts';
import { Keeper, type KeeperCounts } from './Keeper.ts';
import { KeptKeys } from './KeptKeys.ts';
import { KeptMixes } from './KeptMixes.ts';
import { KeptMoments } from './KeptMoments.ts';
import { KeptSettings } from './KeptSettings.ts';
import { KeptStations } from './KeptStations.ts';
import { Notices } from './Notices.ts';
import { Settings } from './Settings.ts';
import { Stations } from './Stations.ts';
import { Votes } from './Votes.ts';

/**
 * What survives a restart. No write waits for anything or fails because of the disk: what cannot
 * be written is held until it can.
 */
export interface Store {
  readonly stations: KeptStations;
  readonly settings: KeptSettings;
  readonly notices: Notices;
  readonly mixes: KeptMixes;
  readonly history: KeptMoments;
  readonly keys: KeptKeys;
  /** Whether something of the guild's is held and not in the file: it must not be called kept. */
  isBehind(guildId: string): boolean;
  /** Calls `listener` when all that was held is in the file. Returns what ends that. */
  onCaughtUp(listener: () => void): () => void;
  /** What has been written and what could not be, for the operator. */
  counts(): KeeperCounts;
  /** Leaves one tidy file behind. Nothing may be called afterwards. */
  close(): Promise<void>;
}

interface StoreParts {
  readonly clock: Clock;
  /** Unix time in ms, by which moments grow old; the system's unless given. */
  readonly wallClock?: () => number;
  readonly conditions: Conditions;
  readonly log: Log;
}

/**
 * Opens the database in `directory`, making both if need be.
 *
 * @throws FailureError<StoreFailure> when the file is damaged, from a newer version, of another
 * program, or cannot be read and written; it is then left as it was
 */
export function openStore(options: StoreParts & { readonly directory: string }): Store {
  return storeOver(new Database(options), options);
}

/** A store over a database that is open; it closes it. */
export function storeOver(db: Database, parts: StoreParts): Store {
  const { log, wallClock = Date.now } = parts;
  const votes = new Votes(db);
  const keeper = new Keeper(parts);
  const tables = { stations: new Stations(db, votes, log), votes };
  const stations = new KeptStations({ db, ...tables, keeper, log });
  const settings = new KeptSettings({ settings: new Settings(db), keeper, log });
  const notices = new Notices({ db, keeper, log });
  const mixes = new KeptMixes({ db, keeper, log });
  const history = new KeptMoments({ db, keeper, log, wallClock });
  const keys = new KeptKeys({ db, keeper });
  return {
    stations,
    settings,
    notices,
    mixes,
    history,
    keys,
    isBehind: (guildId) => stations.isBehind(guildId) || settings.isBehind(guildId),
    onCaughtUp: (listener) => keeper.onCaughtUp(listener),
    counts: () => keeper.counts,
    async close() {
      keeper.close();
      await db.close();
    },
  };
}
