import { showText } from '../crowd/typed/memberText.ts';
import type { PollQuestion } from '../crowd/votes/poll.ts';
import { REFUSAL_TEXTS, type Refusal } from '../crowd/votes/refusal.ts';
import { applyChanges, changedNames } from '../music/controlChanges.ts';
import { describeControl } from '../music/describeConfig.ts';
import { UNKIND_TEXT } from '../words/refusal/hurtful.ts';
import type { Declined, Done, Outcome, Reason } from './outcome.ts';

const SHOWN_LENGTH = 100;
const UNITS = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

const TEXTS: Readonly<Record<Exclude<Reason, Refusal | 'elsewhere'>, string>> = {
  nowhere: 'Join a voice channel first, then `/lyria play` brings the music to you.',
  'not-managing': 'Only members with Manage Server can do that.',
  'too-loud': 'That is louder than this server allows. `/lyria settings` shows the limit.',
  'paused-already': 'The music is already paused. `/lyria resume` continues.',
  'playing-already': 'The music is already playing.',
  furthest:
    'That is as far as one listener can push it. The opposite button takes it back, step by step.',
  'nothing-left':
    'That would leave nothing to hear: **only_bass_and_drums** with both bass and drums muted. Leave one of the three out, or set it to False.',
  'poll-running': 'A poll is already running. Wait until it ends, then ask again.',
  'poll-over': 'This poll is over.',
  'steered-since': 'You have already started to steer, so I left the mix to your votes.',
  'nothing-to-undo':
    'There is nothing to go back to: nobody has changed the mix, tempo or scale as a whole yet. Votes are taken back on the panel.',
  'no-timer': 'Nobody has set a timer. `/lyria stop in:` sets one.',
  'slow-member': 'Give the others a turn. Votes count at any time; this is possible again',
  'timed-out':
    'Somebody who manages this server has stopped your proposals for now. Votes count as before; this is possible again',
  unkind: UNKIND_TEXT,
  'slow-server': 'There is a lot going on here. Votes count at any time; this is possible again',
  'too-soon': 'Not so fast, please.',
  over: 'The music has ended. `/lyria play` starts it again.',
};

function askedText(question: PollQuestion, channelId: string): string {
  const asked = `Others are listening, so I asked them on the panel in <#${channelId}>`;
  if (question.kind !== 'controls') return `${asked}.`;
  const { changes } = question;
  const config = applyChanges({}, changes);
  const what = changedNames(changes).map((name) => describeControl(config, name));
  return `${asked}: ${what.join(', ')}.`;
}

/** Why an action was refused, for whoever wanted it. */
export function reasonText(reason: Reason, channelId: string): string {
  if (reason === 'elsewhere') return `The music plays in <#${channelId}>. Join it to steer it.`;
  return isRefusal(reason) ? REFUSAL_TEXTS[reason] : TEXTS[reason];
}

/** What has been done, where there is more to tell than that. */
export function doneText(done: Done): string {
  switch (done.kind) {
    case 'added': {
      const gaveWay =
        done.gaveWay === null ? '' : ` It takes the place of ${nameOf(done.gaveWay)}.`;
      return `${nameOf(done.candidate)} is up for the vote.${gaveWay}`;
    }
    case 'seconded':
      return `${nameOf(done.candidate)} is already up for the vote: your proposal counts as a vote for it.`;
    case 'dropped':
      return `${nameOf(done.candidate)} is off the list.`;
    case 'tuned': {
      const what = done.names.map((name) => describeControl(done.config, name)).join(', ');
      const when = done.isHard
        ? 'A piece like that is on its way; you will usually hear it within 20 seconds.'
        : 'You will hear it in a few seconds.';
      return `${what}. ${when}`;
    }
    case 'polled':
      return 'Your vote counts.';
  }
}

/**
 * What came of an action, whole.
 *
 * @param done what to say of something done that has nothing more to tell
 */
export function outcomeText(outcome: Outcome, channelId: string, done = ''): string {
  if (outcome.kind === 'failed') return outcome.text;
  const first = outcome.done === undefined ? [] : [doneText(outcome.done)];
  if (outcome.kind === 'done') return first[0] ?? done;
  const second =
    outcome.kind === 'asked'
      ? askedText(outcome.question, outcome.channelId)
      : `${reasonText(outcome.reason, channelId)}${waitText(outcome)}`;
  return [...first, second].join('\n');
}

/** With what is possible after some time: when. */
function waitText({ waitMs }: Declined): string {
  if (waitMs === undefined) return '';
  const [unitMs, unit] = UNITS.find(([unitMs]) => waitMs > 2 * unitMs) ?? UNITS[2];
  return ` in ${Math.ceil(waitMs / unitMs)} ${unit}.`;
}

function isRefusal(reason: Reason): reason is Refusal {
  return reason in REFUSAL_TEXTS;
}

function nameOf({ text }: { readonly text: string }): string {
  return showText(text, SHOWN_LENGTH);
}
