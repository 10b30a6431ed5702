import { HARMONIES, type Harmony } from '../catalogue/harmonies.ts';
import { pick } from '../dsp/random.ts';
import { LAYOUT } from '../style/layout.ts';
import type { StyleVector } from '../style/StyleVector.ts';

const HALVES = 2;
/** A piece turns minor or major for a section at a time, not in the middle of one. */
const HALF = 0.5;

/** Progressions as steps of the scale (0 the tonic), two for each bar. */
const PARSED = new Map<string, Readonly<Record<keyof Harmony, readonly Int8Array[]>>>(
  Object.entries(HARMONIES).map(([name, harmony]) => [
    name,
    { major: harmony.major.map(parse), minor: harmony.minor.map(parse) },
  ]),
);

function parse(progression: string): Int8Array {
  return Int8Array.from(
    progression.split(' ').flatMap((bar) => {
      const [first, second] = bar.split('/');
      return [Number(first) - 1, Number(second ?? first) - 1];
    }),
  );
}

const FALLBACK = Int8Array.of(0, 0, 4, 4, 5, 5, 3, 3);

/** Decides on the chords. */
export class Harmonist {
  #progression: Int8Array = FALLBACK;
  #isMinor = false;

  /** The step of the home chord: the tonic of major, or of its relative minor. */
  get home(): number {
    return this.#isMinor ? 5 : 0;
  }

  /** Chooses the progression of a section. */
  begin(style: StyleVector, seed: number, place: number): void {
    const name = LAYOUT.choices.harmony.names[style.best('harmony')] ?? '';
    this.#isMinor = style.get('minor') > HALF;
    const family = PARSED.get(name);
    const options = family?.[this.#isMinor ? 'minor' : 'major'] ?? [FALLBACK];
    this.#progression = options[pick(options.length, seed, place, 0x4a2)] ?? FALLBACK;
  }

  /** The step on which the chord stands. @param bar Of the section. @param half 0 or 1. */
  rootAt(bar: number, half: number): number {
    const at = (bar * HALVES + half) % this.#progression.length;
    return this.#progression[at] ?? 0;
  }

  /** For how many half bars from here the chord stays, at most `limit`. */
  halvesHeld(bar: number, half: number, limit: number): number {
    const root = this.rootAt(bar, half);
    let held = 1;
    while (held < limit) {
      const at = bar * HALVES + half + held;
      if (this.rootAt(Math.floor(at / HALVES), at % HALVES) !== root) break;
      held += 1;
    }
    return held;
  }
}
