import type { WeightedText, WorkingsStatus } from '../../contract.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import { HISTORY_MS } from '../state/applyEvent.ts';
import {
  type Band,
  bandsOf,
  type HeardMix,
  type Moment,
  promptOrder,
  sharesOf,
} from './mixShares.ts';

const WIDTH = 320;
const HEIGHT = 96;
/** Where "now" stands: the past to its left, what is coming to its right. */
const NOW = 0.72;
/** Where what Lyria was told last has been reached. */
const ASKED = 0.86;
/** As many colours as the style sheet has; more prompts begin again. */
const COLOURS = 8;

/** The mix as it was, as it is heard now, and as it will be: a picture, and the same as a table. */
export function renderMix(
  status: WorkingsStatus | undefined,
  history: readonly HeardMix[],
): ElementNode {
  if (status === undefined || (status.heard.length === 0 && status.wanted.length === 0)) {
    return h('div', {}, h('p', { class: 'workings-note' }, 'No mix yet.'));
  }
  const { heard, asked, wanted } = status;
  const order = promptOrder(history, heard, asked, wanted);
  const bands = bandsOf(momentsOf(status, history), order);
  return h(
    'div',
    { class: 'mix' },
    renderPicture(bands, order),
    h(
      'p',
      { class: 'mix-axis', attributes: { 'aria-hidden': true } },
      h('span', {}, `${HISTORY_MS / 1_000} s ago`),
      h('span', { class: 'mix-axis-now' }, 'now'),
      h('span', {}, 'to come'),
    ),
    renderTable(order, heard, asked, wanted),
  );
}

function momentsOf(status: WorkingsStatus, history: readonly HeardMix[]): Moment[] {
  const past = history.map(({ atMs, mix }) => ({
    at: NOW * Math.max(0, 1 - (status.atMs - atMs) / HISTORY_MS),
    mix,
  }));
  return [
    ...past,
    { at: NOW, mix: status.heard },
    { at: ASKED, mix: status.asked },
    { at: 1, mix: status.wanted },
  ];
}

function renderPicture(bands: readonly Band[], order: readonly string[]): ElementNode {
  const now = NOW * WIDTH;
  return h(
    'svg',
    {
      class: 'mix-picture',
      attributes: {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': `Shares of ${order.length} prompts over the last ${HISTORY_MS / 1_000} seconds and to come; the table has the figures`,
      },
    },
    bands.map((band, place) =>
      h('path', {
        key: band.text,
        class: `mix-band mix-colour-${place % COLOURS}`,
        attributes: { d: outline(band) },
      }),
    ),
    h('rect', {
      key: 'coming',
      class: 'mix-coming',
      attributes: { x: now, y: 0, width: WIDTH - now, height: HEIGHT },
    }),
    h('path', { key: 'now', class: 'mix-now', attributes: { d: `M${now} 0V${HEIGHT}` } }),
  );
}

function outline({ points }: Band): string {
  const place = (at: number, share: number): string =>
    `${(at * WIDTH).toFixed(1)} ${((1 - share) * HEIGHT).toFixed(1)}`;
  const there = points.map(({ at, to }) => place(at, to));
  const back = points.map(({ at, from }) => place(at, from)).reverse();
  return `M${[...there, ...back].join('L')}Z`;
}

function renderTable(
  order: readonly string[],
  ...mixes: readonly (readonly WeightedText[])[]
): ElementNode {
  const shares = mixes.map(sharesOf);
  return h(
    'table',
    { class: 'mix-table' },
    h('caption', { class: 'visually-hidden' }, 'Shares of the prompts'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ['Prompt', 'Heard', 'Asked', 'Wanted'].map((title) =>
          h('th', { attributes: { scope: 'col' } }, title),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      order
        .map((text, place) => ({ text, place }))
        .filter(({ text }) => shares.some((each) => each.has(text)))
        .map(({ text, place }) =>
          h(
            'tr',
            { key: text },
            h(
              'th',
              { attributes: { scope: 'row' } },
              h('span', { class: `swatch mix-colour-${place % COLOURS}` }),
              text,
            ),
            shares.map((each) => h('td', {}, percent(each.get(text)))),
          ),
        ),
    ),
  );
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(share * 100)}%`;
}
