import type { Log } from '../log.ts';

/** What can be odd about what the service sends. A fixed set: a hostile server cannot add to it. */
export type Oddity =
  | 'malformed JSON'
  | 'not an object'
  | 'empty message'
  | 'unknown field'
  | 'several fields'
  | 'unreadable field'
  | 'content without audio'
  | 'chunk without data'
  | 'unknown audio format'
  | 'audio format not named'
  | 'malformed base64'
  | 'incomplete sample pair'
  | 'unreadable source metadata'
  | 'message before set-up'
  | 'repeated set-up';

/** The longest detail that is logged: field names come from the service. */
const MAX_DETAIL_LENGTH = 80;

/** Counts odd input of one session: logs the first of each kind, and the counts at the end. */
export class Oddities {
  readonly #counts = new Map<Oddity, number>();
  readonly #log: Log;
  readonly #session: number;

  constructor(log: Log, session: number) {
    this.#log = log;
    this.#session = session;
  }

  /** `detail` must be free of keys and of what members typed. */
  count(oddity: Oddity, detail?: string): void {
    const count = (this.#counts.get(oddity) ?? 0) + 1;
    this.#counts.set(oddity, count);
    if (count > 1) return;
    this.#log.warn(
      {
        session: this.#session,
        oddity,
        ...(detail === undefined ? {} : { detail: detail.slice(0, MAX_DETAIL_LENGTH) }),
      },
      'Lyria sent something odd; it was passed over',
    );
  }

  /** To be called once, at the end. Silent when nothing was odd. */
  report(): void {
    if (this.#counts.size === 0) return;
    this.#log.info(
      { session: this.#session, oddities: Object.fromEntries(this.#counts) },
      'All that was odd in this Lyria session',
    );
  }
}
