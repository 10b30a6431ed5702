import type { Actions } from './actions/Actions.ts';
import type { Composer } from './composer/Composer.ts';
import { MESSAGE_BOX_ID, renderComposer } from './composer/renderComposer.ts';
import { icon } from './dom/icons.ts';
import { type ElementNode, h } from './dom/vnode.ts';
import { renderJump, renderMessages } from './messages/renderMessages.ts';
import { renderModal } from './modal/renderModal.ts';
import { renderTopBar } from './renderTopBar.ts';
import { renderMembers } from './sidebar/renderMembers.ts';
import { renderSidebar } from './sidebar/renderSidebar.ts';
import { renderSoundBar } from './sound/renderSoundBar.ts';
import type { PageState } from './state/PageState.ts';
import { renderWorkings } from './workings/renderWorkings.ts';

export function renderPage(
  state: PageState,
  actions: Actions,
  composer: Composer,
  nowMs: number,
): ElementNode {
  const { panels, known, modal } = state;
  const looks = ['app', panels.members && 'app-members', panels.workings && 'app-workings'];
  return h(
    'div',
    { class: looks.filter((look) => look !== false).join(' ') },
    h(
      'a',
      { key: 'skip', class: 'skip-link', attributes: { href: `#${MESSAGE_BOX_ID}` } },
      'To the message box',
    ),
    renderSidebar(state, actions),
    panels.navigation &&
      h('div', {
        key: 'shade',
        class: 'shade',
        on: { click: () => actions.set({ panels: { ...panels, navigation: false } }) },
      }),
    h(
      'main',
      { key: 'main', class: 'main' },
      renderTopBar(state, actions),
      renderConnection(state),
      renderSoundBar(state, actions),
      known === undefined
        ? h('div', { key: 'opening', class: 'opening' }, h('p', {}, 'Opening the sandbox…'))
        : renderMessages(state, actions, composer),
      renderJump(),
      renderNotices(state, actions),
      renderComposer({
        composer,
        channelName: known?.channels.find(({ id }) => id === state.textChannelId)?.name ?? 'music',
        connected: state.connection === 'open',
        typing: typingNames(state, nowMs),
      }),
    ),
    panels.members && !panels.workings && renderMembers(state),
    panels.workings && renderWorkings(state, actions),
    modal !== undefined && renderModal(state, modal, actions),
  );
}

function typingNames({ typing, textChannelId, known }: PageState, nowMs: number): string[] {
  return typing.flatMap(({ channelId, userId, untilMs }) => {
    if (channelId !== textChannelId || untilMs <= nowMs || userId === known?.me.id) return [];
    return known?.members.find(({ id }) => id === userId)?.name ?? [];
  });
}

function renderConnection({ connection }: PageState): ElementNode {
  const lost = connection === 'lost';
  return h(
    'div',
    {
      key: 'connection',
      class: lost ? 'connection connection-lost' : 'connection',
      attributes: { role: 'status' },
    },
    lost && h('p', {}, icon('warning'), 'The sandbox does not answer. Trying again…'),
  );
}

function renderNotices(state: PageState, actions: Actions): ElementNode {
  return h(
    'div',
    { key: 'notices', class: 'notices', attributes: { role: 'status' } },
    state.notices.map(({ id, kind, text }) =>
      h(
        'div',
        { key: String(id), class: `notice notice-${kind}` },
        icon(kind === 'problem' ? 'warning' : 'eye'),
        h('p', {}, text),
        h(
          'button',
          {
            class: 'icon-button',
            attributes: { type: 'button', 'aria-label': 'Dismiss' },
            on: { click: () => actions.dismissNotice(id) },
          },
          icon('close'),
        ),
      ),
    ),
  );
}
