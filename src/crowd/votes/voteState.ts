import { z } from 'zod';
import { keptConfigSchema } from '#src/music/controlSchemas.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';

/** Places for candidates on one station. Lyria mixes a handful of prompts well; more turn to mud. */
export const MAX_CANDIDATES = 8;

/** What a prompt begins with: one vote against it takes half of it, two end it. */
export const START_POINTS = 2;

export type Choice = 'up' | 'down';

/** One listener's vote for or against one candidate. */
export interface Ballot {
  readonly userId: string;
  readonly choice: Choice;
  /** Wall-clock milliseconds: a vote fades by its age, across restarts too. */
  readonly castAtMs: number;
}

/** A prompt that members can vote for. */
export interface Candidate {
  /** 1, 2, 3 ... in the order of proposal, never used twice in a station's life. */
  readonly id: number;
  readonly text: string;
  /** Null: put up by the house, when a filter took everything else. */
  readonly proposedBy: string | null;
  readonly proposedAtMs: number;
  /** What it has before anybody votes: `START_POINTS` unless the station began with weights. Above 0. */
  readonly startPoints: number;
  /** In order of user id, so that the order of voting leaves no trace. */
  readonly ballots: readonly Ballot[];
  /** Why Lyria refuses it; null while it does not. A filtered candidate is in no mix. */
  readonly filteredReason: string | null;
}

export function isUsable(candidate: Candidate): boolean {
  return candidate.filteredReason === null;
}

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

const avoidedSchema = z.array(z.object({ text: z.string().min(1), weight: z.number().negative() }));

/** For a state that comes from outside, such as a database. */
export const voteStateSchema = z
  .object({
    candidates: z.array(candidateSchema).max(MAX_CANDIDATES),
    avoided: avoidedSchema,
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

/** What somebody can go back to: a mix with its votes, and the controls that it played with. */
export interface Earlier extends Pick<VoteState, 'candidates' | 'avoided'> {
  readonly config: MusicGenerationConfig;
  /** When something else took its place: tells it from others. */
  readonly replacedAtMs: number;
}

export const earlierSchema = z.object({
  candidates: z.array(candidateSchema).min(1).max(MAX_CANDIDATES),
  avoided: avoidedSchema,
  config: keptConfigSchema,
  replacedAtMs: timeMs,
}) satisfies z.ZodType<Earlier>;

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

/** In order of user id, so that the order of events leaves no trace. */
export function inOrder<T extends { readonly userId: string }>(
  entries: readonly T[],
): readonly T[] {
  return entries.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** The entries with this one in place of the same user's old one. */
export function withUser<T extends { readonly userId: string }>(
  entries: readonly T[],
  entry: T,
): readonly T[] {
  return inOrder([...withoutUser(entries, entry.userId), entry]);
}

export function withoutUser<T extends { readonly userId: string }>(
  entries: readonly T[],
  userId: string,
): readonly T[] {
  return entries.filter((entry) => entry.userId !== userId);
}
