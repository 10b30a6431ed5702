import { parsePrompts } from '../crowd/parsePrompts.ts';
import { promptKey } from '../crowd/promptKey.ts';
import { VOCABULARY } from '../music/vocabulary.ts';
import { mainTag } from './compose/families.ts';
import { titleOf } from './compose/title.ts';
import { CONCEPTS } from './concepts/concepts.ts';
import { type Interpretation, MAX_TAG_LENGTH } from './interpretation.ts';
import { cleanRequest } from './reading/clean.ts';
import { readNumbers } from './reading/numbers.ts';
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

/**
 * A request that is a list of tags already, as it is: tags with weights, or known tags only.
 * Undefined when it is anything else, and so has to be interpreted.
 */
export function tagList(request: string): Interpretation | undefined {
  const text = cleanRequest(request);
  const weighted = WEIGHTED.test(text);
  const entries = text.split(/[,，、;]/u);
  if (!weighted && !entries.every((entry) => TAGS.has(promptKey(entry)))) return undefined;
  if (entries.some((entry) => entry.length > MAX_TAG_LENGTH)) return undefined;
  // "density: 0.4" is a knob.
  if (weighted && Object.keys(readNumbers(text.toLowerCase()).values).length > 0) return undefined;
  const parsed = parsePrompts(text);
  if (!parsed.ok) return weighted ? refuse('tags', 'unclear', parsed.problem) : undefined;
  const { prompts } = parsed;
  return { kind: 'music', by: 'tags', way: 'fresh', title: titleOf(prompts), prompts, config: {} };
}
