import { castBallot, choiceAfterPress, choiceOf } from '../crowd/votes/ballots.ts';
import { isListening, listenerBarred, listenerJoined } from '../crowd/votes/listeners.ts';
import { type PollChoice, type PollQuestion, voteInPoll } from '../crowd/votes/poll.ts';
import { drop, propose } from '../crowd/votes/proposals.ts';
import type { Caller, Wish } from './actions.ts';
import { carryOut, decide, play, refine, tune, undo } from './decisions.ts';
import { DONE, type Outcome, type Reason, refuse } from './outcome.ts';
import { dropUnwanted, slowed, textsOf, whyUnwanted } from './parts/conduct.ts';
import { nudge } from './parts/controls.ts';
import { stop } from './parts/life.ts';
import { panelShown } from './parts/panel.ts';
import { resume } from './parts/playback.ts';
import { ask, pollTimeMs, settledPoll, viewOf } from './parts/polls.ts';
import { endTimer } from './parts/sleep.ts';
import { becomeVote } from './parts/voting.ts';
import { electorateOf, isFree, isPaused } from './reading.ts';
import type { Turn } from './Turn.ts';
import { hasToAsk, whyNot } from './whoMay.ts';

/** Does what somebody wants, asks the others, or says why not. */
export function takeWish(turn: Turn, caller: Caller, wish: Wish): Outcome {
  if (turn.state.life !== 'playing') return refuse('over');
  const texts = textsOf(wish);
  const unwanted = texts && whyUnwanted(turn.state.settings, caller.userId, texts, turn.now.wallMs);
  if (wish.kind === 'refine') return unwanted ?? refine(turn, caller, wish);
  knowRole(turn, caller);
  if (wish.kind === 'answer' && turn.state.poll?.key !== wish.poll) return refuse('poll-over');
  const why = whyNot(wish.kind, caller, turn.state);
  if (why !== undefined) return refuse(why);
  if (unwanted !== undefined) return unwanted;
  const { userId } = caller;
  switch (wish.kind) {
    case 'vote': {
      const { candidateId, choice: pressed } = wish;
      const choice = choiceAfterPress(choiceOf(turn.vote, candidateId, userId), pressed);
      const cast = castBallot(turn.vote, { userId, candidateId, choice }, turn.now.wallMs);
      if (!cast.ok) return refuse(cast.refusal);
      becomeVote(turn, cast.state);
      return DONE;
    }
    case 'nudge':
      return nudge(turn, userId, wish.control, wish.direction) ? DONE : refuse('furthest');
    case 'propose': {
      const proposal = { text: wish.text, userId, isDj: caller.isDj };
      const proposed = propose(turn.vote, proposal, turn.now.wallMs);
      if (!proposed.ok) return refuse(proposed.refusal);
      const { state, ok: _ok, ...done } = proposed;
      // What stands there already is a vote.
      if (done.kind === 'added') {
        const slow = slowed(turn, caller, wish.surprise ? 'surprise' : 'propose');
        if (slow !== undefined) return slow;
      }
      becomeVote(turn, state);
      return { kind: 'done', done };
    }
    case 'drop': {
      const { candidateId } = wish;
      const dropped = drop(turn.vote, { candidateId, userId, isDj: caller.isDj }, turn.now.wallMs);
      if (!dropped.ok) return refuse(dropped.refusal);
      becomeVote(turn, dropped.state);
      return { kind: 'done', done: { kind: 'dropped', candidate: dropped.candidate } };
    }
    case 'tune':
      return tune(turn, caller, wish);
    case 'play':
      return play(turn, caller, wish);
    case 'undo':
      return undo(turn, caller, wish);
    case 'pause':
      if (isPaused(turn.state)) return refuse('paused-already');
      return doOrAsk(turn, caller, { kind: 'pause' }, wish.askIn);
    case 'resume':
      if (!isPaused(turn.state)) return refuse('playing-already');
      resume(turn);
      return DONE;
    case 'reset':
      turn.send({ type: 'resetContext', guildId: turn.guildId });
      return DONE;
    case 'volume': {
      if (wish.volume > turn.state.settings.volumeLimit) return refuse('too-loud');
      const question = { kind: 'volume', volume: wish.volume } as const;
      return doOrAsk(turn, caller, question, wish.askIn);
    }
    case 'stop': {
      const { inMs } = wish;
      const question = { kind: 'stop', ...(inMs !== undefined && { inMs }) } as const;
      return doOrAsk(turn, caller, question, wish.askIn);
    }
    case 'stay':
      if (turn.record.sleep === null) return refuse('no-timer');
      endTimer(turn);
      return DONE;
    case 'give-way':
      if (!isFree(turn.state)) return refuse('elsewhere');
      stop(turn);
      return DONE;
    case 'answer':
      return answerPoll(turn, userId, wish.choice);
    case 'panel':
      panelShown(turn, wish.channelId, wish.messageId);
      return DONE;
  }
}

/** What changes everybody's music: at once, or, while others hear it, by a poll. */
function doOrAsk(
  turn: Turn,
  caller: Caller,
  question: Extract<PollQuestion, { kind: 'stop' | 'pause' | 'volume' }>,
  askIn: string,
): Outcome {
  if (!hasToAsk(question.kind, caller, electorateOf(turn.state))) {
    decide(turn, question);
    return DONE;
  }
  return ask(turn, question, caller, askIn);
}

/** Does what a poll that has just been decided says. */
export function settlePoll(turn: Turn): void {
  const passed = settledPoll(turn);
  if (passed === undefined) return;
  carryOut(turn, passed);
  // It may have been blocked while it was asked for.
  dropUnwanted(turn);
}

/** What they do now says whether they are a DJ: what was known may be from before. */
function knowRole(turn: Turn, { userId, isDj }: Caller): void {
  const { settings, hearers } = turn.state;
  if (settings.whoMayVote !== 'djs' || !hearers.includes(userId)) return;
  if (isDj === isListening(turn.vote, userId)) return;
  const { wallMs } = turn.now;
  const known = isDj
    ? listenerJoined(turn.vote, userId, wallMs)
    : listenerBarred(turn.vote, userId, wallMs);
  becomeVote(turn, known);
}

/** The answer holds the poll as it stands afterwards, over or not. */
function answerPoll(turn: Turn, userId: string, choice: PollChoice): Outcome {
  const open = turn.state.poll;
  if (open === null) return refuse('poll-over');
  const voted = voteInPoll(open.poll, { userId, choice }, pollTimeMs(open, turn.now));
  if (!voted.ok) return refuse(voted.refusal satisfies Reason);
  const after = { ...open, poll: voted.poll };
  turn.change({ poll: after });
  turn.redraw();
  const view = viewOf(after, turn.now);
  settlePoll(turn);
  return { kind: 'done', done: { kind: 'polled', view } };
}
