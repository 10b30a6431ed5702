import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { GENRES } from '#src/music/vocabulary.ts';
import type { ConceptKind } from '../concepts/Concept.ts';
import { MAX_TAGS } from '../interpretation.ts';
import type { Reading } from '../reading/readRequest.ts';
import type { Wish } from '../reading/wishes.ts';
import { type Draft, setNamed, setPlain, shift } from './controls.ts';
import { isOf, mainTag } from './families.ts';
import { weighed } from './values.ts';

export interface Mix {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

interface Ranked extends WeightedPrompt {
  readonly rank: number;
}

/** What is named comes before what is only implied, when there is not room for all. */
const RANK: Readonly<Record<ConceptKind, number>> = {
  genre: 0,
  instrument: 1,
  part: 1,
  mood: 2,
  scene: 3,
  control: 4,
};
/** Second tags of a concept stand behind the first ones of others. */
const SECOND = 2;
const LESS_WEIGHT = -0.5;
const NONE_WEIGHT = -1;
const MOST_AVOIDED = 2;
const UNKNOWN_WEIGHT = 1;

const GENRE_TAGS: ReadonlySet<string> = new Set(GENRES);

/** A mix out of what is asked for alone. `named`: words to send as they are. */
export function freshMix(reading: Reading, named: readonly string[] = []): Mix {
  const wanted = reading.wishes.filter(
    ({ how }) => how === 'plain' || how === 'more' || how === 'add',
  );
  const refused = reading.wishes.filter(({ how }) => how === 'less' || how === 'none');
  const genre = wanted.find(({ concept }) => concept.kind === 'genre');
  const config = configOf(reading, wanted, refused, genre?.concept.usualBpm);
  const towards = [
    ...named.map((text) => ({ text, weight: UNKNOWN_WEIGHT, rank: 0.5 })),
    ...ranked(wanted, genre !== undefined, refused),
  ];
  const away = avoided(reading, refused);
  const room = MAX_TAGS - away.length;
  const chosen = towards.toSorted((a, b) => a.rank - b.rank).slice(0, room);
  if (chosen.length === 0) chosen.push(...fallback(config));
  return { prompts: [...chosen.map(prompt), ...away], config };
}

function configOf(
  reading: Reading,
  wanted: readonly Wish[],
  refused: readonly Wish[],
  usualBpm: number | undefined,
): MusicGenerationConfig {
  const draft: Draft = {};
  // From what only hints to what is said outright.
  for (const wish of wanted.toSorted((a, b) => RANK[b.concept.kind] - RANK[a.concept.kind])) {
    if (wish.concept.kind !== 'control') setPlain(draft, wish, usualBpm);
  }
  for (const wish of wanted) {
    if (wish.concept.kind !== 'control') continue;
    if (wish.how === 'more' && wish.concept.shift?.bpm === undefined) shift(draft, wish, 1);
    else setPlain(draft, wish, usualBpm);
  }
  for (const wish of refused) leaveOut(draft, wish, usualBpm);
  if (isOnlyBassAndDrums(wanted)) draft.onlyBassAndDrums = true;
  else if (wanted.some(({ only, concept }) => only && concept.kind === 'instrument')) {
    draft.muteDrums = true;
  }
  setNamed(draft, reading);
  return draft;
}

/** Drums and bass can be muted, knobs moved the other way; the rest is a matter of weights. */
export function leaveOut(draft: Draft, wish: Wish, usualBpm?: number): void {
  const { name, how } = wish;
  if (how === 'none' && (name === 'drums' || name === 'percussion' || name === 'beat')) {
    draft.muteDrums = true;
  } else if (how === 'none' && name === 'bass') draft.muteBass = true;
  else if (name === 'voices' || name === 'choir') delete draft.musicGenerationMode;
  else {
    if (usualBpm !== undefined && wish.concept.shift?.bpm !== undefined) draft.bpm ??= usualBpm;
    shift(draft, wish, -1);
  }
}

export function isOnlyBassAndDrums(wanted: readonly Wish[]): boolean {
  const only = wanted.some((wish) => wish.only);
  const names = new Set(wanted.map(({ name }) => name));
  const bass = names.has('bass');
  const drums = names.has('drums') || names.has('beat') || names.has('percussion');
  return only && bass && drums && names.size === 2;
}

function ranked(
  wanted: readonly Wish[],
  hasGenre: boolean,
  refused: readonly Wish[],
): readonly Ranked[] {
  const found = new Map<string, Ranked>();
  for (const wish of wanted) {
    const { concept, amount, place } = wish;
    const implied = concept.kind === 'scene' || concept.kind === 'mood';
    Object.entries(concept.tags ?? {}).forEach(([text, weight], index) => {
      // Bossa nova for a rainy day is bossa nova.
      if (implied && hasGenre && GENRE_TAGS.has(text)) return;
      if (refused.some((other) => contradicts(other, wish, text))) return;
      const rank = RANK[concept.kind] + (index + place > 0 ? SECOND : 0) + index / 10;
      const own = weight * amount * (place > 0 ? 0.7 : 1);
      const same = found.get(text);
      found.set(text, {
        text,
        weight: Math.max(own, same?.weight ?? 0),
        rank: Math.min(rank, same?.rank ?? rank),
      });
    });
  }
  return [...found.values()];
}

/** "Jazz, no piano" must not bring a piano by a side door; "drum and bass, no bass" stays that. */
function contradicts(refused: Wish, wanted: Wish, tag: string): boolean {
  if (!isOf(refused.concept, tag)) return false;
  return wanted.concept.kind !== 'genre' || mainTag(wanted.concept) !== tag;
}

function avoided(reading: Reading, refused: readonly Wish[]): readonly WeightedPrompt[] {
  const away = new Map<string, number>();
  for (const { concept, how, name } of refused) {
    // Muted by a switch, which is better than a weight.
    if (how === 'none' && concept.kind === 'part' && name !== 'choir' && name !== 'voices')
      continue;
    const text = concept.away ?? mainTag(concept);
    if (text === undefined || concept.kind === 'control') continue;
    away.set(text, how === 'none' ? NONE_WEIGHT : LESS_WEIGHT);
  }
  for (const { text, how } of reading.unknown) if (how === 'none') away.set(text, NONE_WEIGHT);
  return [...away].slice(0, MOST_AVOIDED).map(([text, weight]) => ({ text, weight }));
}

function prompt({ text, weight }: WeightedPrompt): WeightedPrompt {
  return { text, weight: weighed(weight) };
}

/** Music for a request that names none: something that suits the tempo. */
function fallback({ bpm, onlyBassAndDrums }: MusicGenerationConfig): readonly Ranked[] {
  const text =
    onlyBassAndDrums === true
      ? ['Funk Drums', 'Boomy Bass']
      : bpm !== undefined && bpm >= 150
        ? ['Drum & Bass', 'Synth Pads']
        : bpm !== undefined && bpm >= 110
          ? ['Deep House', 'Synth Pads']
          : ['Chillout', 'Rhodes Piano'];
  return text.map((tag, index) => ({ text: tag, weight: index === 0 ? 1 : 0.6, rank: 0 }));
}
