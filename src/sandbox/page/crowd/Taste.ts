import { PARAMETERS, type Parameter } from '#src/generator/synth/catalogue/parameters.ts';
import { blend, DEFAULT_GUIDANCE } from '#src/generator/synth/style/blend.ts';
import { mixOf } from '#src/generator/synth/style/mix.ts';

/** What somebody likes to hear. */
export interface Taste {
  /** As others see it, such as `loud and fast`. */
  readonly name: string;
  /** How much more of a sound pleases, and how much it displeases below 0. */
  readonly likes: Readonly<Partial<Record<Parameter, number>>>;
  /** What they propose themselves. */
  readonly favourites: readonly string[];
  /** What they ask the DJ for, aloud. */
  readonly sayings: readonly string[];
}

export const TASTES: readonly Taste[] = [
  {
    name: 'loud and fast',
    likes: { drums: 1, density: 1.2, drive: 0.8, pad: -0.8, reverb: -0.5 },
    favourites: ['drum and bass', 'punk rock', 'hard techno'],
    sayings: ['make it faster', 'more drums'],
  },
  {
    name: 'soft and dreamy',
    likes: { pad: 1, reverb: 1, drums: -1, density: -1, drive: -0.8 },
    favourites: ['ambient', 'dream pop', 'soft piano'],
    sayings: ['make it slower', 'bring in a flute'],
  },
  {
    name: 'warm and old',
    likes: { crackle: 1, wow: 0.8, swing8: 0.8, brightness: -1, glitch: -1 },
    favourites: ['lo-fi hip hop', 'jazz trio', 'soul'],
    sayings: ['play some jazz', 'add a saxophone'],
  },
  {
    name: 'bright and shiny',
    likes: { brightness: 1.5, arp: 1, chorus: 0.5, minor: -0.8, crackle: -0.5 },
    favourites: ['synthwave', 'disco', 'happy house'],
    sayings: ['make it brighter', 'more synth'],
  },
  {
    name: 'dark and heavy',
    likes: { minor: 1.2, bass: 1, drive: 0.8, brightness: -1 },
    favourites: ['dubstep', 'dark techno', 'trip hop'],
    sayings: ['make it darker', 'play some dubstep'],
  },
  {
    name: 'made by hand',
    likes: { human: 1.2, strum: 0.02, swing8: 0.5, pump: -1, glitch: -1, arp: -0.8 },
    favourites: ['acoustic guitar', 'bossa nova', 'folk'],
    sayings: ['add a violin', 'more guitar'],
  },
];

const PARAMETER_KEYS = Object.keys(PARAMETERS);

/** How much a prompt pleases: about -1 to 1, 0 leaves cold. Always the same for the same words. */
export function pleasure(taste: Taste, prompt: string): number {
  const lower = prompt.toLowerCase();
  if (taste.favourites.some((favourite) => favourite === lower)) return 1;
  const style = blend(mixOf([{ text: prompt, weight: 1 }]), DEFAULT_GUIDANCE);
  let score = 0;
  for (const key of PARAMETER_KEYS) {
    if (!isParameter(key)) continue;
    const liked = taste.likes[key];
    if (liked !== undefined) score += liked * (style.get(key) - PARAMETERS[key].neutral);
  }
  return Math.tanh(score);
}

function isParameter(key: string): key is Parameter {
  return Object.hasOwn(PARAMETERS, key);
}
