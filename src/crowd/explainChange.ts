import type { Standing, Standings } from './standings.ts';

/** What changed between two moments, for a line under the panel. In the order worth telling. */
export type VoteChange =
  /** Another candidate than before has the largest share; never told of a tie. */
  | { readonly type: 'leads'; readonly candidateId: number; readonly text: string }
  | { readonly type: 'entered'; readonly candidateId: number; readonly text: string }
  | {
      readonly type: 'left';
      readonly candidateId: number;
      readonly text: string;
      readonly why: 'voted-down' | 'filtered' | 'removed';
    }
  /** Everything was voted down: the last mix stays. */
  | { readonly type: 'held' };

/** Compares two standings of one station. Empty when nothing noteworthy happened. */
export function explainChange(before: Standings, after: Standings): readonly VoteChange[] {
  const changes: VoteChange[] = [];
  const leader = leaderOf(after);
  if (leader !== undefined && leader.candidate.id !== leaderOf(before)?.candidate.id) {
    changes.push({ type: 'leads', ...naming(leader) });
  }
  for (const one of after.candidates) {
    if (one.share > 0 && !(shareIn(before, one) > 0)) {
      changes.push({ type: 'entered', ...naming(one) });
    }
  }
  for (const one of before.candidates) {
    if (one.share > 0 && !(shareIn(after, one) > 0)) {
      changes.push({ type: 'left', ...naming(one), why: whyGone(after, one) });
    }
  }
  if (after.held && !before.held) changes.push({ type: 'held' });
  return changes;
}

/** Whoever alone has the largest share; undefined on a tie. */
function leaderOf({ candidates }: Standings): Standing | undefined {
  const most = Math.max(...candidates.map(({ share }) => share));
  const first = candidates.filter(({ share }) => share === most);
  return first.length === 1 ? first[0] : undefined;
}

function same(standings: Standings, one: Standing): Standing | undefined {
  return standings.candidates.find(({ candidate }) => candidate.id === one.candidate.id);
}

function shareIn(standings: Standings, one: Standing): number {
  return same(standings, one)?.share ?? 0;
}

function whyGone(after: Standings, one: Standing): 'voted-down' | 'filtered' | 'removed' {
  const now = same(after, one);
  if (now === undefined) return 'removed';
  return now.candidate.filteredReason === null ? 'voted-down' : 'filtered';
}

function naming({ candidate }: Standing): { readonly candidateId: number; readonly text: string } {
  return { candidateId: candidate.id, text: candidate.text };
}
