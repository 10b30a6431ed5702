import type { Log } from '../log.ts';
import { Database } from './Database.ts';
import { Settings } from './Settings.ts';
import { Stations } from './Stations.ts';
import { Votes } from './Votes.ts';

/** What survives a restart. All calls but `close` are done when they return. */
export interface Store {
  readonly stations: Stations;
  readonly votes: Votes;
  readonly settings: Settings;
  /** Leaves one tidy file behind. Nothing may be called afterwards. */
  close(): Promise<void>;
}

/**
 * Opens the database in `directory`, making both if need be.
 *
 * @throws FailureError<StoreFailure> when the file is damaged, from a newer version, of another
 * program, or cannot be opened; it is then left as it was
 */
export function openStore(options: { readonly directory: string; readonly log: Log }): Store {
  const db = new Database(options.directory, options.log);
  const votes = new Votes(db);
  const stations = new Stations(db, votes, options.log);
  return { stations, votes, settings: new Settings(db), close: () => db.close() };
}
