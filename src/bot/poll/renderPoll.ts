import { z } from 'zod';
import type { PollView } from '#src/control/outcome.ts';
import { describeMix } from '#src/crowd/mix/describeSound.ts';
import { durationText } from '#src/crowd/typed/duration.ts';
import type { PollChoice, PollQuestion, PollResult } from '#src/crowd/votes/poll.ts';
import { askControls } from '#src/music/askControls.ts';
import { describeControls } from '#src/music/describeConfig.ts';
import { type Texts, tell } from '#src/texts/texts.ts';
import { type ActionRow, button, row } from '../panel/parts.ts';

const PROMPT_LENGTH = 60;
const MS_PER_S = 1_000;
const PERCENT = 100;

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
export function pollText(texts: Texts, { poll, result }: PollView, length: number): string {
  const question = `### 🗳️ ${questionText(texts, poll.question, length)}`;
  if (result === 'undecided') return `${question}\n**${texts.say('poll.undecided')}**`;
  const { yes, no, missing } = result;
  const counts = texts.say('poll.counts', { yes, no, missing });
  if (result.status !== 'open') {
    return `${question}\n**${resultText(texts, result)}**\n-# ${counts}`;
  }
  const when = `<t:${Math.ceil(poll.endsAtMs / MS_PER_S)}:R>`;
  const asked = texts.say('poll.asked', { by: `<@${poll.askedBy}>`, when });
  return `${question}\n-# ${asked}\n${counts}\n-# ${texts.say('poll.rule')}`;
}

/** The buttons of a poll that is open. */
export function pollRow(texts: Texts, { key }: PollView): ActionRow {
  const [yes, no] = [texts.say('poll.yes'), texts.say('poll.no')];
  return row(
    button({ id: pollCustomId(key, 'yes'), emoji: '✅', label: yes, look: 'good' }),
    button({ id: pollCustomId(key, 'no'), emoji: '❌', label: no, look: 'bad' }),
  );
}

/**
 * The question as one sentence.
 *
 * @param length of a prompt, at most
 */
export function questionText(texts: Texts, question: PollQuestion, length = PROMPT_LENGTH): string {
  switch (question.kind) {
    case 'controls':
      return askControls(texts, question.changes);
    case 'new-start': {
      const { prompts, config = {}, isChange = false } = question;
      const mix = [describeMix(texts, prompts, length), ...describeControls(texts, config)];
      return texts.say(isChange ? 'poll.change' : 'poll.afresh', { mix: mix.join(', ') });
    }
    case 'undo': {
      const { prompts, config } = question;
      const mix = [describeMix(texts, prompts, length), ...describeControls(texts, config)];
      return texts.say('poll.undo', { mix: mix.join(', ') });
    }
    case 'stop':
      return question.inMs === undefined
        ? texts.say('poll.stop')
        : texts.say('poll.stop.later', { duration: durationText(texts, question.inMs) });
    case 'pause':
      return texts.say('poll.pause');
    case 'volume': {
      const value = Math.round(PERCENT * question.volume);
      return texts.say('poll.volume', { percent: tell('percent', { value }) });
    }
  }
}

function resultText(texts: Texts, result: Exclude<PollResult, { status: 'open' }>): string {
  return result.status === 'passed'
    ? texts.say('poll.passed')
    : texts.say(`poll.failed.${result.why}`);
}
