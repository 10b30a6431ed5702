import { revealSoon } from '../dom/focus.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { Composer } from './Composer.ts';
import { describeOption, type Suggestions } from './suggest.ts';

export const MESSAGE_BOX_ID = 'message-box';
const LIST_ID = 'message-box-list';
const HELP_ID = 'message-box-help';

export interface ComposerUse {
  readonly composer: Composer;
  readonly channelName: string;
  readonly connected: boolean;
  readonly typing: readonly string[];
}

export function renderComposer(use: ComposerUse): ElementNode {
  const { composer, channelName, connected } = use;
  const { text, caret, closed, problem, sending } = composer.state;
  const suggestions = composer.suggestions();
  const active = composer.activeOf(suggestions);
  const open = suggestions.items.length > 0 && !closed;
  const read = (event: Event): void => {
    const field = event.currentTarget;
    if (!(field instanceof HTMLInputElement)) return;
    composer.typed(field.value, field.selectionStart ?? field.value.length);
  };
  return h(
    'form',
    {
      class: 'composer',
      attributes: { autocomplete: 'off' },
      on: {
        submit: (event) => {
          event.preventDefault();
          void composer.send();
        },
      },
    },
    open && renderList(composer, suggestions, active),
    renderSignature(suggestions),
    h(
      'div',
      { class: problem === undefined ? 'composer-box' : 'composer-box composer-box-wrong' },
      h('input', {
        key: 'box',
        value: text,
        attributes: {
          id: MESSAGE_BOX_ID,
          type: 'text',
          role: 'combobox',
          autocomplete: 'off',
          spellcheck: 'false',
          maxlength: 2_000,
          enterkeyhint: 'send',
          placeholder: `Message #${channelName}, or / for a command`,
          'aria-label': `Message #${channelName}`,
          'aria-autocomplete': 'list',
          'aria-haspopup': 'listbox',
          'aria-expanded': open,
          'aria-controls': open ? LIST_ID : undefined,
          'aria-activedescendant': active >= 0 ? `${LIST_ID}-${active}` : undefined,
          'aria-describedby': HELP_ID,
          'aria-invalid': problem === undefined ? undefined : true,
        },
        on: {
          input: read,
          keyup: read,
          click: read,
          keydown: (event) => {
            if (event.isComposing) return;
            if (composer.key(event.key, event.shiftKey)) {
              event.preventDefault();
              moveCaret(event.currentTarget, composer.state.caret);
              revealSoon(`${LIST_ID}-${composer.activeOf(composer.suggestions())}`);
            }
          },
        },
      }),
      h(
        'button',
        {
          class: 'icon-button composer-send',
          attributes: {
            type: 'submit',
            'aria-label': 'Send',
            'aria-disabled': text.trim() === '' || !connected ? true : undefined,
            'aria-busy': sending ? true : undefined,
          },
        },
        icon('send'),
      ),
    ),
    h(
      'p',
      {
        class: problem === undefined ? 'composer-help' : 'composer-help composer-problem',
        attributes: { id: HELP_ID, role: 'status' },
      },
      problem !== undefined && icon('warning'),
      problem ?? helpText(suggestions, caret, use.typing),
    ),
  );
}

/** After the line has been replaced, the caret belongs where the next word goes. */
function moveCaret(field: EventTarget | null, caret: number): void {
  if (!(field instanceof HTMLInputElement)) return;
  const place = (): void => field.setSelectionRange(caret, caret);
  // The field gets its new text when the page is redrawn.
  queueMicrotask(place);
}

function helpText(suggestions: Suggestions, _caret: number, typing: readonly string[]): string {
  if (suggestions.option !== undefined) return describeOption(suggestions.option);
  if (typing.length === 0) return '';
  const names = new Intl.ListFormat('en').format(typing.slice(0, 3));
  return `${names} ${typing.length === 1 ? 'is' : 'are'} typing…`;
}

function renderList(composer: Composer, suggestions: Suggestions, active: number): ElementNode {
  const titles = { commands: 'Commands', options: 'Options', values: 'Suggestions', none: '' };
  const title = titles[suggestions.kind];
  return h(
    'div',
    { key: 'list', class: 'completion' },
    h('p', { class: 'completion-title', attributes: { 'aria-hidden': true } }, title),
    h(
      'div',
      {
        class: 'completion-list',
        attributes: { id: LIST_ID, role: 'listbox', 'aria-label': title },
      },
      suggestions.items.map((item, place) =>
        h(
          'div',
          {
            key: `${item.label}\n${item.line}`,
            class: place === active ? 'completion-item completion-item-active' : 'completion-item',
            attributes: {
              id: `${LIST_ID}-${place}`,
              role: 'option',
              'aria-selected': place === active,
            },
            on: {
              pointerdown: (event) => event.preventDefault(),
              mousedown: (event) => event.preventDefault(),
              click: () => {
                composer.take(item);
                const box = document.getElementById(MESSAGE_BOX_ID);
                box?.focus();
                moveCaret(box, item.caret);
              },
            },
          },
          h('span', { class: 'completion-label' }, item.label),
          h('span', { class: 'completion-detail' }, item.detail),
        ),
      ),
    ),
    h(
      'p',
      { class: 'completion-keys', attributes: { 'aria-hidden': true } },
      h('kbd', {}, '↑'),
      h('kbd', {}, '↓'),
      ' choose  ',
      h('kbd', {}, 'Tab'),
      ' complete  ',
      h('kbd', {}, 'Enter'),
      ' send',
    ),
  );
}

/** The command and its options, the one at the caret marked. */
function renderSignature({ parsed, option }: Suggestions): ElementNode | undefined {
  if (parsed === undefined || parsed.command.options.length === 0) return undefined;
  const given = new Set(parsed.segments.map((segment) => segment.option.name));
  return h(
    'p',
    { key: 'signature', class: 'signature', attributes: { 'aria-hidden': true } },
    h('span', { class: 'signature-command' }, `/${parsed.command.name}`),
    parsed.command.options.map((each) => {
      const looks = [
        'signature-option',
        each.name === option?.name && 'signature-option-here',
        given.has(each.name) && 'signature-option-given',
      ].filter((look) => look !== false);
      return h(
        'span',
        { key: each.name, class: looks.join(' ') },
        each.name,
        h('small', {}, each.required === true ? 'required' : 'optional'),
      );
    }),
  );
}
