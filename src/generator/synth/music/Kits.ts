import { SAMPLED_KITS, type SampledKit } from '../catalogue/sampledKits.ts';
import type { SampledDrum } from '../samples/SamplePatch.ts';
import { LAYOUT } from '../style/layout.ts';
import type { StyleVector } from '../style/StyleVector.ts';
import { DRUM_PARTS } from '../voices/DrumSound.ts';

const KIT_NAMES = LAYOUT.choices.kit.names;
const SAMPLED: readonly (SampledKit | undefined)[] = KIT_NAMES.map(
  (name) => (SAMPLED_KITS as Readonly<Record<string, SampledKit>>)[name],
);
/** A share closer to none or to all than this is none or all. */
const NEXT_TO_NOTHING = 0.04;

/** Which drum of which recorded kit sounds, and how much of it beside the ones made of tones. */
export class Kits {
  readonly #found: { sampled: SampledDrum | undefined; share: number } = {
    sampled: undefined,
    share: 0,
  };

  /** @param part Index into `DRUM_PARTS`. Valid until the next call. */
  find(style: StyleVector, part: number): { sampled: SampledDrum | undefined; share: number } {
    const found = this.#found;
    let total = 0;
    let recorded = 0;
    let best = -1;
    for (let kit = 0; kit < KIT_NAMES.length; kit += 1) {
      const score = style.score('kit', kit);
      total += score;
      if (SAMPLED[kit] === undefined) continue;
      recorded += score;
      if (best < 0 || score > style.score('kit', best)) best = kit;
    }
    const name = DRUM_PARTS[part];
    found.sampled = name === undefined ? undefined : SAMPLED[best]?.[name];
    found.share = total > 0 && found.sampled !== undefined ? recorded / total : 0;
    if (found.share < NEXT_TO_NOTHING) {
      found.share = 0;
      found.sampled = undefined;
    }
    if (found.share > 1 - NEXT_TO_NOTHING) found.share = 1;
    return found;
  }
}
