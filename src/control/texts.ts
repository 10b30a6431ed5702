import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import { showText } from '../crowd/typed/memberText.ts';
import type { PollQuestion } from '../crowd/votes/poll.ts';
import { applyChanges, changedNames } from '../music/controlChanges.ts';
import { describeControl } from '../music/describeConfig.ts';
import type { Declined, Done, Outcome, Reason } from './outcome.ts';

const SHOWN_LENGTH = 100;
const UNITS = [
  [3_600_000, 'wait.hours'],
  [60_000, 'wait.minutes'],
  [1_000, 'wait.seconds'],
] as const;

/** Why an action was refused, for whoever wanted it. */
export function reasonText(texts: Texts, reason: Reason, channelId: string): string {
  return reason === 'elsewhere'
    ? texts.say('reason.elsewhere', { channelId })
    : texts.say(`reason.${reason}`);
}

/**
 * What came of an action, whole.
 *
 * @param done what to say of something done that has nothing more to tell
 */
export function outcomeText(
  texts: Texts,
  outcome: Outcome,
  channelId: string,
  done?: Told,
): string {
  if (outcome.kind === 'failed') return texts.put(outcome.text);
  const first = outcome.done === undefined ? [] : [doneText(texts, outcome.done)];
  if (outcome.kind === 'done') return first[0] ?? (done === undefined ? '' : texts.put(done));
  const second =
    outcome.kind === 'asked'
      ? askedText(texts, outcome.question, outcome.channelId)
      : declinedText(texts, outcome, channelId);
  return [...first, second].join('\n');
}

/** What has been done, where there is more to tell than that. */
function doneText(texts: Texts, done: Done): string {
  switch (done.kind) {
    case 'added': {
      const prompt = nameOf(done.candidate);
      return done.gaveWay === null
        ? texts.say('done.added', { prompt })
        : texts.say('done.added.instead', { prompt, gone: nameOf(done.gaveWay) });
    }
    case 'seconded':
      return texts.say('done.seconded', { prompt: nameOf(done.candidate) });
    case 'dropped':
      return texts.say('done.dropped', { prompt: nameOf(done.candidate) });
    case 'tuned': {
      const what = done.names.map((name) => describeControl(texts, done.config, name)).join(', ');
      return texts.say(done.isHard ? 'done.tuned.hard' : 'done.tuned', { what });
    }
    case 'polled':
      return texts.say('done.polled');
  }
}

function askedText(texts: Texts, question: PollQuestion, channelId: string): string {
  if (question.kind !== 'controls') return texts.say('asked', { channelId });
  const { changes } = question;
  const config = applyChanges({}, changes);
  const what = changedNames(changes).map((name) => describeControl(texts, config, name));
  return texts.say('asked.controls', { channelId, what: what.join(', ') });
}

/** With what is possible after some time: when. */
function declinedText(texts: Texts, { reason, waitMs }: Declined, channelId: string): string {
  if (waitMs === undefined) return reasonText(texts, reason, channelId);
  const [unitMs, unit] = UNITS.find(([unitMs]) => waitMs > 2 * unitMs) ?? UNITS[2];
  const wait = tell(unit, { count: Math.ceil(waitMs / unitMs) });
  switch (reason) {
    case 'slow-member':
    case 'slow-server':
    case 'timed-out':
      return texts.say(`wait.${reason}`, { wait });
    default:
      return reasonText(texts, reason, channelId);
  }
}

function nameOf({ text }: { readonly text: string }): string {
  return showText(text, SHOWN_LENGTH);
}
