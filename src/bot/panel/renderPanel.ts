import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { PanelView } from '#src/control/PanelView.ts';
import { describeSound } from '#src/crowd/mix/describeSound.ts';
import { labelText, showText } from '#src/crowd/typed/memberText.ts';
import type { Standing } from '#src/crowd/votes/standings.ts';
import type { Choice } from '#src/crowd/votes/voteState.ts';
import { UNKEPT } from '../UnkeptNotes.ts';
import { markOwn, OWN_MARK } from './markOwn.ts';
import { panelCustomId } from './panelIds.ts';
import { ownWishesText, tuningButtons, tuningText } from './tuningRow.ts';

/** Cells of a share's bar: one for ten per cent. */
const BAR_CELLS = 10;
/** Longest prompt in the list and on a button; eight of them must stay readable on a phone. */
const SHORTEST = 12;
const LIST_TEXT_LENGTHS = [60, 30, SHORTEST];
const BUTTON_TEXT_LENGTH = 28;
/** Of a prompt in the lines on what is heard and coming, beside one in the list. */
const SOUND_TEXT_PART = 2 / 3;
/** Discord's limit of all texts of a message together, less what is the same in every panel. */
const MOST_TEXT = 3_800;
/** Rows of a candidate each that leave room for the tuning among 40 components. */
const MOST_VOTE_ROWS = 6;
/** Discord's limit of options in a select. */
const SELECT_OPTIONS = 25;

const STATES: Readonly<Record<PanelView['state'], { label: string; accent: number }>> = {
  starting: { label: '⏳ Starting', accent: 0xf0b232 },
  playing: { label: '▶️ Playing', accent: 0x23a55a },
  paused: { label: '⏸️ Paused', accent: 0x80848e },
  reconnecting: { label: '🔄 Reconnecting', accent: 0xf0b232 },
  ended: { label: '⏹️ Ended', accent: 0x80848e },
  away: { label: '💤 Away', accent: 0x80848e },
};

/**
 * The panel as one container of at most 40 components, as Discord allows: state, what is heard and
 * coming, the candidates with their shares, two vote buttons each, the tuning and the controls.
 */
export function renderPanel(view: PanelView): APIContainerComponent {
  const { label, accent } = STATES[view.state];
  const length = LIST_TEXT_LENGTHS.find((each) => textLength(view, each) <= MOST_TEXT) ?? SHORTEST;
  const isOver = view.state === 'ended' || view.state === 'away';
  return {
    type: ComponentType.Container,
    accent_color: accent,
    components: [
      text(`## ${label} in <#${view.channelId}>\n${subtitle(view)}`),
      text(soundLines(view, length)),
      { type: ComponentType.Separator },
      text(candidateList(view, length)),
      ...(isOver ? [] : [...voteRows(view), ...controls(view)]),
    ],
  };
}

function subtitle(view: PanelView): string {
  const count = view.listenerCount;
  const listeners = count === 1 ? '1 listener' : `${count} listeners`;
  const started = `-# Started by <@${view.startedBy}> · ${listeners}`;
  if (view.own === undefined) return started;
  const end = view.own.isCounting ? '.' : '; it does not count at present.';
  return `${started}\n-# ${OWN_MARK} marks what you chose${end}`;
}

/** @param length of a prompt, at most */
function textLength(view: PanelView, length: number): number {
  return soundLines(view, length).length + candidateList(view, length).length;
}

function soundLines(view: PanelView, length: number): string {
  if (view.state === 'ended') return 'The music has ended. `/lyria play` starts it again.';
  if (view.state === 'away') {
    return 'The bot is away at the moment. When it is back, so is the music, with all of your votes.';
  }
  const lines: string[] = [];
  const { heard: prompts, heardConfig = {}, wanted, wantedConfig = {} } = view;
  const made = prompts === undefined ? undefined : { prompts, config: heardConfig };
  const sound = { heard: made, prompts: wanted, config: wantedConfig };
  const { heard, coming } = describeSound(sound, Math.round(length * SOUND_TEXT_PART));
  if (heard !== undefined) lines.push(`**You hear:** ${heard}`);
  if (coming !== undefined) {
    lines.push(`**${heard === undefined ? 'On its way' : 'Moving to'}:** ${coming}`);
  }
  if (view.trouble !== undefined) lines.push(`⚠️ ${view.trouble}`);
  if (view.isUnkept === true) lines.push(`⚠️ ${UNKEPT}`);
  return lines.join('\n');
}

