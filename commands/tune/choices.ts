import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import { CONTROL_NAMES, controlOf } from '../../src/music/controls.ts';

/** Chosen instead of one control. */
export const RESET_ALL = 'all';

export const RESET_CHOICES: readonly APIApplicationCommandOptionChoice<string>[] = [
  { name: 'All controls', value: RESET_ALL },
  ...CONTROL_NAMES.map((name) => ({ name: controlOf(name).option, value: name })),
];
