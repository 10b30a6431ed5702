import type { StationStore, StoredStation } from '../control/ports.ts';
import type { StationRecord } from '../control/StationRecord.ts';
import type { VoteState } from '../crowd/votes/voteState.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Database } from './Database.ts';
import type { Keeper } from './Keeper.ts';
import type { Stations } from './Stations.ts';
import type { Votes } from './Votes.ts';

/** The stations that play, one a guild, each with its vote: in the file, or on their way there. */
export class KeptStations {
  readonly #db: Database;
  readonly #stations: Stations;
  readonly #votes: Votes;
  readonly #keeper: Keeper;
  readonly #log: Log;
  /** What the file does not hold yet; null: the station is gone. */
  readonly #newest = new Map<string, StoredStation | null>();
  /** What the file holds, as the objects it was saved from. */
  readonly #written = new Map<string, StationRecord>();

  constructor(options: {
    readonly db: Database;
    readonly stations: Stations;
    readonly votes: Votes;
    readonly keeper: Keeper;
    readonly log: Log;
  }) {
    this.#db = options.db;
    this.#stations = options.stations;
    this.#votes = options.votes;
    this.#keeper = options.keeper;
    this.#log = options.log;
  }

  /**
   * Keeps a station and its vote, new or changed, both or neither. When this returns and the guild
   * is not behind, a kill of the process loses nothing.
   */
  save(record: StationRecord, vote: VoteState): void {
    this.#keep(record.guildId, { record, vote });
  }

  /** Forgets a station and its vote. */
  remove(guildId: string): void {
    this.#keep(guildId, null);
  }

  /** As `list` gives it. */
  get(guildId: string): StoredStation | undefined {
    const held = this.#newest.get(guildId);
    if (held !== undefined) return held ?? undefined;
    return this.#readable(() => {
      const record = this.#stations.get(guildId);
      return record === undefined ? [] : this.#withVote(record);
    })[0];
  }

  /** All that can be read and make sense, the oldest first; of others the log tells. */
  list(): readonly StoredStation[] {
    const inFile = this.#readable(() => this.#stations.list()).filter(
      ({ guildId }) => !this.#newest.has(guildId),
    );
    return [...inFile.flatMap((record) => this.#withVote(record)), ...this.#held()].toSorted(
      ({ record: one }, { record: other }) => one.startedAtMs - other.startedAtMs,
    );
  }

  /** Whether the guild's last change is not in the file yet. */
  isBehind(guildId: string): boolean {
    return this.#keeper.isHolding(keyOf(guildId));
  }

  #held(): readonly StoredStation[] {
    return [...this.#newest.values()].filter((station) => station !== null);
  }

  #withVote(record: StationRecord): readonly StoredStation[] {
    return this.#readable(() => [{ record, vote: this.#votes.load(record.guildId) }]);
  }

  #readable<T>(read: () => readonly T[]): readonly T[] {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.#log.error({ reason: error.failure.operatorText }, 'a station cannot come back');
      return [];
    }
  }

  #keep(guildId: string, station: StoredStation | null): void {
    this.#newest.set(guildId, station);
    this.#keeper.keep(keyOf(guildId), () => {
      this.#write(guildId, station);
      this.#newest.delete(guildId);
    });
  }

  #write(guildId: string, station: StoredStation | null): void {
    if (station === null) {
      this.#stations.remove(guildId);
      this.#written.delete(guildId);
      return;
    }
    const { record, vote } = station;
    try {
      this.#db.transaction(() => {
        if (this.#written.get(guildId) !== record) this.#stations.save(record);
        if (vote !== undefined) this.#votes.save(guildId, vote);
      });
      this.#written.set(guildId, record);
    } catch (error) {
      // Nothing of it is in the file: the next attempt writes the whole.
      this.#votes.forget(guildId);
      throw error;
    }
  }
}

/**
 * The stations behind the control side's asynchronous port. SQLite has written when it returns; another
 * database may take its time.
 */
export function stationStore(stations: KeptStations): StationStore {
  const written = (guildId: string) => (stations.isBehind(guildId) ? 'held' : 'kept');
  return {
    list: async () => stations.list(),
    get: async (guildId) => stations.get(guildId),
    save: async ({ record, vote }) => {
      stations.save(record, vote);
      return written(record.guildId);
    },
    remove: async (guildId) => {
      stations.remove(guildId);
      return written(guildId);
    },
  };
}

function keyOf(guildId: string): string {
  return `station ${guildId}`;
}
