import type { Actions } from '../actions/Actions.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';

const BOX_ID = 'say-box';
const ABOUT_ID = 'say-about';
/** As many as the server takes. */
const MOST_LETTERS = 300;

/** Says something in the voice channel, in the person's own synthetic voice: bots hear it, too. */
export function renderSayBox(state: PageState, actions: Actions): ElementNode {
  const { known, saying } = state;
  const sayings = known?.sayings ?? null;
  if (sayings === null) {
    return h(
      'p',
      { key: 'say', class: 'say-about' },
      'Nobody here has a voice: the speech synthesiser is not installed.',
    );
  }
  const busy = state.busy.has('speak') ? true : undefined;
  return h(
    'form',
    {
      key: 'say',
      class: 'say',
      attributes: { 'aria-busy': busy },
      on: {
        submit: (event) => {
          event.preventDefault();
          void actions.speak(saying);
        },
      },
    },
    h('label', { class: 'say-label', attributes: { for: BOX_ID } }, 'Say in the voice channel'),
    h(
      'div',
      { class: 'say-line' },
      h('input', {
        class: 'text-input',
        value: saying,
        attributes: {
          id: BOX_ID,
          type: 'text',
          maxlength: MOST_LETTERS,
          autocomplete: 'off',
          'aria-describedby': ABOUT_ID,
        },
        on: {
          input: ({ currentTarget: box }) => {
            if (box instanceof HTMLInputElement) actions.set({ saying: box.value });
          },
        },
      }),
      h('button', { class: 'chip', attributes: { type: 'submit', 'aria-disabled': busy } }, 'Say'),
    ),
    h(
      'p',
      { class: 'say-about', attributes: { id: ABOUT_ID } },
      'In a synthetic voice of your own. Everybody in the channel hears it.',
    ),
    h(
      'div',
      { class: 'say-chips', attributes: { role: 'group', 'aria-label': 'Things to say' } },
      sayings.map((text) =>
        h(
          'button',
          {
            key: text,
            class: 'chip',
            attributes: { type: 'button', 'aria-disabled': busy },
            on: { click: () => void actions.speak(text) },
          },
          text,
        ),
      ),
    ),
  );
}
