import { z } from 'zod';
import type { WeightedPrompt } from '../music/controls.ts';
import { type Candidate, isUsable, MAX_CANDIDATES } from './candidate.ts';

/** Somebody whose ballots count. */
export interface Listener {
  readonly userId: string;
  /** When they left, in wall-clock milliseconds; null while they listen. */
  readonly leftAtMs: number | null;
}

/** A candidate's part of a mix, 0 to 1. */
export interface Share {
  readonly candidateId: number;
  readonly share: number;
}

/**
 * A station's vote, whole: plain values that survive JSON, never changed in place. Every
 * function that takes one and a time gives a new one; parts that did not change stay the same
 * objects. Times are wall-clock milliseconds (`Date.now()`), since they outlive the process.
 */
export interface VoteState {
  /** In the order of proposal; at least one is usable, so that there is always a mix. */
  readonly candidates: readonly Candidate[];
  /** What to steer away from: weights below 0 beside shares that add up to 1. No vote moves it. */
  readonly avoided: readonly WeightedPrompt[];
  /** Everybody who counts, in order of user id. */
  readonly listeners: readonly Listener[];
  /** The mix before the last change that had points in it. */
  readonly lastMix: readonly Share[];
  readonly nextCandidateId: number;
  /** After this long a vote counts half; null: votes do not fade. */
  readonly halfLifeMs: number | null;
}

const timeMs = z.number();
const userId = z.string().min(1);

export const ballotSchema = z.object({
  userId,
  choice: z.enum(['up', 'down']),
  castAtMs: timeMs,
});

const candidateSchema = z.object({
  id: z.int().positive(),
  text: z.string().min(1),
  proposedBy: userId.nullable(),
  proposedAtMs: timeMs,
  startPoints: z.number().positive(),
  ballots: z.array(ballotSchema),
  filteredReason: z.string().nullable(),
});

/** For a state that comes from outside, such as a database. */
export const voteStateSchema = z
  .object({
    candidates: z.array(candidateSchema).max(MAX_CANDIDATES),
    avoided: z.array(z.object({ text: z.string().min(1), weight: z.number().negative() })),
    listeners: z.array(z.object({ userId, leftAtMs: timeMs.nullable() })),
    lastMix: z.array(z.object({ candidateId: z.int(), share: z.number().positive().max(1) })),
    nextCandidateId: z.int().positive(),
    halfLifeMs: z.number().positive().nullable(),
  })
  .refine((state) => state.candidates.some(isUsable), {
    error: 'no candidate is left that can be played',
    path: ['candidates'],
  })
  .refine((state) => state.candidates.every(({ id }) => id < state.nextCandidateId), {
    error: 'a candidate is newer than the next one',
    path: ['nextCandidateId'],
  }) satisfies z.ZodType<VoteState>;

export function findCandidate(state: VoteState, candidateId: number): Candidate | undefined {
  return state.candidates.find(({ id }) => id === candidateId);
}

/** The state with one candidate exchanged for a newer version of itself. */
export function withCandidate(state: VoteState, changed: Candidate): VoteState {
  return {
    ...state,
    candidates: state.candidates.map((old) => (old.id === changed.id ? changed : old)),
  };
}
