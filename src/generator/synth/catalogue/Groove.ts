import type { ArpName } from './arps.ts';
import type { BalanceName } from './balances.ts';
import type { BassLineName } from './bassLines.ts';
import type { CompName } from './comps.ts';
import type { FormName } from './forms.ts';
import type { HarmonyName } from './harmonies.ts';
import type { KitName } from './kits.ts';
import type { MelodyName } from './melodies.ts';
import type { Parameter } from './parameters.ts';
import type { PatchName } from './patches.ts';
import type { RhythmName } from './rhythms.ts';

/** A genre in full: what each role plays, with which sound, and how all of it is set. */
export interface Groove {
  readonly bpm: number;
  readonly drums: readonly [RhythmName, KitName];
  readonly bass: readonly [BassLineName, PatchName];
  readonly chords: readonly [CompName, PatchName];
  readonly lead: readonly [MelodyName, PatchName];
  readonly arp?: readonly [ArpName, PatchName];
  readonly pad?: PatchName;
  readonly harmony: HarmonyName;
  readonly form: FormName;
  readonly balance: BalanceName;
  readonly set: Readonly<Partial<Record<Parameter, number>>>;
}
