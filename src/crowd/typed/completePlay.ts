import { describeControls } from '#src/music/describeConfig.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import type { Texts } from '#src/texts/texts.ts';
import { promptKey } from './memberText.ts';
import { PRESETS, type Preset } from './presets.ts';

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
export function completePlay(
  texts: Texts,
  typed: string,
  translate: Translate,
): readonly PlayChoice[] {
  const query = promptKey(typed);
  const presets = PRESETS.filter((one) => matches(texts, one, query)).slice(0, MOST_PRESETS);
  const mixes = presets.map((one) => ({ name: nameOf(texts, one), value: one.title }));
  const tags = completePrompts(typed, translate).map((tag) => ({ name: tag, value: tag }));
  const begins = ({ name, value }: PlayChoice): boolean =>
    [name, value].some((text) => promptKey(text).startsWith(query));
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

function matches(texts: Texts, { id, title, prompts }: Preset, query: string): boolean {
  return [texts.say(`preset.${id}`), title, ...prompts.map(({ text }) => text)].some((text) =>
    promptKey(text).includes(query),
  );
}

/** `Warehouse at 4 am — Minimal Techno, TR-909 Drum Machine, Ominous Drone, 130 bpm`. */
function nameOf(texts: Texts, { id, prompts, config }: Preset): string {
  const parts = [...describeControls(texts, config), ...prompts.map(({ text }) => text)];
  let name: string = texts.say(`preset.${id}`);
  for (const [index, part] of parts.entries()) {
    const longer = `${name}${index === 0 ? ' — ' : ', '}${part}`;
    if (longer.length > MOST_CHARACTERS) break;
    name = longer;
  }
  return name;
}

/** Every so many words of the vocabulary, offered before anything is typed: some of everything. */
const SAMPLE_STEP = 7;
/** Ranks: 0 begins with what is typed, 1 has a word that does, 2 contains it, 3 has its letters. */
const WORD_BEGINS = 1;
const LOOSEST = 3;

/** Tags for the beginning of a word in another language. */
export type Translate = (typed: string) => readonly string[];

/**
 * Completes the last entry of what has been typed so far, keeping the entries before it: tags that
 * begin so first, then those that words of other languages mean. Ready to be offered as they are.
 */
export function completePrompts(typed: string, translate: Translate): readonly string[] {
  const start = Math.max(typed.lastIndexOf(','), typed.lastIndexOf(';')) + 1;
  const before = typed.slice(0, start).trimEnd();
  const kept = before === '' ? '' : `${before} `;
  const last = promptKey(typed.slice(start));
  const taken = new Set(
    typed
      .slice(0, start)
      .split(/[,;]/)
      .map((entry) => promptKey(entry.replace(/:[^:]*$/, ''))),
  );
  const found = last === '' ? sample() : withMeant(ranked(last), translate(last));
  const completed = found.filter((word) => !taken.has(promptKey(word))).map((word) => kept + word);
  const asTyped = typed.trim();
  const choices = last === '' ? completed : [asTyped, ...completed];
  return [...new Set(choices)]
    .filter((choice) => choice !== '' && choice.length <= MOST_CHARACTERS)
    .slice(0, MOST_CHOICES);
}

/** What somebody means comes after what begins as typed, and before what only contains it. */
function withMeant(found: readonly Ranked[], meant: readonly string[]): readonly string[] {
  const words = (from: number, to: number): readonly string[] =>
    found.filter(({ rank }) => rank >= from && rank <= to).map(({ word }) => word);
  return [...new Set([...words(0, WORD_BEGINS), ...meant, ...words(WORD_BEGINS + 1, LOOSEST)])];
}

function sample(): readonly string[] {
  return VOCABULARY.filter((_, index) => index % SAMPLE_STEP === 0);
}

/** Begins with it, has a word that does, contains it, or holds its letters in order. */
function ranked(query: string): readonly Ranked[] {
  const scored = VOCABULARY.map((word) => ({ word, rank: rankOf(promptKey(word), query) }));
  return scored
    .filter(({ rank }) => rank <= LOOSEST)
    .toSorted((a, b) => a.rank - b.rank || a.word.length - b.word.length);
}

interface Ranked {
  readonly word: string;
  readonly rank: number;
}

function rankOf(key: string, query: string): number {
  if (key.startsWith(query)) return 0;
  if (key.split(/[\s-]/).some((part) => part.startsWith(query))) return WORD_BEGINS;
  if (key.includes(query)) return 2;
  return query.length >= 3 && hasInOrder(key, query) ? LOOSEST : Number.POSITIVE_INFINITY;
}

function hasInOrder(key: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    at = key.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
