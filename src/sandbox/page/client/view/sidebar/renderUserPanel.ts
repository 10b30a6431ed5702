import type { Actions } from '../actions/Actions.ts';
import { type IconName, icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { avatar } from './avatar.ts';

const NEW_PERSON = 'new';

/** Who this tab is, and the switches that Discord has beside one's name. */
export function renderUserPanel(state: PageState, actions: Actions): ElementNode | undefined {
  const { known } = state;
  if (known === undefined) return undefined;
  const { me } = known;
  const own = known.voiceStates.find(({ userId }) => userId === me.id);
  const muted = own?.selfMute === true;
  const deafened = own?.selfDeaf === true;
  return h(
    'section',
    { key: 'me', class: 'user-panel', attributes: { 'aria-label': 'You' } },
    avatar(me.id, 'avatar-small'),
    h(
      'div',
      { class: 'user-panel-who' },
      h('label', { class: 'visually-hidden', attributes: { for: 'person' } }, 'Who you are'),
      h(
        'select',
        {
          class: 'person-select',
          value: me.id,
          attributes: { id: 'person' },
          on: {
            change: ({ currentTarget: select }) => {
              if (!(select instanceof HTMLSelectElement)) return;
              actions.backend.become(select.value === NEW_PERSON ? null : select.value);
            },
          },
        },
        (known.people.some(({ id }) => id === me.id) ? known.people : [me, ...known.people]).map(
          ({ id, name }) => h('option', { key: id, attributes: { value: id } }, name),
        ),
        h('option', { key: NEW_PERSON, attributes: { value: NEW_PERSON } }, 'Somebody new…'),
      ),
      h(
        'a',
        {
          class: 'user-panel-link',
          attributes: { href: actions.backend.newTabUrl, target: '_blank', rel: 'noopener' },
        },
        'Open another person',
        h('span', { class: 'visually-hidden' }, ' (in a new tab)'),
      ),
    ),
    own !== undefined &&
      toggle('microphone', 'Mute', muted, () => void actions.setVoice({ muted: !muted })),
    own !== undefined &&
      toggle(
        'headphones',
        'Deafen',
        deafened,
        () => void actions.setVoice({ deafened: !deafened }),
      ),
  );
}

function toggle(name: IconName, label: string, on: boolean, onClick: () => void): ElementNode {
  return h(
    'button',
    {
      key: label,
      class: on ? 'icon-button icon-button-on' : 'icon-button',
      attributes: { type: 'button', 'aria-label': label, 'aria-pressed': on, title: label },
      on: { click: onClick },
    },
    icon(name, on),
  );
}
