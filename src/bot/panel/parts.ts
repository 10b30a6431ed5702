import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Discord's limit of all texts of a message together. */
export const MOST_TEXT = 4_000;

/** Stands by everything that a member has chosen: told without colours. */
export const OWN_MARK = '✔';

/** Looks of buttons that are pressed for a custom id. */
export type Look = 'main' | 'plain' | 'good' | 'bad';

const STYLES = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  good: ButtonStyle.Success,
  bad: ButtonStyle.Danger,
} as const satisfies Readonly<Record<Look, ButtonStyle>>;

export interface ButtonParts {
  readonly id: string;
  /** A Unicode emoji. */
  readonly emoji?: string | undefined;
  readonly label: string;
  readonly look?: Look;
  readonly disabled?: boolean;
  /** A member's own choice, in a view for them alone: marked by a sign, and by its colour. */
  readonly isOwn?: boolean;
}

export function button(parts: ButtonParts): APIButtonComponent {
  const { id, emoji, label, disabled = false, isOwn = false } = parts;
  return {
    type: ComponentType.Button,
    style: STYLES[isOwn ? 'main' : (parts.look ?? 'plain')],
    ...(emoji !== undefined && { emoji: { name: emoji } }),
    label: isOwn ? `${label} ${OWN_MARK}` : label,
    custom_id: id,
    ...(disabled && { disabled }),
  };
}

export function row(...components: APIComponentInMessageActionRow[]): ActionRow {
  return { type: ComponentType.ActionRow, components };
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
