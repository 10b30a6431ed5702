import type { Mix } from '#src/crowd/mix/ramp.ts';
import type { MixPiece } from '#src/crowd/mix/savedMix.ts';
import { LEAST_SHARE } from '#src/crowd/votes/standings.ts';
import type { Candidate } from '#src/crowd/votes/voteState.ts';
import { isSameConfig } from '#src/music/controlChanges.ts';
import type { Moment } from '../moments.ts';
import { isPaused } from '../reading.ts';
import type { StationState } from '../StationState.ts';
import type { Turn } from '../Turn.ts';

/** What stood for less than this is one moment with what came of it: votes come in flurries. */
const ONE_MOMENT_MS = 10_000;

/**
 * Notes what of a step somebody may want to look back at: the difference to how it was before.
 *
 * @param isStart whoever began put all of its prompts up
 */
export function noteMoments(turn: Turn, before: StationState, isStart: boolean): void {
  notePiece(turn);
  noteProposals(turn, isStart ? [] : before.kept.vote.candidates, isStart);
  const { closedPoll, snapshot } = turn.state;
  if (closedPoll !== null && closedPoll !== before.closedPoll) {
    const { poll, result } = closedPoll.view;
    if (result !== 'undecided') {
      const { askedBy: by, question } = poll;
      note(turn, {
        kind: 'decided',
        by,
        about: question.kind,
        hasPassed: result.status === 'passed',
      });
    }
  }
  const former = before.snapshot;
  if (snapshot === former || snapshot === undefined || former === undefined) return;
  if (snapshot.isLoop && !former.isLoop) note(turn, { kind: 'loop' });
  if ((snapshot.handovers ?? 0) > (former.handovers ?? 0)) note(turn, { kind: 'handover' });
}

/** What is wanted from now on, if that is another than what was noted last. */
function notePiece(turn: Turn): void {
  const { diary, ramp, controls } = turn.state;
  const piece = isHeard(turn.state) ? { prompts: ramp.target, config: controls.asked } : null;
  if (piece === diary.piece || (piece && diary.piece && isAsGood(piece, diary.piece))) return;
  const { wallMs } = turn.now;
  const ageMs = wallMs - diary.atMs;
  const isSoon = piece !== null && diary.piece !== null && ageMs >= 0 && ageMs < ONE_MOMENT_MS;
  const atMs = isSoon ? diary.atMs : wallMs;
  turn.change({ diary: { piece, atMs } });
  const moment: Moment =
    piece === null ? { kind: 'silence', atMs } : { kind: 'mix', atMs, ...piece };
  turn.effects.push({ do: 'note', moment });
}

function noteProposals(turn: Turn, before: readonly Candidate[], isStart: boolean): void {
  const { candidates } = turn.vote;
  if (candidates === before) return;
  const known = new Set(before.map(({ id }) => id));
  const fresh = candidates.filter(
    // What comes back by an undo was proposed long ago.
    ({ id, proposedAtMs }) => !known.has(id) && (isStart || proposedAtMs === turn.now.wallMs),
  );
  const by = fresh[0]?.proposedBy;
  if (by) note(turn, { kind: 'proposed', by, texts: fresh.map(({ text }) => text) });
}

type WithoutTime<One> = One extends Moment ? Omit<One, 'atMs'> : never;

function note(turn: Turn, moment: WithoutTime<Exclude<Moment, { kind: 'mix' | 'silence' }>>): void {
  turn.effects.push({ do: 'note', moment: { ...moment, atMs: turn.now.wallMs } });
}

/** Music has begun, and nobody has stopped or paused it. */
function isHeard(state: StationState): boolean {
  const hasBegun = state.snapshot !== undefined && state.snapshot.state !== 'starting';
  return state.life === 'playing' && hasBegun && !isPaused(state);
}

/** Nobody hears a difference. */
function isAsGood(one: MixPiece, other: MixPiece): boolean {
  if (!isSameConfig(one.config, other.config) || one.prompts.length !== other.prompts.length) {
    return false;
  }
  const weights = weightsOf(other.prompts);
  return one.prompts.every(({ text, weight }) => {
    const counterpart = weights.get(text);
    return counterpart !== undefined && Math.abs(weight - counterpart) < LEAST_SHARE;
  });
}

function weightsOf(mix: Mix): ReadonlyMap<string, number> {
  return new Map(mix.map(({ text, weight }) => [text, weight]));
}
