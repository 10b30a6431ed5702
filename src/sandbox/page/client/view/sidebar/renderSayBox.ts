import type { Actions } from '../actions/Actions.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';

const BOX_ID = 'say-box';
/** As many as the server takes. */
const MOST_LETTERS = 300;
const LABEL = 'Say in the voice channel';
const OWN_VOICE =
  'Your own voice goes into the channel. The DJ understands it with a Gemini key; its stand-in knows the synthetic voices only.';

const NO_VOICES =
  "No speech synthesiser is installed here, so nobody can say what you type, and the DJ's stand-in hears nobody. In a checkout, npm ci brings it.";

/** Says something in the voice channel: typed, in the person's own synthetic voice, or by microphone. */
export function renderSayBox(state: PageState, actions: Actions): ElementNode {
  const { known, saying } = state;
  const sayings = known?.sayings ?? null;
  if (sayings === null) {
    return h(
      'div',
      { key: 'say', class: 'say say-line' },
      h('p', { class: 'say-about' }, NO_VOICES),
      renderMicrophone(state, actions),
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
    h('label', { class: 'visually-hidden', attributes: { for: BOX_ID } }, LABEL),
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
          placeholder: LABEL,
        },
        on: {
          input: ({ currentTarget: box }) => {
            if (box instanceof HTMLInputElement) actions.set({ saying: box.value });
          },
        },
      }),
      h('button', { class: 'chip', attributes: { type: 'submit', 'aria-disabled': busy } }, 'Say'),
      renderMicrophone(state, actions),
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

function renderMicrophone({ microphone, busy }: PageState, actions: Actions): ElementNode {
  return h(
    'button',
    {
      key: 'microphone',
      class: microphone ? 'icon-button icon-button-on' : 'icon-button',
      attributes: {
        type: 'button',
        'aria-label': 'Microphone',
        title: OWN_VOICE,
        'aria-pressed': microphone,
        'aria-disabled': busy.has('microphone') ? true : undefined,
      },
      on: {
        click: async () => {
          const isOn = await actions.setMicrophone(!microphone);
          if (isOn && !microphone) actions.notify('hint', OWN_VOICE);
        },
      },
    },
    icon('microphone', !microphone),
  );
}
