import {
  type APIButtonComponent,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { describeMix } from '#src/crowd/mix/describeSound.ts';
import { durationText } from '#src/crowd/typed/duration.ts';
import type {
  Poll,
  PollChoice,
  PollCount,
  PollQuestion,
  PollResult,
} from '#src/crowd/votes/poll.ts';
import { askControls } from '#src/music/askControls.ts';
import { describeControls } from '#src/music/describeConfig.ts';

const ACCENT = 0x5865f2;
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

/**
 * The poll as a message: the question, a countdown that Discord itself keeps, and two buttons.
 *
 * @param result `undecided`: it ended with the station
 */
export function renderPoll(
  key: string,
  poll: Poll,
  result: PollResult | 'undecided',
): APIContainerComponent {
  const question = `### ${questionText(poll.question)}\n-# Asked by <@${poll.askedBy}>`;
  if (result === 'undecided')
    return closed(question, '**Not decided: the music or the bot stopped in the meantime.**');
  const counts = countsText(result);
  if (result.status !== 'open') return closed(question, `${resultText(result)}\n-# ${counts}`);
  const endsAt = Math.ceil(poll.endsAtMs / MS_PER_S);
  return {
    type: ComponentType.Container,
    accent_color: ACCENT,
    components: [
      text(question),
      text(`${RULE} Ends <t:${endsAt}:R>.\n-# ${counts}`),
      {
        type: ComponentType.ActionRow,
        components: [
          button(key, 'yes', '✔ Yes', ButtonStyle.Success),
          button(key, 'no', '✖ No', ButtonStyle.Danger),
        ],
      },
    ],
  };
}

function countsText({ yes, no, missing }: PollCount): string {
  return `${yes} yes · ${no} no · ${missing} without a vote`;
}

function closed(question: string, outcome: string): APIContainerComponent {
  return {
    type: ComponentType.Container,
    accent_color: ACCENT,
    components: [text(question), text(outcome)],
  };
}

/** The question as one sentence. */
export function questionText(question: PollQuestion): string {
  switch (question.kind) {
    case 'controls':
      return askControls(question.changes);
    case 'new-start': {
      const { prompts, config = {}, isChange = false } = question;
      const mix = [describeMix(prompts, PROMPT_LENGTH), ...describeControls(config)].join(', ');
      return isChange ? `Change what plays to ${mix}?` : `Start afresh with ${mix}?`;
    }
    case 'undo': {
      const { prompts, config } = question;
      const what = [describeMix(prompts, PROMPT_LENGTH), ...describeControls(config)];
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

function button(
  key: string,
  choice: PollChoice,
  label: string,
  style: ButtonStyle.Success | ButtonStyle.Danger,
): APIButtonComponent {
  return { type: ComponentType.Button, style, label, custom_id: pollCustomId(key, choice) };
}

function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
