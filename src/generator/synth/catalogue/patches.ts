import type { Patch } from '../voices/Band.ts';
import { BASSES } from './patches/basses.ts';
import { ELECTRONIC } from './patches/electronic.ts';
import { KEYS } from './patches/keys.ts';
import { STRINGS } from './patches/strings.ts';
import { WINDS } from './patches/winds.ts';

/** Every timbre there is, by name. */
export const PATCHES = {
  ...BASSES,
  ...KEYS,
  ...STRINGS,
  ...WINDS,
  ...ELECTRONIC,
} as const satisfies Record<string, Patch>;

export type PatchName = keyof typeof PATCHES;
