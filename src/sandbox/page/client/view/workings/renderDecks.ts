import type { DeckStatus, WorkingsStatus } from '../../contract.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';

/** The right end of a level's bar: more than a deck is ever asked to hold. */
const FULL_MS = 12_000;
const STATES: Readonly<Record<WorkingsStatus['state'], string>> = {
  off: 'Off',
  starting: 'Starting',
  playing: 'Playing',
  paused: 'Paused',
  reconnecting: 'Reconnecting',
};

export function renderDecks(status: WorkingsStatus | undefined): ElementNode {
  if (status === undefined || status.state === 'off') {
    return h('div', {}, h('p', { class: 'workings-note' }, 'Nothing plays: no decks.'));
  }
  const { reserveMs, stretch, handovers, decks, trouble, state } = status;
  return h(
    'div',
    { class: 'decks' },
    h(
      'dl',
      { class: 'figures-grid' },
      figure('Station', STATES[state]),
      figure('Reserve', seconds(reserveMs)),
      figure('Stretch', stretch === null ? '–' : `${stretch.toFixed(3)} ×`),
      figure('Hand-overs', String(handovers)),
    ),
    trouble !== null && h('p', { class: 'trouble' }, icon('warning'), trouble),
    decks.map(renderDeck),
  );
}

function figure(name: string, value: string): ElementNode {
  return h('div', { key: name }, h('dt', {}, name), h('dd', {}, value));
}

function renderDeck(deck: DeckStatus): ElementNode {
  const { id, live, levelMs, pace, ageMs } = deck;
  const share = Math.min(1, (levelMs ?? 0) / FULL_MS);
  return h(
    'div',
    { key: String(id), class: live ? 'deck deck-live' : 'deck' },
    h(
      'p',
      { class: 'deck-head' },
      h('strong', {}, `Deck ${id}`),
      h('span', { class: 'badge' }, live ? 'Heard' : 'Standing by'),
      h('span', { class: 'deck-age' }, `${seconds(ageMs)} old`),
    ),
    h(
      'div',
      {
        class: 'deck-level',
        attributes: {
          role: 'meter',
          'aria-label': `Level of deck ${id}`,
          'aria-valuemin': 0,
          'aria-valuemax': FULL_MS / 1_000,
          'aria-valuenow': Math.min(FULL_MS, levelMs ?? 0) / 1_000,
          'aria-valuetext': levelMs === null ? 'unknown' : seconds(levelMs),
        },
      },
      h('div', { class: 'deck-level-bar', style: { '--level': share.toFixed(3) } }),
    ),
    h(
      'p',
      { class: 'deck-foot' },
      `${levelMs === null ? 'level unknown' : `${seconds(levelMs)} ready`} · arrives at ${pace.toFixed(2)} × real time`,
    ),
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 60_000 ? 1 : 0)} s`;
}
