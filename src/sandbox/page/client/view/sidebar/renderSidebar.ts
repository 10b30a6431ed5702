import type { ShownChannel } from '../../contract.ts';
import type { Actions } from '../actions/Actions.ts';
import { focusSoon } from '../dom/focus.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { renderUserPanel } from './renderUserPanel.ts';
import { renderVoiceChannel } from './renderVoiceChannel.ts';
import { renderVoicePanel } from './renderVoicePanel.ts';

export const NAVIGATION_ID = 'navigation';
/** The button that opens it on a narrow screen. */
export const NAVIGATION_BUTTON_ID = 'navigation-button';

/** The server, its channels, and at the foot what this person is doing. */
export function renderSidebar(state: PageState, actions: Actions): ElementNode {
  const { known, panels } = state;
  const close = (): void => {
    actions.set({ panels: { ...panels, navigation: false } });
    focusSoon(`#${NAVIGATION_BUTTON_ID}`);
  };
  const channels = known?.channels ?? [];
  const texts = channels.filter(({ kind }) => kind === 'text');
  const voices = channels.filter(({ kind }) => kind !== 'text');
  return h(
    'nav',
    {
      key: 'navigation',
      class: panels.navigation ? 'sidebar sidebar-open' : 'sidebar',
      attributes: { id: NAVIGATION_ID, 'aria-label': 'Channels' },
      on: {
        keydown: (event) => {
          if (event.key === 'Escape' && panels.navigation) close();
        },
      },
    },
    h(
      'header',
      { class: 'server' },
      h(
        'span',
        { class: 'server-mark', attributes: { 'aria-hidden': true } },
        known?.guild.name.charAt(0) ?? '',
      ),
      h('strong', { class: 'server-name' }, known?.guild.name ?? 'Sandbox'),
      h(
        'button',
        {
          class: 'icon-button only-narrow',
          attributes: { type: 'button', 'aria-label': 'Close the channels' },
          on: { click: close },
        },
        icon('close'),
      ),
    ),
    h(
      'div',
      { class: 'channels' },
      h('h2', { class: 'channels-title' }, 'Text channels'),
      h(
        'ul',
        {},
        texts.map((channel) => renderTextChannel(channel, state, actions)),
      ),
      h('h2', { class: 'channels-title' }, 'Voice channels'),
      h(
        'ul',
        {},
        voices.map((channel) => renderVoiceChannel(channel, state, actions)),
      ),
    ),
    h(
      'div',
      { class: 'sidebar-foot' },
      renderVoicePanel(state, actions),
      renderUserPanel(state, actions),
    ),
  );
}

function renderTextChannel(channel: ShownChannel, state: PageState, actions: Actions): ElementNode {
  const here = channel.id === state.textChannelId;
  return h(
    'li',
    { key: channel.id },
    h(
      'button',
      {
        class: here ? 'channel channel-here' : 'channel',
        attributes: { type: 'button', 'aria-current': here ? 'page' : undefined },
        on: {
          click: () =>
            actions.set({
              textChannelId: channel.id,
              panels: { ...state.panels, navigation: false },
            }),
        },
      },
      icon('hash'),
      h('span', { class: 'channel-name' }, channel.name),
    ),
  );
}
