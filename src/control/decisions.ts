import { rebaseConfig } from '../crowd/mix/tunedConfig.ts';
import { promptKey } from '../crowd/typed/memberText.ts';
import { returnTo } from '../crowd/votes/createVote.ts';
import type { PollQuestion } from '../crowd/votes/poll.ts';
import { mixOf, standingsAt } from '../crowd/votes/standings.ts';
import type { Earlier } from '../crowd/votes/voteState.ts';
import {
  applyChanges,
  type ControlChanges,
  changedNames,
  changesBetween,
  isHardChange,
  isSameConfig,
  pickChanges,
} from '../music/controlChanges.ts';
import { HARD_CONTROLS, type MusicGenerationConfig, SOFT_CONTROLS } from '../music/controls.ts';
import type { Caller, Wish } from './actions.ts';
import { DONE, type Done, type Outcome, refuse } from './outcome.ts';
import { dropUnwanted } from './parts/conduct.ts';
import { moveControls, setControls } from './parts/controls.ts';
import { stop } from './parts/life.ts';
import { pause, setVolume } from './parts/playback.ts';
import { ask } from './parts/polls.ts';
import { setTimer } from './parts/sleep.ts';
import { becomeVote, restart } from './parts/voting.ts';
import { configWanted, electorateOf, isPaused } from './reading.ts';
import type { OpenPoll } from './StationState.ts';
import type { Turn } from './Turn.ts';
import { hasToAsk } from './whoMay.ts';

type Tail<List extends readonly unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;
type WishOf<Kind extends Wish['kind']> = Extract<Wish, { kind: Kind }>;

/**
 * Changes some controls and leaves all others. Tempo and scale are put to the electorate where
 * others hear it; everything else applies at once.
 */
export function tune(
  turn: Turn,
  caller: Caller,
  { changes: wished, askIn }: WishOf<'tune'>,
): Outcome {
  const before = configWanted(turn.state, turn.now);
  const wanted = applyChanges(before, wished);
  if (wanted.onlyBassAndDrums === true && wanted.muteBass === true && wanted.muteDrums === true) {
    return refuse('nothing-left');
  }
  const isHard = isHardChange(before, wanted);
  if (!isHard || !hasToAsk('recast', caller, electorateOf(turn.state))) {
    if (isHard) turn.keep({ earlier: present(turn) });
    setControls(turn, wanted);
    return { kind: 'done', done: tuned(wanted, wished, isHard) };
  }
  const changes = changesBetween(before, wanted);
  const soft = pickChanges(changes, SOFT_CONTROLS);
  let done: Done | undefined;
  if (changedNames(soft).length > 0) {
    const config = applyChanges(before, soft);
    setControls(turn, config);
    done = tuned(config, soft, false);
  }
  const question = { kind: 'controls', changes: pickChanges(changes, HARD_CONTROLS) } as const;
  return ask(turn, question, caller, askIn, done);
}

/**
 * Another mix, another piece, or the same mix with other controls. A lone hearer and a DJ get it at
 * once; with others there, another mix, tempo or scale is put to them as one poll.
 */
export function play(turn: Turn, caller: Caller, wish: WishOf<'play'>): Outcome {
  const before = configWanted(turn.state, turn.now);
  const config = wish.keepsControls ? before : wish.config;
  const isDrastic = !wish.keepsMix || isHardChange(before, config);
  if (isDrastic && hasToAsk('play', caller, electorateOf(turn.state))) {
    const question = playQuestion(wish, before, config);
    return ask(turn, question, caller, wish.askIn);
  }
  if (wish.keepsMix) {
    if (isDrastic) turn.keep({ earlier: present(turn) });
    setControls(turn, config);
    return DONE;
  }
  const changed = replace(turn, wish.prompts, caller.userId, config);
  return changed.ok ? DONE : refuse(changed.refusal);
}

