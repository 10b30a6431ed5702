import type { ModalFields, ShownModal } from '../../wire.ts';
import { COMPONENT } from '../components/componentTypes.ts';

export type FieldValue = string | readonly string[] | boolean;

type ModalComponent = ShownModal['components'][number];
export type LabelledField = Extract<ModalComponent, { type: 18 }>['component'];

/** One field of a modal, and what stands above it. */
export interface ModalField {
  readonly field: LabelledField;
  readonly label: string;
  readonly description: string | undefined;
}

/** The field that a component of a modal holds; undefined when it is text only. */
export function fieldOf(component: ModalComponent): ModalField | undefined {
  if (component.type === COMPONENT.label) {
    const { component: field, label, description } = component;
    return { field, label, description };
  }
  if (component.type === COMPONENT.actionRow) {
    const [field] = component.components;
    if (field === undefined) return undefined;
    // Before there were labels, a text input brought its own.
    return { field, label: field.label ?? '', description: undefined };
  }
  return undefined;
}

export function firstFieldValues(
  components: ShownModal['components'],
): Readonly<Record<string, FieldValue>> {
  const values: Record<string, FieldValue> = {};
  for (const component of components) {
    const found = fieldOf(component);
    if (found !== undefined) values[found.field.custom_id] = firstValue(found.field);
  }
  return values;
}

function firstValue(field: LabelledField): FieldValue {
  switch (field.type) {
    case COMPONENT.textInput:
      return field.value ?? '';
    case COMPONENT.checkbox:
      return field.default ?? false;
    case COMPONENT.radioGroup:
      return field.options.find((option) => option.default === true)?.value ?? '';
    case COMPONENT.checkboxGroup:
    case COMPONENT.stringSelect:
      return field.options.filter((option) => option.default === true).map(({ value }) => value);
    case COMPONENT.fileUpload:
      return [];
    default:
      return (field.default_values ?? []).map(({ id }) => id);
  }
}

/** What is wrong with a field as it is filled in; undefined when nothing is. */
export function fieldProblem(field: LabelledField, value: FieldValue): string | undefined {
  if (field.type === COMPONENT.checkbox) return undefined;
  const required = field.required ?? true;
  if (typeof value === 'boolean') return undefined;
  const { length } = value;
  if (length === 0) return required ? 'This field is required.' : undefined;
  if (field.type === COMPONENT.textInput) {
    const { min_length: min = 0, max_length: max = MAX_TEXT_LENGTH } = field;
    if (length < min) return `At least ${min} characters.`;
    if (length > max) return `At most ${max} characters.`;
    return undefined;
  }
  if (field.type === COMPONENT.radioGroup) return undefined;
  const { min_values: min = 1, max_values: max } = field;
  if (length < min) return `Choose at least ${min}.`;
  if (max !== undefined && length > max) return `Choose at most ${max}.`;
  return undefined;
}

/** Longest text that Discord lets a field hold. */
export const MAX_TEXT_LENGTH = 4_000;

/** What is submitted: fields that were left empty and need not be filled are left out. */
export function submittedFields(values: Readonly<Record<string, FieldValue>>): ModalFields {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value !== 'object' || value.length > 0),
  );
}
