import type { Actions } from '../actions/Actions.ts';
import { focusSoon } from '../dom/focus.ts';
import { icon } from '../dom/icons.ts';
import { type Child, type ElementNode, h, memo } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { renderDecks } from './renderDecks.ts';
import { renderFaults } from './renderFaults.ts';
import { renderMix } from './renderMix.ts';
import { renderTimeline } from './renderTimeline.ts';

/** The button that opens and closes them. */
export const WORKINGS_BUTTON_ID = 'workings-button';
/** Where the focus goes when they open: on narrow screens they cover the page. */
export const WORKINGS_TITLE_ID = 'workings-title';

/** What goes on behind the music; closed until somebody asks. */
export function renderWorkings(state: PageState, actions: Actions): ElementNode {
  const { status, history, timeline, hiddenLanes, busy, known } = state;
  const faults = known?.faults;
  const close = (): void => {
    void actions.openWorkings(false);
    focusSoon(`#${WORKINGS_BUTTON_ID}`);
  };
  return h(
    'aside',
    {
      key: 'workings',
      class: 'workings',
      attributes: { id: 'workings', 'aria-labelledby': WORKINGS_TITLE_ID },
      on: {
        keydown: (event) => {
          if (event.key === 'Escape') close();
        },
      },
    },
    h(
      'header',
      { class: 'workings-head' },
      h('h2', { attributes: { id: WORKINGS_TITLE_ID, tabindex: -1 } }, 'The workings'),
      h(
        'button',
        {
          class: 'icon-button',
          attributes: { type: 'button', 'aria-label': 'Close the workings' },
          on: { click: close },
        },
        icon('close'),
      ),
    ),
    h(
      'div',
      { class: 'workings-body' },
      part(
        'Break something',
        memo('faults', [faults, busy], () => renderFaults(state, actions)),
      ),
      part(
        'Decks',
        memo('decks', [status], () => renderDecks(status)),
      ),
      part(
        'The mix',
        memo('mix', [status, history], () => renderMix(status, history)),
      ),
      part(
        'On the wire',
        memo('timeline', [timeline, hiddenLanes], () =>
          renderTimeline(timeline, hiddenLanes, actions),
        ),
      ),
    ),
  );
}

function part(title: string, content: Child): ElementNode {
  return h('section', { key: title, class: 'workings-part' }, h('h3', {}, title), content);
}