/** Moves to a better reading of the words it began with, if it still is what was begun. */
export function refine(turn: Turn, caller: Caller, { begun, better }: WishOf<'refine'>): Outcome {
  const texts = new Set(begun.prompts.map(({ text }) => promptKey(text)));
  const isAsBegun = turn.vote.candidates.every(
    ({ ballots, text }) => ballots.length === 0 && texts.has(promptKey(text)),
  );
  const isTuned = !isSameConfig(configWanted(turn.state, turn.now), begun.config);
  if (!isAsBegun || isTuned) return refuse('steered-since');
  const moved = restart(turn, better.prompts, caller.userId, better.config);
  return moved.ok ? DONE : refuse(moved.refusal);
}

/** Back to what played before the last decision for another mix, tempo or scale; or forward again. */
export function undo(turn: Turn, caller: Caller, { askIn }: WishOf<'undo'>): Outcome {
  const { earlier } = turn.record;
  if (earlier === null) return refuse('nothing-to-undo');
  if (!hasToAsk('undo', caller, electorateOf(turn.state))) {
    goBack(turn, earlier);
    return DONE;
  }
  const { wallMs } = turn.now;
  const { config, replacedAtMs } = earlier;
  const prompts = mixOf(standingsAt(returnTo(turn.vote, earlier, wallMs), wallMs));
  const question = { kind: 'undo', prompts, config, replacedAtMs } as const;
  return ask(turn, question, caller, askIn);
}

/** Does what a passed poll has decided, and undoes nothing that was changed while it ran. */
export function carryOut(turn: Turn, { poll, whenAsked }: OpenPoll): void {
  const { question, askedBy } = poll;
  const now = configWanted(turn.state, turn.now);
  switch (question.kind) {
    case 'stop':
    case 'pause':
    case 'volume':
      decide(turn, question);
      break;
    case 'new-start': {
      const { prompts, config, isChange = false } = question;
      replace(turn, prompts, askedBy, config && rebaseConfig(config, whenAsked, now, isChange));
      break;
    }
    case 'controls':
      turn.keep({ earlier: present(turn) });
      setControls(turn, applyChanges(now, question.changes));
      break;
    case 'undo': {
      const { earlier } = turn.record;
      if (earlier?.replacedAtMs === question.replacedAtMs) goBack(turn, earlier);
      break;
    }
  }
}

/** What is done to the music as it is. */
export function decide(
  turn: Turn,
  question: Extract<PollQuestion, { kind: 'stop' | 'pause' | 'volume' }>,
): void {
  if (question.kind === 'stop') {
    if (question.inMs === undefined) stop(turn);
    else setTimer(turn, question.inMs);
  } else if (question.kind === 'volume') {
    setVolume(turn, Math.min(question.volume, turn.state.settings.volumeLimit));
  }
  // Whoever asked was not the only one who wanted it.
  else if (!isPaused(turn.state)) pause(turn);
}

/** Another mix, from which there is a way back to this one. */
function replace(turn: Turn, ...mix: Tail<Parameters<typeof restart>>): ReturnType<typeof restart> {
  const earlier = present(turn);
  const restarted = restart(turn, ...mix);
  if (restarted.ok) turn.keep({ earlier });
  return restarted;
}

/** What plays now, for whoever wants to come back to it. */
function present(turn: Turn): Earlier {
  const { candidates, avoided } = turn.vote;
  const config = configWanted(turn.state, turn.now);
  return { candidates, avoided, config, replacedAtMs: turn.now.wallMs };
}

function goBack(turn: Turn, earlier: Earlier): void {
  turn.keep({ earlier: present(turn) });
  becomeVote(turn, returnTo(turn.vote, earlier, turn.now.wallMs));
  dropUnwanted(turn);
  moveControls(turn, earlier.config, turn.state.settings.rampMs);
}

function playQuestion(
  { prompts, keepsMix, isChange, keepsControls }: WishOf<'play'>,
  before: MusicGenerationConfig,
  config: MusicGenerationConfig,
): PollQuestion {
  if (keepsMix) return { kind: 'controls', changes: changesBetween(before, config) };
  if (keepsControls) return { kind: 'new-start', prompts };
  return { kind: 'new-start', prompts, config, ...(isChange && { isChange }) };
}

function tuned(config: MusicGenerationConfig, changes: ControlChanges, isHard: boolean): Done {
  return { kind: 'tuned', config, names: changedNames(changes), isHard };
}
