import {
  type APIButtonComponent,
  type APIContainerComponent,
  ComponentType,
} from 'discord-api-types/v10';
import type { PanelView } from '#src/control/PanelView.ts';
import type { Standing } from '#src/crowd/votes/standings.ts';
import type { Choice } from '#src/crowd/votes/voteState.ts';
import { pollRow } from '../poll/renderPoll.ts';
import { panelCustomId } from './panelIds.ts';
import { panelTexts } from './panelTexts.ts';
import { type ActionRow, button, row, text } from './parts.ts';

/** As many fit side by side on any phone: Discord's buttons are some 65 wide there, and 8 apart. */
const VOTES_A_ROW = 3;
/** Discord's limit of options in a select. */
const SELECT_OPTIONS = 25;

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
export function renderPanel(view: PanelView): APIContainerComponent {
  const { head, list, poll } = panelTexts(view);
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
      ...(poll === undefined ? [] : [SEPARATOR, text(poll), ...pollRows(view)]),
      ...(isOver ? [] : [controlRow(view), ...presetRow(view)]),
    ],
  };
}

function pollRows({ poll, state }: PanelView): readonly ActionRow[] {
  if (poll === undefined || state === 'ended' || state === 'away') return [];
  const isOpen = poll.result !== 'undecided' && poll.result.status === 'open';
  return isOpen ? [pollRow(poll)] : [];
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

function controlRow({ station, state, tuning }: PanelView): ActionRow {
  const id = (kind: 'propose' | 'surprise' | 'tune' | 'pause' | 'resume' | 'stop') =>
    panelCustomId({ kind, station });
  return row(
    button({ id: id('propose'), emoji: '✏️', label: 'Propose', look: 'main' }),
    button({ id: id('surprise'), emoji: '🎲', label: 'Surprise' }),
    ...(tuning === undefined ? [] : [button({ id: id('tune'), emoji: '🎛️', label: 'Tune' })]),
    state === 'paused'
      ? button({ id: id('resume'), emoji: '▶️', label: 'Resume', look: 'good' })
      : button({ id: id('pause'), emoji: '⏸️', label: 'Pause' }),
    button({ id: id('stop'), emoji: '⏹️', label: 'Stop', look: 'bad' }),
  );
}

function presetRow({ station, presets }: PanelView): readonly ActionRow[] {
  if (presets.length === 0) return [];
  const select = {
    type: ComponentType.StringSelect,
    custom_id: panelCustomId({ kind: 'preset', station }),
    placeholder: 'Play a ready-made mix',
    options: presets.slice(0, SELECT_OPTIONS).map(({ id, title, description }) => ({
      label: title,
      value: id,
      ...(description === undefined ? {} : { description }),
    })),
  } as const;
  return [row(select)];
}
