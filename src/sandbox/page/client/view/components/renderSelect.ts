import type { Actions } from '../actions/Actions.ts';
import { revealSoon } from '../dom/focus.ts';
import { icon } from '../dom/icons.ts';
import { renderText } from '../dom/renderText.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { OpenSelect } from '../state/PageState.ts';
import { renderEmoji } from './renderEmoji.ts';
import type { SelectModel, SelectOption } from './SelectModel.ts';
import { chooseOption, movedActive, openAt } from './selectSteps.ts';

export interface SelectUse {
  readonly model: SelectModel;
  readonly actions: Actions;
  readonly owner: string;
  readonly open: OpenSelect | undefined;
  /** What is chosen now. */
  readonly values: readonly string[];
  readonly pending: boolean;
  /** Of the button; made of its owner and custom id unless given. */
  readonly id?: string;
  /** Ids of what names and describes it; its placeholder names it otherwise. */
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Somebody has made up their mind. */
  readonly onChoose: (values: readonly string[]) => void;
}

/**
 * A button with a list, after the pattern of a select-only combobox: the focus stays on the
 * button, the arrow keys walk the list.
 */
export function renderSelect(use: SelectUse): ElementNode {
  const { model, actions, owner, values, pending } = use;
  const open =
    use.open?.owner === owner && use.open.customId === model.customId ? use.open : undefined;
  const id = use.id ?? `select-${owner}-${model.customId}`;
  const shown = open?.chosen ?? values;
  const chosen = model.options.filter(({ value }) => shown.includes(value));
  const close = (submit: boolean): void => {
    if (open === undefined) return;
    actions.set({ openSelect: undefined });
    if (submit && model.max > 1 && !sameValues(open.chosen, values)) use.onChoose(open.chosen);
  };
  const choose = (value: string): void => {
    if (open === undefined) return;
    const next = chooseOption(model, open, value);
    actions.set({ openSelect: next.open });
    if (next.decided !== undefined) use.onChoose(next.decided);
  };
  return h(
    'div',
    { key: model.customId, class: pending ? 'select select-pending' : 'select' },
    h(
      'button',
      {
        class: 'select-button',
        attributes: {
          type: 'button',
          id,
          role: 'combobox',
          'data-custom-id': model.customId,
          'aria-haspopup': 'listbox',
          'aria-expanded': open !== undefined,
          'aria-controls': open === undefined ? undefined : `${id}-list`,
          'aria-activedescendant': open === undefined ? undefined : `${id}-${open.active}`,
          'aria-label': use.labelledBy === undefined ? model.placeholder : undefined,
          'aria-labelledby': use.labelledBy,
          'aria-describedby': use.describedBy,
          'aria-invalid': use.invalid === true ? true : undefined,
          'aria-disabled': model.disabled ? true : undefined,
          'aria-busy': pending ? true : undefined,
        },
        on: {
          click: (event) => {
            if (model.disabled || pending) return;
            if (open !== undefined) close(true);
            else actions.set({ openSelect: openAt(model, owner, values, event.currentTarget) });
          },
          blur: () => close(true),
          keydown: (event) => {
            if (model.disabled || pending) return;
            if (open === undefined) {
              if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
              event.preventDefault();
              actions.set({ openSelect: openAt(model, owner, values, event.currentTarget) });
              return;
            }
            if (event.key === 'Escape') {
              event.preventDefault();
              event.stopPropagation();
              actions.set({ openSelect: undefined });
            } else if (event.key === 'Enter' || event.key === ' ') {
              event.preventDefault();
              const option = model.options[open.active];
              if (option !== undefined) choose(option.value);
            } else {
              const active = movedActive(model, open.active, event.key);
              if (active === undefined) return;
              event.preventDefault();
              actions.set({ openSelect: { ...open, active } });
              revealSoon(`${id}-${active}`);
            }
          },
        },
      },
      h(
        'span',
        { class: chosen.length === 0 ? 'select-value select-placeholder' : 'select-value' },
        renderText(
          chosen.length === 0 ? model.placeholder : chosen.map(({ label }) => label).join(', '),
        ),
      ),
      icon('chevron'),
    ),
    open !== undefined && renderList(use, id, open, choose),
  );
}

function renderList(
  { model }: SelectUse,
  id: string,
  open: OpenSelect,
  choose: (value: string) => void,
): ElementNode {
  return h(
    'div',
    {
      class: open.above ? 'select-list select-list-above' : 'select-list',
      attributes: {
        id: `${id}-list`,
        role: 'listbox',
        'aria-label': model.placeholder,
        'aria-multiselectable': model.max > 1 ? true : undefined,
      },
    },
    model.options.length === 0 && h('p', { class: 'select-empty' }, 'Nothing to choose from.'),
    model.options.map((option, place) =>
      renderOption(option, {
        id: `${id}-${place}`,
        active: place === open.active,
        chosen: open.chosen.includes(option.value),
        many: model.max > 1,
        choose,
      }),
    ),
  );
}

function renderOption(
  option: SelectOption,
  use: {
    readonly id: string;
    readonly active: boolean;
    readonly chosen: boolean;
    readonly many: boolean;
    readonly choose: (value: string) => void;
  },
): ElementNode {
  const tick = use.many ? 'tick tick-box' : 'tick';
  return h(
    'div',
    {
      key: option.value,
      class: use.active ? 'select-option select-option-active' : 'select-option',
      attributes: { id: use.id, role: 'option', 'aria-selected': use.chosen },
      on: {
        // Keeps the focus on the button.
        pointerdown: (event) => event.preventDefault(),
        mousedown: (event) => event.preventDefault(),
        click: () => use.choose(option.value),
      },
    },
    renderEmoji(option.emoji),
    h(
      'span',
      { class: 'select-option-text' },
      h('span', {}, renderText(option.label)),
      option.description !== undefined && h('small', {}, option.description),
    ),
    h('span', { class: use.chosen ? `${tick} tick-on` : tick }, use.chosen && icon('check')),
  );
}

function sameValues(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
