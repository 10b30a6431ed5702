import { promptKey } from '../crowd/typed/memberText.ts';
import { parsePrompts } from '../crowd/typed/parsePrompts.ts';
import { MAX_CANDIDATES } from '../crowd/votes/voteState.ts';
import { VOCABULARY } from '../music/vocabulary.ts';
import { mainTag } from './compose/families.ts';
import { titleOf } from './compose/title.ts';
import type { Concept } from './concepts/Concept.ts';
import { CONCEPTS } from './concepts/concepts.ts';
import { namesSomebody } from './gemini/namesSomebody.ts';
import { type Interpretation, MAX_TAG_LENGTH } from './interpretation.ts';
import { DICTIONARIES } from './lexicon/dictionaries.ts';
import { compact, fold, hasJapanese } from './lexicon/fold.ts';
import { cleanRequest } from './reading/clean.ts';
import { readNumbers } from './reading/numbers.ts';
import { readRequest } from './reading/readRequest.ts';
import { tokens } from './reading/tokens.ts';
import { isMashed } from './refusal/notMusic.ts';
import { refuse } from './refusal/texts.ts';

/** Documented, or just as good: the genres and instruments of the lexicon by their own names. */
const TAGS: ReadonlySet<string> = new Set([
  ...VOCABULARY.map(promptKey),
  ...[...CONCEPTS.values()]
    .filter(({ kind }) => kind === 'genre' || kind === 'instrument')
    .flatMap((concept) => mainTag(concept) ?? [])
    .map(promptKey),
]);
/** `techno:2`: whoever writes so means tags. */
const WEIGHTED = /:\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*(?:[,，、;]|$)/u;
/** More words are a sentence. */
const MOST_WORDS = 4;

/**
 * A request that is a list of tags already, as it is: tags with weights, known tags only, or sounds
 * by name, such as "techno, dreamy pads, piano". Undefined when it is anything else, and so has to
 * be interpreted.
 */
export function tagList(request: string): Interpretation | undefined {
  const text = cleanRequest(request);
  const weighted = WEIGHTED.test(text);
  const entries = text.split(/[,，、;]/u).filter((entry) => promptKey(entry) !== '');
  if (!weighted && !areTags(entries)) return undefined;
  if (entries.some((entry) => entry.length > MAX_TAG_LENGTH)) return undefined;
  // "density: 0.4" is a knob.
  if (weighted && Object.keys(readNumbers(text.toLowerCase()).values).length > 0) return undefined;
  const parsed = parsePrompts(text);
  if (!parsed.ok) return weighted ? refuse('tags', 'unclear', parsed.problem) : undefined;
  const { prompts } = parsed;
  return { kind: 'music', by: 'tags', way: 'fresh', title: titleOf(prompts), prompts, config: {} };
}

function areTags(entries: readonly string[]): boolean {
  if (entries.length === 0) return false;
  if (entries.every((entry) => TAGS.has(promptKey(entry)))) return true;
  if (entries.length === 1 || entries.length > MAX_CANDIDATES) return false;
  return entries.every((entry) => TAGS.has(promptKey(entry)) || isSound(entry));
}

/**
 * A few English words that name something to hear, and nothing else: no knob, which a tag would
 * not turn, no words that ask for more, less or none, no artist, and nothing to be translated or
 * corrected first.
 */
function isSound(entry: string): boolean {
  const words = tokens(fold(entry)).flatMap((token) => (token.kind === 'word' ? [token.text] : []));
  if (words.length === 0 || words.length > MOST_WORDS || hasJapanese(entry)) return false;
  if (isMashed(fold(entry)) || namesSomebody(entry) || words.some(isForeign)) return false;
  const { wishes, unknown, thoughts, values, bpmChange, scale } = readRequest(entry);
  if (Object.keys(values).length > 0 || bpmChange !== undefined || scale !== undefined)
    return false;
  // Every word counts: an operator among them would be a sentence.
  if (compact(thoughts.map(({ text }) => text).join('')) !== compact(entry)) return false;
  if (wishes.some(({ how, guessed }) => how !== 'plain' || guessed)) return false;
  if (unknown.some(({ how }) => how !== 'plain')) return false;
  return (
    wishes.some(({ concept }) => isNamed(concept)) ||
    wishes.every(({ concept }) => !turnsKnobs(concept))
  );
}

function isNamed({ kind }: Concept): boolean {
  return kind === 'genre' || kind === 'instrument' || kind === 'part';
}

/** "Dark" is a brightness, too, and that would be lost. */
function turnsKnobs({ kind, config, shift }: Concept): boolean {
  return kind === 'control' || config !== undefined || shift !== undefined;
}

/** Known, but not in English. */
function isForeign(word: string): boolean {
  const { en, ...others } = DICTIONARIES;
  if (en.exact(word) !== undefined || en.inflected(word) !== undefined) return false;
  return Object.values(others).some((dictionary) => dictionary.exact(word) !== undefined);
}
