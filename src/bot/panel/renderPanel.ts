import {
  type APIButtonComponent,
  type APIContainerComponent,
  ComponentType,
} from 'discord-api-types/v10';
import type { PanelView } from '#src/control/PanelView.ts';
import { oneLine } from '#src/crowd/typed/memberText.ts';
import { presetTags } from '#src/crowd/typed/presets.ts';
import type { Standing } from '#src/crowd/votes/standings.ts';
import { type Choice, MAX_CANDIDATES } from '#src/crowd/votes/voteState.ts';
import type { Texts } from '#src/texts/texts.ts';
import { pollRow } from '../poll/renderPoll.ts';
import { panelCustomId } from './panelIds.ts';
import { panelTexts } from './panelTexts.ts';
import { type ActionRow, button, row, text } from './parts.ts';

/** As many fit side by side on any phone: Discord's buttons are some 65 wide there, and 8 apart. */
const VOTES_A_ROW = 3;
/** Discord's limit of options in a select. */
const SELECT_OPTIONS = 25;
/** Discord's limit of what stands below an option. */
const SELECT_LENGTH = 100;

const SEPARATOR = { type: ComponentType.Separator } as const;

const ACCENTS: Readonly<Record<PanelView['state'], number>> = {
  starting: 0xf0b232,
  playing: 0x23a55a,
  paused: 0x80848e,
  reconnecting: 0xf0b232,
  ended: 0x80848e,
  away: 0x80848e,
};

/**
 * The panel as one container: state, what is heard and coming, the candidates with their shares,
 * their vote buttons by number, and the controls, those used most first. At its largest it has room
 * left under the 40 components that Discord allows.
 */
export function renderPanel(texts: Texts, view: PanelView): APIContainerComponent {
  const { head, list, poll } = panelTexts(texts, view);
  const isOver = view.state === 'ended' || view.state === 'away';
  return {
    type: ComponentType.Container,
    accent_color: ACCENTS[view.state],
    components: [
      text(head),
      SEPARATOR,
      text(list),
      ...(isOver ? [] : voteRows(view)),
      // Near the end, which is what one sees of a channel, and without moving the vote buttons.
      ...(poll === undefined ? [] : [SEPARATOR, text(poll), ...pollRows(texts, view)]),
      ...(isOver
        ? []
        : [controlRow(texts, view), ...talkRow(texts, view), ...presetRow(texts, view)]),
    ],
  };
}

function pollRows(texts: Texts, { poll, state }: PanelView): readonly ActionRow[] {
  if (poll === undefined || state === 'ended' || state === 'away') return [];
  const isOpen = poll.result !== 'undecided' && poll.result.status === 'open';
  return isOpen ? [pollRow(texts, poll)] : [];
}

/**
 * For each group of candidates a row of buttons for more, and one for less below it; one alone has
 * both in one row.
 */
function voteRows(view: PanelView): readonly ActionRow[] {
  const numbered = view.candidates.map((one, index) => ({ ...one, number: index + 1 }));
  const groups = Array.from({ length: Math.ceil(numbered.length / VOTES_A_ROW) }, (_, index) =>
    numbered.slice(VOTES_A_ROW * index, VOTES_A_ROW * (index + 1)),
  );
  return groups.flatMap((group) => {
    const up = group.map((one) => voteButton(view, one, 'up'));
    const down = group.map((one) => voteButton(view, one, 'down'));
    return group.length === 1 ? [row(...up, ...down)] : [row(...up), row(...down)];
  });
}

function voteButton(
  view: PanelView,
  { candidate, number }: Standing & { readonly number: number },
  kind: Choice,
): APIButtonComponent {
  return button({
    id: panelCustomId({ kind, station: view.station, candidateId: candidate.id }),
    emoji: kind === 'up' ? '👍' : '👎',
    label: String(number),
    disabled: candidate.filteredReason !== null,
    isOwn: view.own?.choices.get(candidate.id) === kind,
  });
}

function controlRow(texts: Texts, { station, state, tuning }: PanelView): ActionRow {
  const id = (kind: 'propose' | 'surprise' | 'tune' | 'pause' | 'resume' | 'stop') =>
    panelCustomId({ kind, station });
  return row(
    button({
      id: id('propose'),
      emoji: '✏️',
      label: texts.say('panel.button.propose'),
      look: 'main',
    }),
    button({ id: id('surprise'), emoji: '🎲', label: texts.say('panel.button.surprise') }),
    ...(tuning === undefined
      ? []
      : [button({ id: id('tune'), emoji: '🎛️', label: texts.say('panel.button.tune') })]),
    state === 'paused'
      ? button({
          id: id('resume'),
          emoji: '▶️',
          label: texts.say('panel.button.resume'),
          look: 'good',
        })
      : button({ id: id('pause'), emoji: '⏸️', label: texts.say('panel.button.pause') }),
    button({ id: id('stop'), emoji: '⏹️', label: texts.say('panel.button.stop'), look: 'bad' }),
  );
}

/** With a poll above a full list there is no room left under the 40: `/lyria talk` does the same. */
function talkRow(texts: Texts, view: PanelView): readonly ActionRow[] {
  const { station, canTalk, candidates, poll } = view;
  const isFull = poll !== undefined && candidates.length >= MAX_CANDIDATES;
  if (canTalk !== true || isFull) return [];
  const id = panelCustomId({ kind: 'talk', station });
  return [row(button({ id, emoji: '🎙️', label: texts.say('panel.button.talk') }))];
}

function presetRow(texts: Texts, { station, presets }: PanelView): readonly ActionRow[] {
  if (presets.length === 0) return [];
  const select = {
    type: ComponentType.StringSelect,
    custom_id: panelCustomId({ kind: 'preset', station }),
    placeholder: texts.say('panel.presets'),
    options: presets.slice(0, SELECT_OPTIONS).map((preset) => ({
      label: texts.say(`preset.${preset.id}`),
      value: preset.id,
      description: oneLine(presetTags(texts, preset), SELECT_LENGTH),
    })),
  } as const;
  return [row(select)];
}
