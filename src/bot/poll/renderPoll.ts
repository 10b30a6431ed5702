import { z } from 'zod';
import type { PollView } from '#src/control/outcome.ts';
import { describeMix } from '#src/crowd/mix/describeSound.ts';
import { durationText } from '#src/crowd/typed/duration.ts';
import type { PollChoice, PollQuestion, PollResult } from '#src/crowd/votes/poll.ts';
import { askControls } from '#src/music/askControls.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import { type ActionRow, button, row } from '../panel/parts.ts';

const PROMPT_LENGTH = 60;
const MS_PER_S = 1_000;
const PERCENT = 100;
const RULE =
  'More than half of the listeners decide at once. At the end it takes more yes than no, a third of the votes, and a yes from somebody besides the asker.';

const customIdSchema = z
  .tuple([z.literal('poll'), z.string().min(1), z.enum(['yes', 'no'])])
  .transform(([, poll, choice]) => ({ poll, choice }));

/** @param poll the poll's own key: a press on an older poll is recognised by it */
export function pollCustomId(poll: string, choice: PollChoice): string {
  return `poll:${poll}:${choice}`;
}

/** Undefined when the custom id is not of a poll. */
export function parsePollCustomId(
  customId: string,
): { readonly poll: string; readonly choice: PollChoice } | undefined {
  const parsed = customIdSchema.safeParse(customId.split(':'));
  return parsed.success ? parsed.data : undefined;
}

/** What a poll asks and how it stands; its end is counted down by Discord itself. */
export function pollText({ poll, result }: PollView, length: number): string {
  const question = `### 🗳️ ${questionText(poll.question, length)}`;
  if (result === 'undecided') {
    return `${question}\n**Not decided: the music or the bot stopped in the meantime.**`;
  }
  const { yes, no, missing } = result;
  const counts = `${yes} yes · ${no} no · ${missing} without a vote`;
  if (result.status !== 'open') return `${question}\n${resultText(result)}\n-# ${counts}`;
  const endsAt = Math.ceil(poll.endsAtMs / MS_PER_S);
  return `${question}\n-# Asked by <@${poll.askedBy}> · ends <t:${endsAt}:R>\n${counts}\n-# ${RULE}`;
}

/** The buttons of a poll that is open. */
export function pollRow({ key }: PollView): ActionRow {
  return row(
    button({ id: pollCustomId(key, 'yes'), emoji: '✅', label: 'Yes', look: 'good' }),
    button({ id: pollCustomId(key, 'no'), emoji: '❌', label: 'No', look: 'bad' }),
  );
}

/**
 * The question as one sentence.
 *
 * @param length of a prompt, at most
 */
export function questionText(question: PollQuestion, length = PROMPT_LENGTH): string {
  switch (question.kind) {
    case 'controls':
      return askControls(question.changes);
    case 'new-start': {
      const { prompts, config = {}, isChange = false } = question;
      const mix = [describeMix(prompts, length), ...describeControls(config)].join(', ');
      return isChange ? `Change what plays to ${mix}?` : `Start afresh with ${mix}?`;
    }
    case 'undo': {
      const { prompts, config } = question;
      const what = [describeMix(prompts, length), ...describeControls(config)];
      return `Go back to ${what.join(', ')}?`;
    }
    case 'stop':
      return question.inMs === undefined
        ? 'Stop the music?'
        : `Let the music fade out and stop in ${durationText(question.inMs)}?`;
    case 'pause':
      return 'Pause the music for everybody?';
    case 'volume':
      return `Set the volume to ${Math.round(PERCENT * question.volume)}% for everybody?`;
  }
}

function resultText(result: Exclude<PollResult, { status: 'open' }>): string {
  if (result.status === 'passed') return '**Decided: yes.**';
  switch (result.why) {
    case 'majority':
      return '**Decided: no.**';
    case 'tie':
      return '**A tie: nothing changes.**';
    case 'alone':
      return '**Nobody else said yes: nothing changes.**';
    case 'quorum':
      return '**Too few voted: nothing changes.**';
  }
}
