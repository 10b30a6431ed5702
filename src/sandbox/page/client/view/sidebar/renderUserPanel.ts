import type { Actions } from '../actions/Actions.ts';
import { renderSelect } from '../components/renderSelect.ts';
import type { SelectOption } from '../components/SelectModel.ts';
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
      renderPersonSelect(state, actions),
      h(
        'a',
        {
          class: 'user-panel-link',
          attributes: { href: actions.backend.newTabUrl, target: '_blank', rel: 'noopener' },
        },
        'Another person',
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

/** Whom this tab may be. Not the browser's own select, which would change person at each arrow key. */
function renderPersonSelect(state: PageState, actions: Actions): ElementNode | undefined {
  const { known, openSelect } = state;
  if (known === undefined) return undefined;
  const { me, people } = known;
  const everybody = people.some(({ id }) => id === me.id) ? people : [me, ...people];
  const option = (value: string, label: string): SelectOption => ({
    value,
    label,
    description: undefined,
    emoji: undefined,
  });
  return renderSelect({
    model: {
      customId: 'person',
      placeholder: 'Who you are',
      options: [
        ...everybody.map(({ id, name }) => option(id, name)),
        option(NEW_PERSON, 'Somebody new'),
      ],
      min: 1,
      max: 1,
      disabled: false,
      initial: [me.id],
    },
    actions,
    owner: 'me',
    open: openSelect,
    values: [me.id],
    pending: false,
    onChoose: ([chosen = me.id]) => {
      if (chosen !== me.id) actions.backend.become(chosen === NEW_PERSON ? null : chosen);
    },
  });
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
