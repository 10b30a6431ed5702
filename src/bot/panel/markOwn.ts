import { ButtonStyle } from 'discord-api-types/v10';

/** Stands by everything that a member has chosen: told without colours. */
export const OWN_MARK = '✔';

/** The looks of a button that votes: one's own choice is marked by a sign, and by its colour. */
export function markOwn(
  label: string,
  isOwn: boolean,
): { readonly label: string; readonly style: ButtonStyle.Primary | ButtonStyle.Secondary } {
  return isOwn
    ? { label: `${OWN_MARK} ${label}`, style: ButtonStyle.Primary }
    : { label, style: ButtonStyle.Secondary };
}
