import type { Actions } from '../actions/Actions.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { renderSayBox } from './renderSayBox.ts';

/** How many simulated people come at a click. */
const CROWD_SIZES = [1, 5, 20] as const;

/** While in voice: where, how to leave, and a crowd to have beside oneself. */
export function renderVoicePanel(state: PageState, actions: Actions): ElementNode | undefined {
  const channel = actions.voiceChannel;
  if (channel === undefined) return undefined;
  const busy = state.busy.has('listeners');
  const simulated = state.known?.members.filter(({ taste }) => taste !== null).length ?? 0;
  return h(
    'section',
    { key: 'voice', class: 'voice-panel', attributes: { 'aria-label': 'Voice' } },
    h(
      'div',
      { class: 'voice-panel-head' },
      h(
        'p',
        { class: 'voice-panel-text' },
        h('strong', {}, 'Voice connected'),
        h('small', {}, `${channel.name} / ${state.known?.guild.name ?? ''}`),
      ),
      h(
        'button',
        {
          class: 'icon-button icon-button-danger',
          attributes: { type: 'button', 'aria-label': 'Leave voice', title: 'Leave voice' },
          on: { click: () => void actions.leave() },
        },
        icon('leave'),
      ),
    ),
    renderSayBox(state, actions),
    h(
      'div',
      {
        class: 'crowd',
        attributes: {
          role: 'group',
          'aria-label': 'Add listeners',
          'aria-busy': busy ? true : undefined,
        },
      },
      h('span', { class: 'crowd-label' }, icon('addPerson'), 'Add listeners'),
      CROWD_SIZES.map((count) =>
        h(
          'button',
          {
            key: String(count),
            class: 'chip',
            attributes: {
              type: 'button',
              'aria-label': `+${count} ${count === 1 ? 'listener' : 'listeners'}`,
              'aria-disabled': busy ? true : undefined,
            },
            on: { click: () => void actions.addListeners(count) },
          },
          `+${count}`,
        ),
      ),
      simulated > 0 &&
        h(
          'button',
          {
            key: 'none',
            class: 'chip',
            attributes: { type: 'button', 'aria-disabled': busy ? true : undefined },
            on: { click: () => void actions.removeListeners() },
          },
          'Send home',
        ),
    ),
  );
}
