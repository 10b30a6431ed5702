import { aimAt, takeStep, withoutRefused } from '#src/crowd/mix/ramp.ts';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { restartVote } from '#src/crowd/votes/createVote.ts';
import { filterPrompt } from '#src/crowd/votes/filters.ts';
import { nextChangeAtMs } from '#src/crowd/votes/listeners.ts';
import type { Refused } from '#src/crowd/votes/refusal.ts';
import type { VoteState } from '#src/crowd/votes/voteState.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { mixWanted } from '../reading.ts';
import type { Turn } from '../Turn.ts';
import { followWishes, moveControls } from './controls.ts';

/** The vote is another one now: it is kept, and the music begins to move there. */
export function becomeVote(turn: Turn, vote: VoteState): void {
  if (vote === turn.vote) return;
  turn.keepVote(vote);
  followVote(turn);
  followWishes(turn);
}

/** Aims the ramp at what the vote says, and notes when time alone changes that. */
export function followVote(turn: Turn): void {
  const { monoMs, wallMs } = turn.now;
  turn.change({ ramp: aimAt(turn.state.ramp, mixWanted(turn.state, turn.now), monoMs) });
  stepRamp(turn);
  const nextMs = nextChangeAtMs(turn.vote, wallMs);
  turn.change({ voteDueMs: nextMs === null ? null : monoMs + nextMs - wallMs });
}

/** Takes the ramp's step if it is due. */
export function stepRamp(turn: Turn): void {
  const before = turn.state.ramp;
  const ramp = takeStep(before, turn.now.monoMs);
  if (ramp === before) return;
  turn.change({ ramp });
  if (ramp.sent !== before.sent) sendMix(turn);
}

/** What is due by time alone: departures that count no more, votes that fade, the ramp's steps. */
export function wakeVote(turn: Turn): void {
  const { voteDueMs } = turn.state;
  if (voteDueMs !== null && voteDueMs <= turn.now.monoMs) {
    followVote(turn);
    followWishes(turn);
    turn.redraw();
  }
  stepRamp(turn);
}

/** Other candidates, no ballots; the music moves there. `config`: and the whole of that. */
export function restart(
  turn: Turn,
  prompts: readonly WeightedPrompt[],
  proposedBy: string,
  config?: MusicGenerationConfig,
): { readonly ok: true } | Refused {
  const restarted = restartVote(turn.vote, { prompts, proposedBy }, turn.now.wallMs);
  if (!restarted.ok) return restarted;
  becomeVote(turn, restarted.state);
  if (config !== undefined) moveControls(turn, config, turn.state.settings.rampMs);
  return { ok: true };
}

/** The service refuses a prompt: it leaves what is sent at once, and its proposer is told. */
export function filterOut(turn: Turn, text: string, reason: string): void {
  const { state: vote, candidate } = filterPrompt(turn.vote, { text, reason }, turn.now.wallMs);
  if (vote === turn.vote) return;
  turn.keepVote(vote);
  const key = promptKey(text);
  const before = turn.state.ramp;
  const isRefused = (one: string): boolean => promptKey(one) === key;
  const target = mixWanted(turn.state, turn.now);
  turn.change({ ramp: withoutRefused(before, isRefused, target, turn.now.monoMs) });
  if (turn.state.ramp !== before) sendMix(turn);
  followVote(turn);
  followWishes(turn);
  if (candidate?.proposedBy) {
    const { proposedBy: userId, text: proposed } = candidate;
    turn.effects.push({ do: 'tellFiltered', userId, text: proposed, reason });
  }
}

function sendMix(turn: Turn): void {
  turn.send({ type: 'setMix', guildId: turn.guildId, prompts: turn.state.ramp.sent });
}
