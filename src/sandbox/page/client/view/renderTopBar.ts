import type { Actions } from './actions/Actions.ts';
import { focusSoon } from './dom/focus.ts';
import { icon } from './dom/icons.ts';
import { type ElementNode, h } from './dom/vnode.ts';
import { NAVIGATION_BUTTON_ID, NAVIGATION_ID } from './sidebar/renderSidebar.ts';
import type { PageState } from './state/PageState.ts';
import { isDark } from './theme.ts';
import { WORKINGS_BUTTON_ID, WORKINGS_TITLE_ID } from './workings/renderWorkings.ts';

/** The channel's name, and what else can be opened. */
export function renderTopBar(state: PageState, actions: Actions): ElementNode {
  const { panels, known } = state;
  const channel = known?.channels.find(({ id }) => id === state.textChannelId);
  const dark = isDark(state.theme);
  return h(
    'header',
    { key: 'top', class: 'top-bar' },
    h(
      'button',
      {
        class: 'icon-button only-narrow',
        attributes: {
          type: 'button',
          id: NAVIGATION_BUTTON_ID,
          'aria-label': 'Channels and voice',
          'aria-expanded': panels.navigation,
          'aria-controls': NAVIGATION_ID,
        },
        on: {
          click: () => {
            actions.set({ panels: { ...panels, navigation: !panels.navigation } });
            if (!panels.navigation) focusSoon(`#${NAVIGATION_ID} button`);
          },
        },
      },
      icon('menu'),
    ),
    h('h1', {}, icon('hash'), h('span', {}, channel?.name ?? 'Lyrebird')),
    channel?.topic != null && h('p', { class: 'topic' }, channel.topic),
    h(
      'div',
      { class: 'top-bar-tools' },
      h(
        'button',
        {
          class: 'icon-button',
          attributes: {
            type: 'button',
            'aria-label': dark ? 'Light theme' : 'Dark theme',
            title: dark ? 'Light theme' : 'Dark theme',
          },
          on: { click: () => actions.setTheme(dark ? 'light' : 'dark') },
        },
        icon(dark ? 'sun' : 'moon'),
      ),
      h(
        'button',
        {
          class: 'icon-button only-wide',
          attributes: {
            type: 'button',
            'aria-label': 'Members',
            title: 'Members',
            'aria-pressed': panels.members,
          },
          on: { click: () => actions.set({ panels: { ...panels, members: !panels.members } }) },
        },
        icon('people'),
      ),
      h(
        'button',
        {
          class: panels.workings ? 'tool tool-on' : 'tool',
          attributes: {
            type: 'button',
            id: WORKINGS_BUTTON_ID,
            'aria-label': 'The workings',
            'aria-expanded': panels.workings,
            'aria-controls': panels.workings ? 'workings' : undefined,
          },
          on: {
            click: () => {
              void actions.openWorkings(!panels.workings);
              if (!panels.workings) focusSoon(`#${WORKINGS_TITLE_ID}`);
            },
          },
        },
        icon('workings'),
        h('span', {}, 'Workings'),
      ),
    ),
  );
}
