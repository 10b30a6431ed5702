import type { PanelView } from '#src/control/PanelView.ts';
import { describeSound } from '#src/crowd/mix/describeSound.ts';
import { showText } from '#src/crowd/typed/memberText.ts';
import type { Standing } from '#src/crowd/votes/standings.ts';
import type { Texts } from '#src/texts/texts.ts';
import { pollText } from '../poll/renderPoll.ts';
import { MOST_TEXT } from './parts.ts';
import { tuningText } from './renderTuning.ts';

/** Cells of a share's bar: one for ten per cent. */
const BAR_CELLS = 10;
const MS_PER_S = 1_000;
/** Longest prompt in the list, by how many there are: so they stay within a phone's screen or two. */
const LENGTHS = [
  { most: 2, length: 60 },
  { most: 4, length: 24 },
  { most: Number.POSITIVE_INFINITY, length: 22 },
] as const;
/** Where all else leaves no room for more. */
const SHORTEST = 12;
/** Of a prompt in the lines on what is heard and coming, beside one in the list. */
const SOUND_TEXT_PART = 2 / 3;

export interface PanelTexts {
  /** The state, what is heard and what is coming. */
  readonly head: string;
  /** The candidates by number, and what else decides on the sound. */
  readonly list: string;
  /** What is put to everybody, or has just been decided. */
  readonly poll?: string;
}

/** With as much of every prompt as fits into one message. */
export function panelTexts(texts: Texts, view: PanelView): PanelTexts {
  const wished = LENGTHS.find(({ most }) => view.candidates.length <= most)?.length ?? SHORTEST;
  const made = partsOf(texts, view, wished);
  const { head, list, poll = '' } = made;
  const isTooLong = head.length + list.length + poll.length > MOST_TEXT;
  return isTooLong ? partsOf(texts, view, SHORTEST) : made;
}

/** @param length of a prompt, at most */
function partsOf(texts: Texts, view: PanelView, length: number): PanelTexts {
  const state = texts.say(`panel.state.${view.state}`);
  const head = [
    `### ${texts.say('panel.title', { state, channelId: view.channelId })}`,
    ...subtitle(texts, view),
    ...soundLines(texts, view, Math.round(length * SOUND_TEXT_PART)),
  ];
  const list = [
    ...view.candidates.map((one, index) => candidateText(texts, view, one, index + 1, length)),
    ...asideLines(texts, view, length),
  ];
  const poll = view.poll && pollText(texts, view.poll, length);
  return { head: head.join('\n'), list: list.join('\n'), ...(poll !== undefined && { poll }) };
}

function subtitle(texts: Texts, view: PanelView): readonly string[] {
  const { listenerCount: count, own } = view;
  const id = view.whoMayVote === 'djs' ? 'panel.djs-vote' : 'panel.everybody-votes';
  const marks = own?.isCounting === false ? 'panel.own.idle' : 'panel.own';
  return [
    `-# ${texts.say(id, { count })}`,
    ...(own === undefined ? [] : [`-# ${texts.say(marks)}`]),
  ];
}

function soundLines(texts: Texts, view: PanelView, length: number): readonly string[] {
  if (view.state === 'ended') return [texts.say('reason.over')];
  if (view.state === 'away') return [texts.say('panel.away')];
  const lines: string[] = [];
  const { heard: prompts, heardConfig = {}, wanted, wantedConfig = {} } = view;
  const made = prompts === undefined ? undefined : { prompts, config: heardConfig };
  const sound = { heard: made, prompts: wanted, config: wantedConfig };
  const { heard, coming } = describeSound(texts, sound, length);
  if (heard !== undefined) lines.push(texts.say('panel.heard', { sound: heard }));
  if (coming !== undefined) {
    const id = heard === undefined ? 'panel.on-its-way' : 'panel.coming';
    lines.push(texts.say(id, { sound: coming }));
  }
  if (view.stopsAtMs !== undefined) {
    const when = `<t:${Math.ceil(view.stopsAtMs / MS_PER_S)}:R>`;
    lines.push(texts.say('panel.fades', { when }));
  }
  if (view.waitsForListeners === true) lines.push(texts.say('panel.nobody'));
  if (view.isLoop === true) lines.push(texts.say('panel.loop'));
  if (view.trouble !== undefined) lines.push(`⚠️ ${texts.put(view.trouble)}`);
  if (view.isStuck === true && view.own === undefined) lines.push(texts.say('panel.stuck'));
  if (view.isUnkept === true) lines.push(`⚠️ ${texts.say('note.unkept')}`);
  return lines;
}

/** Two lines: number and name; the share, the votes, and who proposed it. */
function candidateText(
  texts: Texts,
  view: PanelView,
  { candidate, ...one }: Standing,
  number: number,
  length: number,
): string {
  const { proposedBy, filteredReason } = candidate;
  const by = proposedBy === null ? texts.say('panel.by-bot') : `<@${proposedBy}>`;
  const name = `**${number} · ${showText(candidate.text, length)}**`;
  if (filteredReason !== null) {
    const reason = showText(filteredReason, length);
    return `${name}\n-# ${texts.say('panel.filtered', { reason, by })}`;
  }
  const choice = view.own?.choices.get(candidate.id);
  const { ups, downs } = one;
  const parts = [
    `\`${bar(one.share)}\` **${texts.say('percent', { value: one.percent })}**`,
    ...(ups + downs === 0 ? [] : [texts.say('panel.votes', { ups, downs })]),
    ...(choice === undefined
      ? []
      : [texts.say('panel.you', { choice: texts.say(`panel.${choice}`) })]),
    by,
  ];
  return `${name}\n-# ${parts.join(' · ')}`;
}

function asideLines(texts: Texts, view: PanelView, length: number): readonly string[] {
  const lines: string[] = [];
  if (view.avoided.length > 0) {
    const names = view.avoided.map((prompt) => showText(prompt.text, length)).join(', ');
    lines.push(`-# ${texts.say('panel.avoided', { names })}`);
  }
  if (view.tuning !== undefined) lines.push(`-# 🎛️ ${tuningText(texts, view.tuning)}`);
  if (view.held) lines.push(`-# ${texts.say('panel.held')}`);
  return lines;
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_CELLS);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}