function candidateList(view: PanelView, length: number): string {
  const lines = view.candidates.map((one) => {
    const name = `**${showText(one.candidate.text, length)}**`;
    const { filteredReason } = one.candidate;
    if (filteredReason !== null) {
      return `${name}\n🚫 Filtered by the music service: ${showText(filteredReason, length)}`;
    }
    const counts = `${points(one.points)} (${one.ups} up, ${one.downs} down)`;
    const choice = view.own?.choices.get(one.candidate.id);
    const own = choice === undefined ? '' : ` · ${OWN_MARK} you: ${choice}`;
    return `${name}\n\`${bar(one.share)}\` ${one.percent}% · ${counts}${own}`;
  });
  if (view.avoided.length > 0) {
    const names = view.avoided.map((prompt) => showText(prompt.text, length));
    lines.push(`-# Steering away from ${names.join(', ')}`);
  }
  if (view.tuning !== undefined) lines.push(tuningText(view.tuning));
  const wishes = view.own && ownWishesText(view.own.steps);
  if (wishes !== undefined) lines.push(wishes);
  if (view.held) lines.push('-# Everything was voted down: the last mix stays.');
  return lines.join('\n');
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_CELLS);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

function points(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 1 ? '1 point' : `${rounded} points`;
}

/** A row for each candidate; with more than six, two share one to stay within the limit. */
function voteRows(view: PanelView): ActionRow[] {
  const perRow = view.candidates.length > MOST_VOTE_ROWS ? 2 : 1;
  const buttons = view.candidates.map((one) => voteButtons(view, one));
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, index) =>
    row(...buttons.slice(perRow * index, perRow * (index + 1)).flat()),
  );
}

function voteButtons(view: PanelView, { candidate }: Standing): APIButtonComponent[] {
  const name = labelText(candidate.text, BUTTON_TEXT_LENGTH);
  const vote = (kind: Choice, label: string): APIButtonComponent => ({
    type: ComponentType.Button,
    ...markOwn(label, view.own?.choices.get(candidate.id) === kind),
    custom_id: panelCustomId({ kind, station: view.station, candidateId: candidate.id }),
    disabled: candidate.filteredReason !== null,
  });
  return [vote('up', `▲ More ${name}`), vote('down', `▼ Less ${name}`)];
}

function controls(view: PanelView): ActionRow[] {
  const { station } = view;
  const button = (
    kind: 'propose' | 'surprise' | 'pause' | 'resume' | 'stop',
    label: string,
    style: ButtonStyleWithId,
  ): APIButtonComponent => ({
    type: ComponentType.Button,
    style,
    label,
    custom_id: panelCustomId({ kind, station }),
  });
  const rows = [
    ...(view.tuning === undefined ? [] : tuningButtons(station, view.own)).map((buttons) =>
      row(...buttons),
    ),
    row(
      button('propose', '✏️ Propose', ButtonStyle.Primary),
      button('surprise', '🎲 Surprise me', ButtonStyle.Secondary),
      view.state === 'paused'
        ? button('resume', '▶️ Resume', ButtonStyle.Success)
        : button('pause', '⏸️ Pause', ButtonStyle.Secondary),
      button('stop', '⏹️ Stop', ButtonStyle.Danger),
    ),
  ];
  if (view.presets.length > 0) {
    rows.push(
      row({
        type: ComponentType.StringSelect,
        custom_id: panelCustomId({ kind: 'preset', station }),
        placeholder: 'Play a ready-made mix',
        options: view.presets.slice(0, SELECT_OPTIONS).map(({ id, title, description }) => ({
          label: title,
          value: id,
          ...(description === undefined ? {} : { description }),
        })),
      }),
    );
  }
  return rows;
}

type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;
type ButtonStyleWithId =
  | ButtonStyle.Primary
  | ButtonStyle.Secondary
  | ButtonStyle.Success
  | ButtonStyle.Danger;

function row(...components: APIComponentInMessageActionRow[]): ActionRow {
  return { type: ComponentType.ActionRow, components };
}

function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
