import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import { CONTROL_LABELS, CONTROL_NAMES } from '../../src/music/controlChanges.ts';

export const MODE_CHOICES: readonly APIApplicationCommandOptionChoice<string>[] = [
  { name: 'Quality: the best it can', value: 'QUALITY' },
  { name: 'Diversity: more surprises', value: 'DIVERSITY' },
  { name: 'Vocalization: wordless voices', value: 'VOCALIZATION' },
];

/** Chosen instead of one control. */
export const RESET_ALL = 'all';

export const RESET_CHOICES: readonly APIApplicationCommandOptionChoice<string>[] = [
  { name: 'All controls', value: RESET_ALL },
  ...CONTROL_NAMES.map((name) => ({ name: CONTROL_LABELS[name], value: name })),
];
