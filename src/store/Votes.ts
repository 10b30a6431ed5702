import { z } from 'zod';
import { type VoteState, voteStateSchema } from '../crowd/votes/voteState.ts';
import type { Database, Statement } from './Database.ts';
import { json, parseRow } from './parseRow.ts';
import { VoteWriter } from './VoteWriter.ts';

const { shape } = voteStateSchema;

const voteRow = z.object({
  avoided: json(shape.avoided),
  last_mix: json(shape.lastMix),
  next_candidate_id: z.int(),
  half_life_ms: z.number().nullable(),
});

/** The tables of the stations' votes: candidates, ballots, who listens. */
export class Votes {
  readonly #db: Database;
  readonly #writer: VoteWriter;
  readonly #vote: Statement;
  readonly #candidates: Statement;
  readonly #ballots: Statement;
  readonly #listeners: Statement;
  /** What the file holds, as the objects it was saved from: what is the same is not written. */
  readonly #saved = new Map<string, VoteState>();

  constructor(db: Database) {
    this.#db = db;
    this.#writer = new VoteWriter(db);
    this.#vote = db.prepare('SELECT * FROM votes WHERE guild_id = ?');
    this.#candidates = db.prepare(`
      SELECT id, text, proposed_by AS proposedBy, proposed_at_ms AS proposedAtMs,
        start_points AS startPoints, filtered_reason AS filteredReason
      FROM candidates WHERE guild_id = ? ORDER BY id`);
    this.#ballots = db.prepare(`
      SELECT candidate_id, user_id AS userId, choice, cast_at_ms AS castAtMs
      FROM ballots WHERE guild_id = ? ORDER BY user_id`);
    this.#listeners = db.prepare(`
      SELECT user_id AS userId, left_at_ms AS leftAtMs
      FROM listeners WHERE guild_id = ? ORDER BY user_id`);
  }

  /**
   * Keeps a vote; the station must have been saved before. When this returns, a kill of the
   * process loses nothing, so a vote may be acknowledged. Writes only what has changed.
   *
   * @throws FailureError<StoreFailure> and then keeps the last version; the next save catches up
   */
  save(guildId: string, state: VoteState): void {
    const saved = this.#saved.get(guildId);
    if (saved === state) return;
    this.#db.transaction(() => {
      if (saved === undefined) this.#writer.writeWhole(guildId, state);
      else this.#writer.writeChanges(guildId, saved, state);
    });
    this.#saved.set(guildId, state);
  }

  /** @throws FailureError<StoreFailure> `store.invalid` when the rows do not make sense */
  load(guildId: string): VoteState | undefined {
    const row = this.#vote.get(guildId);
    if (row === undefined) return undefined;
    const what = `the vote of guild ${guildId}`;
    const vote = parseRow(voteRow, row, what);
    const ballots = Map.groupBy(this.#ballots.all(guildId), (ballot) => ballot['candidate_id']);
    const state = parseRow(
      voteStateSchema,
      {
        candidates: this.#candidates
          .all(guildId)
          .map((candidate) => ({ ...candidate, ballots: ballots.get(candidate['id']) ?? [] })),
        avoided: vote.avoided,
        listeners: this.#listeners.all(guildId),
        lastMix: vote.last_mix,
        nextCandidateId: vote.next_candidate_id,
        halfLifeMs: vote.half_life_ms,
      },
      what,
    );
    this.#saved.set(guildId, state);
    return state;
  }

  /** What the file holds of it is not known any more: the next save writes the whole. */
  forget(guildId: string): void {
    this.#saved.delete(guildId);
  }
}
