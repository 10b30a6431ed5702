import type { APIContainerComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Database, Row, Statement } from './Database.ts';
import type { Keeper } from './Keeper.ts';
import { json, parseRow } from './parseRow.ts';

/** A word for a text channel that has still to be told. */
export interface Notice {
  /** Also tells Discord that a second attempt is no second message; 25 characters at most. */
  readonly id: string;
  readonly channelId: string;
  /** The message that it takes the place of; null: it is a message of its own. */
  readonly messageId: string | null;
  readonly container: APIContainerComponent;
  /** Where that message cannot be edited, whether to say it below instead. */
  readonly orElsePost: boolean;
}

/** More than that only a bot in very many guilds can owe; then the oldest are not told any more. */
export const MOST_NOTICES = 1_000;

const text = z.string().min(1);

/** What this program has written: its inside needs no second look. */
const container = z.custom<APIContainerComponent>(
  (value) => typeof value === 'object' && value !== null && 'components' in value,
);

const noticeRow = z
  .object({
    id: text,
    channel_id: text,
    message_id: text.nullable(),
    container: json(container),
    or_else_post: z.literal([0, 1]),
  })
  .transform(
    (row): Notice => ({
      id: row.id,
      channelId: row.channel_id,
      messageId: row.message_id,
      container: row.container,
      orElsePost: row.or_else_post === 1,
    }),
  );

/** What has to be told and could not be yet: in the file, or on its way there. */
export class Notices {
  readonly #db: Database;
  readonly #keeper: Keeper;
  readonly #log: Log;
  readonly #insert: Statement;
  readonly #all: Statement;
  readonly #delete: Statement;
  readonly #trim: Statement;

  constructor({
    db,
    keeper,
    log,
  }: {
    readonly db: Database;
    readonly keeper: Keeper;
    readonly log: Log;
  }) {
    this.#db = db;
    this.#keeper = keeper;
    this.#log = log;
    this.#insert = db.prepare(
      `INSERT INTO notices (id, channel_id, message_id, container, or_else_post)
       VALUES (?, ?, ?, ?, ?)`,
    );
    this.#all = db.prepare('SELECT * FROM notices ORDER BY rowid');
    this.#delete = db.prepare('DELETE FROM notices WHERE id = ?');
    this.#trim = db.prepare(`
      DELETE FROM notices WHERE rowid <= (SELECT max(rowid) FROM notices) - ${MOST_NOTICES}`);
  }

  add({ id, channelId, messageId, container, orElsePost }: Notice): void {
    const json = JSON.stringify(container);
    this.#keeper.keep(keyOf(id), () =>
      this.#db.transaction(() => {
        this.#insert.run(id, channelId, messageId, json, orElsePost ? 1 : 0);
        this.#trim.run();
      }),
    );
  }

  /** It has been told, or can never be. */
  remove(id: string): void {
    this.#keeper.keep(keyOf(id), () => this.#db.transaction(() => this.#delete.run(id)));
  }

  /** The oldest first; one that does not make sense is logged and forgotten. */
  list(): readonly Notice[] {
    return this.#rows().flatMap((row) => {
      try {
        return [parseRow(noticeRow, row, 'a notice')];
      } catch (error) {
        this.#tell(error);
        this.remove(String(row['id']));
        return [];
      }
    });
  }

  #rows(): readonly Row[] {
    try {
      return this.#all.all();
    } catch (error) {
      this.#tell(error);
      return [];
    }
  }

  #tell(error: unknown): void {
    if (!(error instanceof FailureError)) throw error;
    this.#log.error({ reason: error.failure.operatorText }, 'What is still to be told is lost');
  }
}

function keyOf(id: string): string {
  return `notice ${id}`;
}
