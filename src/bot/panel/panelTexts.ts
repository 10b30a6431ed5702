import type { PanelView } from '#src/control/PanelView.ts';
import { describeSound } from '#src/crowd/mix/describeSound.ts';
import { showText } from '#src/crowd/typed/memberText.ts';
import type { Standing } from '#src/crowd/votes/standings.ts';
import { UNKEPT } from '../MemberNotes.ts';
import { pollText } from '../poll/renderPoll.ts';
import { MOST_TEXT, OWN_MARK } from './parts.ts';
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

const STATES: Readonly<Record<PanelView['state'], string>> = {
  starting: '⏳ Starting',
  playing: '▶️ Playing',
  paused: '⏸️ Paused',
  reconnecting: '🔄 Reconnecting',
  ended: '⏹️ Ended',
  away: '💤 Away',
};

const LOOP = '🔁 A loop: you hear the last bars again and again until new music comes.';
const STUCK =
  '⚠️ I cannot renew this panel by myself here: each press on it does. `/lyria panel` moves it to another channel.';
const AWAY =
  'The bot is away at the moment and comes back by itself, and so does the music, with all of your votes.';

export interface PanelTexts {
  /** The state, what is heard and what is coming. */
  readonly head: string;
  /** The candidates by number, and what else decides on the sound. */
  readonly list: string;
  /** What is put to everybody, or has just been decided. */
  readonly poll?: string;
}

/** With as much of every prompt as fits into one message. */
export function panelTexts(view: PanelView): PanelTexts {
  const wished = LENGTHS.find(({ most }) => view.candidates.length <= most)?.length ?? SHORTEST;
  const texts = textsOf(view, wished);
  const { head, list, poll = '' } = texts;
  const isTooLong = head.length + list.length + poll.length > MOST_TEXT;
  return isTooLong ? textsOf(view, SHORTEST) : texts;
}

/** @param length of a prompt, at most */
function textsOf(view: PanelView, length: number): PanelTexts {
  const head = [
    `### ${STATES[view.state]} in <#${view.channelId}>`,
    ...subtitle(view),
    ...soundLines(view, Math.round(length * SOUND_TEXT_PART)),
  ];
  const list = [
    ...view.candidates.map((one, index) => candidateText(view, one, index + 1, length)),
    ...asideLines(view, length),
  ];
  const poll = view.poll && pollText(view.poll, length);
  return { head: head.join('\n'), list: list.join('\n'), ...(poll !== undefined && { poll }) };
}

function subtitle(view: PanelView): readonly string[] {
  const { listenerCount: count, own } = view;
  const listeners = count === 1 ? '1 listener' : `${count} listeners`;
  const voters = view.whoMayVote === 'djs' ? 'Only DJs vote' : 'Everybody here votes';
  const end = own?.isCounting === false ? '; it does not count at present.' : '.';
  return [
    `-# ${listeners} · ${voters}, and the shares are the mix.`,
    ...(own === undefined ? [] : [`-# ${OWN_MARK} marks what you chose${end}`]),
  ];
}

function soundLines(view: PanelView, length: number): readonly string[] {
  if (view.state === 'ended') return ['The music has ended. `/lyria play` starts it again.'];
  if (view.state === 'away') return [AWAY];
  const lines: string[] = [];
  const { heard: prompts, heardConfig = {}, wanted, wantedConfig = {} } = view;
  const made = prompts === undefined ? undefined : { prompts, config: heardConfig };
  const sound = { heard: made, prompts: wanted, config: wantedConfig };
  const { heard, coming } = describeSound(sound, length);
  if (heard !== undefined) lines.push(`**You hear:** ${heard}`);
  if (coming !== undefined) {
    lines.push(`**${heard === undefined ? 'On its way' : 'Moving to'}:** ${coming}`);
  }
  if (view.stopsAtMs !== undefined) {
    lines.push(`😴 Fades out <t:${Math.ceil(view.stopsAtMs / MS_PER_S)}:R>`);
  }
  if (view.waitsForListeners === true) {
    lines.push('Nobody listens. The music goes on as soon as somebody does.');
  }
  if (view.isLoop === true) lines.push(LOOP);
  if (view.trouble !== undefined) lines.push(`⚠️ ${view.trouble}`);
  if (view.isStuck === true && view.own === undefined) lines.push(STUCK);
  if (view.isUnkept === true) lines.push(`⚠️ ${UNKEPT}`);
  return lines;
}

/** Two lines: number and name; the share, the votes, and who proposed it. */
function candidateText(
  view: PanelView,
  { candidate, ...one }: Standing,
  number: number,
  length: number,
): string {
  const { proposedBy, filteredReason } = candidate;
  const by = proposedBy === null ? 'by the bot' : `<@${proposedBy}>`;
  const name = `**${number} · ${showText(candidate.text, length)}**`;
  if (filteredReason !== null) {
    const reason = showText(filteredReason, length);
    return `${name}\n-# 🚫 Filtered by the music service: ${reason} · ${by}`;
  }
  const choice = view.own?.choices.get(candidate.id);
  const parts = [
    `\`${bar(one.share)}\` **${one.percent}%**`,
    ...(one.ups + one.downs === 0 ? [] : [`${one.ups} up, ${one.downs} down`]),
    ...(choice === undefined ? [] : [`${OWN_MARK} you: ${choice}`]),
    by,
  ];
  return `${name}\n-# ${parts.join(' · ')}`;
}

function asideLines(view: PanelView, length: number): readonly string[] {
  const lines: string[] = [];
  if (view.avoided.length > 0) {
    const names = view.avoided.map((prompt) => showText(prompt.text, length));
    lines.push(`-# Steering away from ${names.join(', ')}`);
  }
  if (view.tuning !== undefined) lines.push(`-# 🎛️ ${tuningText(view.tuning)}`);
  if (view.held) lines.push('-# Everything was voted down: the last mix stays.');
  return lines;
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_CELLS);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}
