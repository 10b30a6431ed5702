import type { Actions } from '../actions/Actions.ts';
import { COMPONENT, PARAGRAPH_INPUT } from '../components/componentTypes.ts';
import { renderSelect } from '../components/renderSelect.ts';
import { selectModel } from '../components/SelectModel.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { Names } from '../state/Names.ts';
import type { OpenModal, OpenSelect } from '../state/PageState.ts';
import {
  type FieldValue,
  type LabelledField,
  MAX_TEXT_LENGTH,
  type ModalField,
} from './fieldValues.ts';
import { fieldId } from './submitModal.ts';

export interface FieldUse extends ModalField {
  readonly open: OpenModal;
  readonly actions: Actions;
  readonly names: Names;
  readonly openSelect: OpenSelect | undefined;
}

export function renderField(use: FieldUse): ElementNode {
  const { field, label, description, open } = use;
  const id = fieldId(field.custom_id);
  const problem = open.problems[field.custom_id];
  const required = field.type !== COMPONENT.checkbox && (field.required ?? true);
  const isGroup = field.type === COMPONENT.radioGroup || field.type === COMPONENT.checkboxGroup;
  return h(
    isGroup ? 'fieldset' : 'div',
    {
      key: field.custom_id,
      class: problem === undefined ? 'field' : 'field field-wrong',
      attributes: isGroup ? { 'aria-describedby': describedBy(id, description, problem) } : {},
    },
    h(
      isGroup ? 'legend' : 'label',
      {
        class: 'field-label',
        attributes: isGroup ? { id: `${id}-label` } : { id: `${id}-label`, for: id },
      },
      label,
      required && h('span', { class: 'field-required', attributes: { 'aria-hidden': true } }, ' *'),
    ),
    description !== undefined &&
      h('p', { class: 'field-description', attributes: { id: `${id}-about` } }, description),
    renderControl(use, id, required),
    problem !== undefined &&
      h(
        'p',
        { class: 'field-problem', attributes: { id: `${id}-problem` } },
        icon('warning'),
        problem,
      ),
  );
}

function describedBy(
  id: string,
  description: string | undefined,
  problem: string | undefined,
): string | undefined {
  const ids = [description && `${id}-about`, problem && `${id}-problem`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

function renderControl(use: FieldUse, id: string, required: boolean): ElementNode {
  const { field, description, open, actions, names } = use;
  const value = open.values[field.custom_id];
  const problem = open.problems[field.custom_id];
  const about = describedBy(id, description, problem);
  switch (field.type) {
    case COMPONENT.textInput:
      return h(field.style === PARAGRAPH_INPUT ? 'textarea' : 'input', {
        key: 'control',
        class: 'text-input',
        value: typeof value === 'string' ? value : '',
        attributes: {
          id,
          type: field.style === PARAGRAPH_INPUT ? undefined : 'text',
          rows: field.style === PARAGRAPH_INPUT ? 4 : undefined,
          maxlength: field.max_length ?? MAX_TEXT_LENGTH,
          placeholder: field.placeholder,
          'aria-required': required,
          'aria-invalid': problem === undefined ? undefined : true,
          'aria-describedby': about,
        },
        on: {
          input: ({ currentTarget: control }) => {
            if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
              fill(actions, field.custom_id, control.value);
            }
          },
        },
      });
    case COMPONENT.checkbox:
      return tick(id, 'checkbox', '', value === true, (checked) =>
        fill(actions, field.custom_id, checked),
      );
    case COMPONENT.radioGroup:
    case COMPONENT.checkboxGroup:
      return renderGroup(field, use, id);
    case COMPONENT.fileUpload:
      return h('p', { class: 'field-description' }, 'This page sends no files.');
    default: {
      const model = selectModel(field, names);
      return renderSelect({
        model,
        actions,
        owner: 'modal',
        id,
        open: use.openSelect,
        values: Array.isArray(value) ? value : [],
        pending: false,
        labelledBy: `${id}-label`,
        describedBy: about,
        invalid: problem !== undefined,
        onChoose: (values) => fill(actions, field.custom_id, values),
      });
    }
  }
}

type Group = Extract<LabelledField, { type: 21 | 22 }>;

function renderGroup(group: Group, { open, actions }: FieldUse, id: string): ElementNode {
  const value = open.values[group.custom_id];
  const chosen = Array.isArray(value) ? value : [value];
  const radio = group.type === COMPONENT.radioGroup;
  return h(
    'div',
    { class: 'group' },
    group.options.map((option, place) =>
      h(
        'label',
        { key: option.value, class: 'group-option' },
        tick(
          place === 0 ? id : `${id}-${place}`,
          radio ? 'radio' : 'checkbox',
          id,
          chosen.includes(option.value),
          (checked) => {
            const others = chosen.filter(
              (each) => typeof each === 'string' && each !== option.value,
            );
            const all = checked ? [...others, option.value] : others;
            fill(actions, group.custom_id, radio ? option.value : all.filter(isText));
          },
        ),
        h(
          'span',
          { class: 'select-option-text' },
          h('span', {}, option.label),
          option.description != null && h('small', {}, option.description),
        ),
      ),
    ),
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function tick(
  id: string,
  type: 'radio' | 'checkbox',
  name: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
): ElementNode {
  return h('input', {
    key: 'control',
    checked,
    attributes: { id, type, name: name === '' ? undefined : name },
    on: {
      change: ({ currentTarget: control }) => {
        if (control instanceof HTMLInputElement) onChange(control.checked);
      },
    },
  });
}

function fill(actions: Actions, customId: string, value: FieldValue): void {
  const { modal } = actions.state;
  if (modal === undefined) return;
  const problems = { ...modal.problems };
  delete problems[customId];
  actions.set({ modal: { ...modal, problems, values: { ...modal.values, [customId]: value } } });
}
