import { nextStepAtMs } from '../crowd/mix/ramp.ts';
import { setFading } from '../crowd/votes/ballots.ts';
import { afterRestart, listenerBarred, listenersAre } from '../crowd/votes/listeners.ts';
import type { Action } from './actions.ts';
import type { Effect } from './effect.ts';
import { DONE, refuse } from './outcome.ts';
import { dropUnwanted } from './parts/conduct.ts';
import { wakeControls } from './parts/controls.ts';
import { noteMoments } from './parts/diary.ts';
import {
  answerReports,
  answerStart,
  begin,
  end,
  lastPanelIs,
  report,
  suspend,
  wakeWaiting,
} from './parts/life.ts';
import { resumeOutage, voiceIs, wakeOutage } from './parts/outage.ts';
import {
  followPanelChannel,
  lookForPanel,
  panelDrawn,
  panelDueMs,
  panelFailed,
  panelGone,
  panelShown,
  panelSunk,
  panelUnpostable,
  retryPanel,
  takePanelTurn,
  wakePanel,
} from './parts/panel.ts';
import {
  audienceChanged,
  blind,
  followSpeakers,
  settingsAre,
  wakeEmptiness,
} from './parts/playback.ts';
import { electorateChanged, pollDueMs, pollLostPanel, wakeClosedPoll } from './parts/polls.ts';
import { planSleep, sleepDueMs, wakeSleep } from './parts/sleep.ts';
import { becomeVote, filterOut, followVote, wakeVote } from './parts/voting.ts';
import { isOver } from './reading.ts';
import type { Now, StationState } from './StationState.ts';
import { Turn } from './Turn.ts';
import { settlePoll, takeWish } from './wishes.ts';

export interface Step {
  readonly state: StationState;
  /** To be done, in order, once the state is kept. */
  readonly effects: readonly Effect[];
  /** When to come back with `woken`, on the clock of `monoMs`; null: when something happens. */
  readonly wakeAt: number | null;
}

/**
 * Everything that one station's control side decides: what becomes of it by one action. Pure: the
 * same state, action and moment give the same step.
 */
export function step(before: StationState, action: Action, now: Now): Step {
  const turn = new Turn(before, now);
  if (isOver(before)) takeAfterTheEnd(turn, action);
  else {
    take(turn, action);
    followSpeakers(turn);
    noteMoments(turn, before, action.type === 'started');
  }
  const { state, effects } = turn;
  return { state, effects, wakeAt: wakeAtMs(state, now) };
}

function take(turn: Turn, action: Action): void {
  switch (action.type) {
    case 'started':
      begin(turn, action.bitrate, action.ticket);
      planSleep(turn);
      followVote(turn);
      break;
    case 'restored':
      turn.keepVote(afterRestart(turn.vote, turn.now.wallMs));
      begin(turn, action.bitrate, null);
      planSleep(turn);
      followVote(turn);
      resumeOutage(turn);
      break;
    case 'woken':
      wakeVote(turn);
      wakeControls(turn);
      wakeEmptiness(turn);
      wakeOutage(turn);
      wakeSleep(turn);
      settlePoll(turn);
      wakeClosedPoll(turn);
      wakeWaiting(turn);
      wakePanel(turn);
      break;
    case 'wish': {
      const outcome = takeWish(turn, action.caller, action.wish);
      if (outcome.kind !== 'refused') lookForPanel(turn);
      turn.answer(action.ticket, outcome);
      break;
    }
    case 'panelShown':
      panelShown(turn, action.channelId, action.messageId);
      break;
    case 'panelTurn':
      turn.answer(action.ticket, takePanelTurn(turn) ? DONE : refuse('too-soon'));
      break;
    case 'panelDrawn':
      panelDrawn(turn);
      break;
    case 'panelFailed':
      panelFailed(turn);
      pollLostPanel(turn);
      break;
    case 'panelGone':
      panelGone(turn, action.messageId);
      pollLostPanel(turn);
      break;
    case 'panelUnpostable':
      panelUnpostable(turn);
      pollLostPanel(turn);
      break;
    case 'panelSunk':
      panelSunk(turn, action.messageId);
      break;
    case 'report':
      report(turn, action.ticket);
      break;
    case 'snapshot':
      turn.change({ snapshot: action.snapshot });
      voiceIs(turn, action.snapshot.voiceAway === true ? 'away' : 'there');
      if (action.snapshot.state === 'playing') answerStart(turn);
      answerReports(turn);
      turn.redraw();
      break;
    case 'filtered':
      filterOut(turn, action.text, action.reason);
      break;
    case 'audience': {
      const { hearers, voters } = action;
      const { wallMs } = turn.now;
      turn.change({ hearers });
      // Who still hears it and votes no more has lost a role, not a connection.
      const barred = hearers.filter((userId) => !voters.includes(userId));
      const vote = listenersAre(turn.vote, voters, wallMs);
      becomeVote(
        turn,
        barred.reduce((state, userId) => listenerBarred(state, userId, wallMs), vote),
      );
      electorateChanged(turn);
      settlePoll(turn);
      audienceChanged(turn);
      break;
    }
    case 'gateway': {
      const connected = action.state === 'back';
      turn.send({ type: 'gateway', guildId: turn.guildId, connected });
      blind(turn, !connected);
      if (connected) retryPanel(turn);
      break;
    }
    case 'settings': {
      const { settings } = action;
      followPanelChannel(turn, settings.panelChannelId);
      settingsAre(turn, settings);
      becomeVote(turn, setFading(turn.vote, settings.voteHalfLifeMs, turn.now.wallMs));
      dropUnwanted(turn);
      break;
    }
    case 'moved': {
      const { channelId, bitrate } = action;
      if (channelId !== turn.record.channelId) turn.keep({ channelId });
      turn.send({ type: 'channelChanged', guildId: turn.guildId, channelId, bitrate });
      break;
    }
    case 'caughtUp':
      turn.redraw();
      break;
    case 'ended':
      end(turn, action);
      break;
    case 'suspended':
      suspend(turn);
      break;
  }
}

/** Whoever still comes is answered, and a panel that was on its way is drawn for the last time; nothing else happens. */
function takeAfterTheEnd(turn: Turn, action: Action): void {
  switch (action.type) {
    case 'wish':
    case 'report':
    case 'panelTurn':
    case 'started':
      turn.answer(action.ticket, refuse('over'));
      break;
    case 'panelShown':
      lastPanelIs(turn, action.channelId, action.messageId);
      break;
    default:
  }
}

/** The next moment at which something is due; what is due already counts as due now. */
export function wakeAtMs(state: StationState, { monoMs }: Now): number | null {
  if (isOver(state)) return null;
  const due = [
    state.voteDueMs,
    nextStepAtMs(state.ramp),
    state.controls.movement?.dueMs,
    state.controls.tempoDueMs,
    state.emptiness?.dueMs,
    state.outageDueMs,
    sleepDueMs(state),
    pollDueMs(state),
    state.closedPoll?.untilMs,
    state.start?.dueMs,
    ...state.reports.map(({ dueMs }) => dueMs),
    panelDueMs(state),
  ].filter((one) => typeof one === 'number');
  return due.length === 0 ? null : Math.max(monoMs, Math.min(...due));
}
