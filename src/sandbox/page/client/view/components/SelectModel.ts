import type { APIMessageComponentEmoji, APISelectMenuComponent } from 'discord-api-types/v10';
import type { Names } from '../state/Names.ts';
import { COMPONENT } from './componentTypes.ts';

/** A select of whatever kind, as its list shows it. */
export interface SelectModel {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly SelectOption[];
  readonly min: number;
  readonly max: number;
  readonly disabled: boolean;
  /** Chosen before anybody touches it. */
  readonly initial: readonly string[];
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly emoji: APIMessageComponentEmoji | undefined;
}

export function selectModel(select: APISelectMenuComponent, names: Names): SelectModel {
  return {
    customId: select.custom_id,
    placeholder: select.placeholder ?? 'Make a selection',
    options: optionsOf(select, names),
    min: select.min_values ?? 1,
    max: select.max_values ?? 1,
    disabled: select.disabled ?? false,
    initial: initialOf(select),
  };
}

function optionsOf(select: APISelectMenuComponent, names: Names): SelectOption[] {
  if (select.type === COMPONENT.stringSelect) {
    return select.options.map(({ value, label, description, emoji }) => ({
      value,
      label,
      description,
      emoji,
    }));
  }
  const plain = (sign: string) => (each: { readonly id: string; readonly name: string }) => ({
    value: each.id,
    label: `${sign}${each.name}`,
    description: undefined,
    emoji: undefined,
  });
  switch (select.type) {
    case COMPONENT.userSelect:
      return names.members.map(plain('@'));
    case COMPONENT.roleSelect:
      return names.roles.map(plain('@'));
    case COMPONENT.mentionableSelect:
      return [...names.members, ...names.roles].map(plain('@'));
    case COMPONENT.channelSelect:
      return names.channels.map(plain('#'));
    default:
      return [];
  }
}

function initialOf(select: APISelectMenuComponent): string[] {
  if (select.type === COMPONENT.stringSelect) {
    return select.options.filter((option) => option.default === true).map(({ value }) => value);
  }
  return (select.default_values ?? []).map(({ id }) => id);
}
