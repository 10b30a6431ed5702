import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Button, SelectMenu } from '../validation/components.ts';
import { type AnyComponent, walk } from '../validation/componentTree.ts';
import type { Message } from '../world/message.ts';
import {
  findChannel,
  type Place,
  type Resolved,
  resolveChannel,
  resolveRole,
  resolveUser,
} from './optionValues.ts';
import { PersonError } from './PersonError.ts';

/** The data of the interaction by which a person presses a button. @throws PersonError */
export function buttonData(message: Message, customId: string) {
  const component = findComponent(message, customId);
  if (!isButton(component)) {
    throw new PersonError('component.notButton', `"${customId}" is not a button.`);
  }
  refuseDisabled(component.disabled, customId);
  if (component.style === ButtonStyle.Link || component.style === ButtonStyle.Premium) {
    throw new PersonError('component.notButton', `"${customId}" tells the bot nothing.`);
  }
  return { component_type: component.type, custom_id: customId, id: component.id };
}

/**
 * The data of the interaction by which a person chooses in a select.
 *
 * @param chosen Values or labels of a string select; names or ids otherwise.
 * @throws PersonError
 */
export function selectData(
  message: Message,
  customId: string,
  chosen: readonly string[],
  place: Place,
) {
  const component = findComponent(message, customId);
  if (!isSelect(component)) {
    throw new PersonError('component.notSelect', `"${customId}" is not a select.`);
  }
  refuseDisabled(component.disabled, customId);
  const resolved: Resolved = {};
  const values = selectValues(component, chosen, place, resolved);
  return {
    component_type: component.type,
    custom_id: customId,
    id: component.id,
    values,
    ...(component.type !== ComponentType.StringSelect && { resolved }),
  };
}

/** What a select sends for what a person chose. @throws PersonError `component.invalidChoice` */
export function selectValues(
  select: SelectMenu,
  chosen: readonly string[],
  place: Place,
  resolved: Resolved,
): string[] {
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  if (chosen.length < min || chosen.length > max) {
    throw new PersonError(
      'component.invalidChoice',
      `"${select.custom_id}" takes ${min === max ? min : `${min} to ${max}`} choices.`,
    );
  }
  return chosen.map((input) => {
    const value = selectValue(select, input, place, resolved);
    if (value !== undefined) return value;
    throw new PersonError(
      'component.invalidChoice',
      `"${select.custom_id}" does not offer "${input}".`,
    );
  });
}

function selectValue(
  select: SelectMenu,
  input: string,
  place: Place,
  resolved: Resolved,
): string | undefined {
  switch (select.type) {
    case ComponentType.StringSelect:
      return select.options.find(({ value, label }) => value === input || label === input)?.value;
    case ComponentType.UserSelect:
      return resolveUser(input, place, resolved);
    case ComponentType.RoleSelect:
      return resolveRole(input, place, resolved);
    case ComponentType.MentionableSelect:
      return resolveUser(input, place, resolved) ?? resolveRole(input, place, resolved);
    case ComponentType.ChannelSelect: {
      const channel = findChannel(place.guild, input);
      const types = select.channel_types ?? [];
      const fits = channel && (types.length === 0 || types.includes(channel.type));
      return fits ? resolveChannel(channel, place, resolved) : undefined;
    }
  }
}

function findComponent(message: Message, customId: string): AnyComponent {
  const known: string[] = [];
  for (const { component } of walk(message.components, [])) {
    if (component.custom_id === customId) return component;
    if (component.custom_id) known.push(component.custom_id);
  }
  throw new PersonError(
    'component.unknown',
    `The message has no component "${customId}"${known.length > 0 ? `; it has ${known.join(', ')}` : ''}.`,
  );
}

function refuseDisabled(disabled: boolean | null | undefined, customId: string): void {
  if (disabled !== true) return;
  throw new PersonError('component.disabled', `"${customId}" is disabled.`);
}

function isButton(component: AnyComponent): component is Button {
  return component.type === ComponentType.Button;
}

const SELECTS: ReadonlySet<ComponentType> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

function isSelect(component: AnyComponent): component is SelectMenu {
  return SELECTS.has(component.type);
}
