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
