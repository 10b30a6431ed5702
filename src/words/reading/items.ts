import { DICTIONARIES, type Language, NAMES } from '../lexicon/dictionaries.ts';
import type { Meaning } from '../lexicon/Meaning.ts';
import { compound, type Found, guess, languagesOf, lookUp } from './lookup.ts';
import { type Token, tokens } from './tokens.ts';

/** A request, phrase by phrase. */
export type Item =
  | {
      readonly kind: 'known';
      readonly meaning: Meaning;
      readonly guessed: boolean;
      readonly text: string;
    }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'break' };

/** The longest phrases of the lexicon have this many words, or nearly so. */
const LONGEST_PHRASE = 6;

/** @param forgiving whether to guess at words that are misspelt */
export function readItems(folded: string, forgiving: boolean): readonly Item[] {
  const all = tokens(folded);
  const languages = languagesOf(all);
  const items: Item[] = [];
  let index = 0;
  while (index < all.length) {
    const token = all[index];
    if (token === undefined) break;
    if (token.kind === 'word') {
      const { taken, read } = readPhrase(all, index, languages, forgiving);
      items.push(...read);
      index += taken;
      continue;
    }
    items.push(...readSign(token, languages));
    index += 1;
  }
  return items;
}

function readPhrase(
  all: readonly Token[],
  start: number,
  languages: readonly Language[],
  forgiving: boolean,
): { readonly taken: number; readonly read: readonly Item[] } {
  const words: string[] = [];
  for (const token of all.slice(start, start + LONGEST_PHRASE)) {
    if (token.kind !== 'word') break;
    words.push(token.text);
  }
  for (let length = words.length; length > 0; length -= 1) {
    const text = words.slice(0, length).join(' ');
    const found = lookUp(words.slice(0, length).join('').replaceAll('/', ''), languages, length);
    if (found !== undefined) return { taken: length, read: [known(found, text)] };
  }
  const [word = ''] = words;
  const inflected = guess(word, languages, false);
  if (inflected !== undefined) return { taken: 1, read: [known(inflected, word)] };
  const parts = compound(word, languages);
  if (parts.length > 0) return { taken: 1, read: parts.map((part) => known(part, word)) };
  const near = forgiving ? misspelt(words, languages) : undefined;
  return near ?? { taken: 1, read: [{ kind: 'unknown', text: word }] };
}

/** "sinth pop" is as misspelt as "sinthpop". */
function misspelt(
  words: readonly string[],
  languages: readonly Language[],
): { readonly taken: number; readonly read: readonly Item[] } | undefined {
  for (const length of [1, 2]) {
    const text = words.slice(0, length).join(' ');
    const found = words.length < length ? undefined : guess(text.replace(' ', ''), languages, true);
    if (found !== undefined) return { taken: length, read: [known(found, text)] };
  }
  return undefined;
}

function readSign(token: Token, languages: readonly Language[]): readonly Item[] {
  if (token.kind === 'break') return [{ kind: 'break' }];
  if (token.kind === 'japanese') return readJapanese(token.text, languages);
  const meaning = NAMES.exact(token.text);
  return meaning === undefined
    ? []
    : [{ kind: 'known', meaning, guessed: false, text: token.text }];
}

/** The longest phrase at each place; what is between stays together. */
function readJapanese(text: string, languages: readonly Language[]): readonly Item[] {
  const items: Item[] = [];
  let unknown = '';
  const flush = (): void => {
    if (unknown !== '') items.push({ kind: 'unknown', text: unknown });
    unknown = '';
  };
  let at = 0;
  while (at < text.length) {
    const found = NAMES.japaneseAt(text, at) ?? DICTIONARIES.ja.japaneseAt(text, at);
    const latin = /^[a-z0-9#]+/u.exec(text.slice(at))?.[0];
    if (found !== undefined && (found.length > 1 || mayBegin(unknown))) {
      flush();
      const phrase = text.slice(at, at + found.length);
      items.push({ kind: 'known', meaning: found.meaning, guessed: false, text: phrase });
      at += found.length;
    } else if (latin !== undefined) {
      const meaning = lookUp(latin, languages);
      flush();
      items.push(meaning === undefined ? { kind: 'unknown', text: latin } : known(meaning, latin));
      at += latin.length;
    } else {
      unknown += text.charAt(at);
      at += 1;
    }
  }
  flush();
  return items;
}

/** A single sign inside a run of kana is rather a part of a word that we do not know. */
function mayBegin(unknown: string): boolean {
  return unknown === '' || !/\p{Script=Hiragana}$/u.test(unknown);
}

function known({ meaning, guessed }: Found, text: string): Item {
  return { kind: 'known', meaning, guessed, text };
}
