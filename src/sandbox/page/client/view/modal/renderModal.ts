import type { Actions } from '../actions/Actions.ts';
import { COMPONENT } from '../components/componentTypes.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { namesOf } from '../state/Names.ts';
import type { OpenModal, PageState } from '../state/PageState.ts';
import { fieldOf } from './fieldValues.ts';
import { renderField } from './renderField.ts';
import { submitModal } from './submitModal.ts';

export function renderModal(state: PageState, open: OpenModal, actions: Actions): ElementNode {
  const { modal, problem, submitting } = open;
  const names = namesOf(state.known);
  const close = (): void => actions.set({ modal: undefined, openSelect: undefined });
  return h(
    'dialog',
    {
      key: modal.interactionId,
      class: 'modal',
      attributes: { 'aria-labelledby': 'modal-title' },
      onMount: showModal,
      on: {
        cancel: (event) => {
          event.preventDefault();
          close();
        },
      },
    },
    h(
      'form',
      {
        attributes: { novalidate: true, autocomplete: 'off' },
        on: {
          submit: (event) => {
            event.preventDefault();
            void submitModal(actions);
          },
        },
      },
      h(
        'header',
        { class: 'modal-head' },
        h('h2', { attributes: { id: 'modal-title' } }, modal.title),
        h(
          'button',
          {
            class: 'icon-button',
            attributes: { type: 'button', 'aria-label': 'Close' },
            on: { click: close },
          },
          icon('close'),
        ),
      ),
      h(
        'div',
        { class: 'modal-body' },
        modal.components.map((component, place) => {
          if (component.type === COMPONENT.textDisplay) {
            return h('div', { key: `text ${place}` }, renderMarkdown(component.content, names));
          }
          const field = fieldOf(component);
          return (
            field && renderField({ ...field, open, actions, names, openSelect: state.openSelect })
          );
        }),
        problem !== undefined &&
          h(
            'p',
            { class: 'field-problem', attributes: { role: 'alert' } },
            icon('warning'),
            problem,
          ),
      ),
      h(
        'footer',
        { class: 'modal-foot' },
        h(
          'button',
          { class: 'button button-quiet', attributes: { type: 'button' }, on: { click: close } },
          'Cancel',
        ),
        h(
          'button',
          {
            class: submitting ? 'button button-primary button-pending' : 'button button-primary',
            attributes: { type: 'submit', 'aria-busy': submitting ? true : undefined },
          },
          'Submit',
        ),
      ),
    ),
  );
}

/** Opens it over the page, and gives the focus back to who had it. */
function showModal(element: HTMLElement): () => void {
  const opener = document.activeElement;
  if (element instanceof HTMLDialogElement) element.showModal();
  const field = element.querySelector('input, textarea, [role=combobox]');
  if (field instanceof HTMLElement) field.focus();
  return () => {
    // Once the dialog is out of the page.
    queueMicrotask(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    });
  };
}
