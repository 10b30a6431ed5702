import { ComponentType } from 'discord-api-types/v10';
import type { Modal, ModalField } from '../validation/modals.ts';
import { selectValues } from './componentData.ts';
import type { Place, Resolved } from './optionValues.ts';
import { PersonError } from './PersonError.ts';

/** What a person enters: text, choices, or a tick, by the field's custom id. */
export type FieldInput = string | readonly string[] | boolean;

const MAX_TEXT = 4_000;

/**
 * The data of the interaction by which a person submits a modal. A field that is not given keeps
 * what the bot put into it.
 *
 * @throws PersonError `field.unknown`, `field.missing`, `field.invalid`
 */
export function modalData(modal: Modal, given: Readonly<Record<string, FieldInput>>, place: Place) {
  const resolved: Resolved = {};
  const fields = new Set<string>();
  const enter = (field: ModalField) => {
    fields.add(field.custom_id);
    return {
      type: field.type,
      id: field.id,
      custom_id: field.custom_id,
      ...entered(field, given[field.custom_id], place, resolved),
    };
  };
  const components = modal.components.map((component) => {
    const { type, id } = component;
    switch (component.type) {
      case ComponentType.ActionRow:
        return { type, id, components: component.components.map(enter) };
      case ComponentType.Label:
        return { type, id, component: enter(component.component) };
      default:
        return { type, id };
    }
  });
  for (const name of Object.keys(given)) {
    if (fields.has(name)) continue;
    throw new PersonError(
      'field.unknown',
      `The modal has no field "${name}"; it has ${[...fields].join(', ')}.`,
    );
  }
  return {
    custom_id: modal.custom_id,
    components,
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

function entered(
  field: ModalField,
  input: FieldInput | undefined,
  place: Place,
  resolved: Resolved,
): { value: string | boolean | null } | { values: string[] } {
  switch (field.type) {
    case ComponentType.TextInput: {
      const value = String(input ?? field.value ?? '');
      const required = field.required ?? true;
      if (value === '' && required) missing(field);
      if (value === '') return { value };
      const { min_length: min, max_length: max } = field;
      const { length } = [...value];
      if (length < (min ?? 0)) invalid(field, `takes at least ${min} characters`);
      if (length > (max ?? MAX_TEXT)) invalid(field, `takes at most ${max ?? MAX_TEXT} characters`);
      return { value };
    }
    case ComponentType.Checkbox:
      return { value: input === undefined ? (field.default ?? false) : input === true };
    case ComponentType.RadioGroup: {
      const value = input ?? field.options.find((option) => option.default)?.value ?? null;
      if (value === null && (field.required ?? true)) missing(field);
      const known = field.options.some((option) => option.value === value);
      if (value !== null && !known) invalid(field, `does not offer "${String(value)}"`);
      return { value: value === null ? null : String(value) };
    }
    case ComponentType.CheckboxGroup: {
      const values =
        input === undefined
          ? field.options.filter((option) => option.default).map(({ value }) => value)
          : listOf(input);
      const unknown = values.find((each) => !field.options.some(({ value }) => value === each));
      if (unknown !== undefined) invalid(field, `does not offer "${unknown}"`);
      if (values.length === 0 && (field.required ?? true)) missing(field);
      return { values };
    }
    case ComponentType.FileUpload:
      if (field.required ?? true)
        invalid(field, 'takes a file, which simulated people do not send');
      return { values: [] };
    default: {
      const values = listOf(input ?? []);
      if (values.length === 0) {
        if (field.required ?? true) missing(field);
        return { values: [] };
      }
      return { values: selectValues(field, values, place, resolved) };
    }
  }
}

function listOf(input: FieldInput): string[] {
  return typeof input === 'object' ? [...input] : [String(input)];
}

function missing(field: ModalField): never {
  throw new PersonError('field.missing', `The field "${field.custom_id}" is required.`);
}

function invalid(field: ModalField, what: string): never {
  throw new PersonError('field.invalid', `The field "${field.custom_id}" ${what}.`);
}
