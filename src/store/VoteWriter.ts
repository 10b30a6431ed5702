import type { Ballot, Candidate, VoteState } from '../crowd/votes/voteState.ts';
import type { Database, Statement } from './Database.ts';

/** Writes votes into the tables. Opens no transaction: whoever calls holds one. */
export class VoteWriter {
  readonly #deleteVote: Statement;
  readonly #upsertVote: Statement;
  readonly #upsertCandidate: Statement;
  readonly #deleteCandidate: Statement;
  readonly #upsertBallot: Statement;
  readonly #deleteBallot: Statement;
  readonly #upsertListener: Statement;
  readonly #deleteListener: Statement;

  constructor(db: Database) {
    this.#deleteVote = db.prepare('DELETE FROM votes WHERE guild_id = ?');
    this.#upsertVote = db.prepare(`
      INSERT INTO votes VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        avoided = excluded.avoided,
        last_mix = excluded.last_mix,
        next_candidate_id = excluded.next_candidate_id,
        half_life_ms = excluded.half_life_ms`);
    this.#upsertCandidate = db.prepare(`
      INSERT INTO candidates VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET
        text = excluded.text,
        proposed_by = excluded.proposed_by,
        proposed_at_ms = excluded.proposed_at_ms,
        start_points = excluded.start_points,
        filtered_reason = excluded.filtered_reason`);
    this.#deleteCandidate = db.prepare('DELETE FROM candidates WHERE guild_id = ? AND id = ?');
    this.#upsertBallot = db.prepare(`
      INSERT INTO ballots VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET choice = excluded.choice, cast_at_ms = excluded.cast_at_ms`);
    this.#deleteBallot = db.prepare(
      'DELETE FROM ballots WHERE guild_id = ? AND candidate_id = ? AND user_id = ?',
    );
    this.#upsertListener = db.prepare(`
      INSERT INTO listeners VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET left_at_ms = excluded.left_at_ms`);
    this.#deleteListener = db.prepare('DELETE FROM listeners WHERE guild_id = ? AND user_id = ?');
  }

  /** Replaces whatever is there. */
  writeWhole(guildId: string, state: VoteState): void {
    this.#deleteVote.run(guildId);
    this.#writeVote(guildId, state);
    for (const candidate of state.candidates) this.#writeCandidate(guildId, candidate, undefined);
    for (const { userId, leftAtMs } of state.listeners) {
      this.#upsertListener.run(guildId, userId, leftAtMs);
    }
  }

  /** Writes what is another object than in `before`, which the file holds. */
  writeChanges(guildId: string, before: VoteState, after: VoteState): void {
    this.#writeVote(guildId, after);
    const candidates = difference(before.candidates, after.candidates, ({ id }) => id);
    for (const { id } of candidates.gone) this.#deleteCandidate.run(guildId, id);
    for (const { now, was } of candidates.changed) this.#writeCandidate(guildId, now, was);
    const listeners = difference(before.listeners, after.listeners, ({ userId }) => userId);
    for (const { userId } of listeners.gone) this.#deleteListener.run(guildId, userId);
    for (const { now } of listeners.changed) {
      this.#upsertListener.run(guildId, now.userId, now.leftAtMs);
    }
  }

  #writeVote(guildId: string, state: VoteState): void {
    this.#upsertVote.run(
      guildId,
      JSON.stringify(state.avoided),
      JSON.stringify(state.lastMix),
      state.nextCandidateId,
      state.halfLifeMs,
    );
  }

  #writeCandidate(guildId: string, now: Candidate, was: Candidate | undefined): void {
    this.#upsertCandidate.run(
      guildId,
      now.id,
      now.text,
      now.proposedBy,
      now.proposedAtMs,
      now.startPoints,
      now.filteredReason,
    );
    const ballots = difference<Ballot, string>(was?.ballots ?? [], now.ballots, (b) => b.userId);
    for (const { userId } of ballots.gone) this.#deleteBallot.run(guildId, now.id, userId);
    for (const { now: ballot } of ballots.changed) {
      const { userId, choice, castAtMs } = ballot;
      this.#upsertBallot.run(guildId, now.id, userId, choice, castAtMs);
    }
  }
}

interface Difference<T> {
  readonly gone: readonly T[];
  /** New, or another object than before. */
  readonly changed: readonly { readonly now: T; readonly was: T | undefined }[];
}

function difference<T, Key>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (entry: T) => Key,
): Difference<T> {
  if (before === after) return { gone: [], changed: [] };
  const old = new Map(before.map((entry) => [keyOf(entry), entry]));
  const changed = after
    .map((now) => ({ now, was: old.get(keyOf(now)) }))
    .filter(({ now, was }) => now !== was);
  for (const entry of after) old.delete(keyOf(entry));
  return { gone: [...old.values()], changed };
}
