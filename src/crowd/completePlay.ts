import { describeControls } from '../music/describeConfig.ts';
import { completePrompts, type Translate } from './completePrompts.ts';
import { PRESETS, type Preset } from './presets.ts';
import { promptKey } from './promptKey.ts';

/** Discord shows at most this many choices of at most this many characters. */
const MOST_CHOICES = 25;
const MOST_CHARACTERS = 100;
/** Presets take at most so many of the places: tags want to be found, too. */
const MOST_PRESETS = 10;

export interface PlayChoice {
  readonly name: string;
  readonly value: string;
}

/**
 * What is typed, so that Enter sends it; what begins so, be it a ready-made mix or a tag; ready-made
 * mixes that have it somewhere, in their title or their tags; the other tags.
 */
export function completePlay(typed: string, translate: Translate): readonly PlayChoice[] {
  const query = promptKey(typed);
  const presets = PRESETS.filter((one) => matches(one, query)).slice(0, MOST_PRESETS);
  const mixes = presets.map((one) => ({ name: nameOf(one), value: one.title }));
  const tags = completePrompts(typed, translate).map((tag) => ({ name: tag, value: tag }));
  const begins = ({ value }: PlayChoice): boolean => promptKey(value).startsWith(query);
  const asTyped = query === '' ? [] : tags.splice(0, 1);
  const all = [
    ...asTyped,
    ...[...mixes, ...tags].filter(begins),
    ...[...mixes, ...tags].filter((choice) => !begins(choice)),
  ];
  const seen = new Set<string>();
  return all
    .filter(({ value }) => {
      const key = promptKey(value);
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MOST_CHOICES);
}

function matches({ title, prompts }: Preset, query: string): boolean {
  return [title, ...prompts.map(({ text }) => text)].some((text) =>
    promptKey(text).includes(query),
  );
}

/** `Warehouse at 4 am — Minimal Techno, TR-909 Drum Machine, Ominous Drone, 130 bpm`. */
function nameOf({ title, prompts, config }: Preset): string {
  const parts = [...describeControls(config), ...prompts.map(({ text }) => text)];
  let name = title;
  for (const [index, part] of parts.entries()) {
    const longer = `${name}${index === 0 ? ' — ' : ', '}${part}`;
    if (longer.length > MOST_CHARACTERS) break;
    name = longer;
  }
  return name;
}
