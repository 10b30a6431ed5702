import { hasJapanese } from '../lexicon/fold.ts';

export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'japanese'; readonly text: string }
  | { readonly kind: 'emoji'; readonly text: string }
  /** Punctuation that ends a thought. */
  | { readonly kind: 'break' };

/** A slash joins what is short on both sides, as in "AC/DC" and "3/4". */
const TOKEN =
  /(?<![\p{L}\p{N}/])[\p{L}\p{N}]{1,2}\/[\p{L}\p{N}]{1,2}(?![\p{L}\p{N}/])|[\p{L}\p{N}ー々][\p{L}\p{N}ー々#]*(?:['’](?=\p{L}))?|\p{Extended_Pictographic}|[,.;:!?()…\n、。，！？・「」"“”«»+/]/gu;
const CONTRACTION = /(\p{L})['’](?=(?:s|t|d|m|re|ll|ve)\b)/gu;

/** Splits a folded text. Hyphens and apostrophes only part words. */
export function tokens(folded: string): readonly Token[] {
  const text = folded.replace(CONTRACTION, '$1');
  return [...text.matchAll(TOKEN)].map(([found]): Token => {
    const word = found.replace(/['’]$/u, '');
    if (hasJapanese(word)) return { kind: 'japanese', text: word };
    if (/^[\p{L}\p{N}]/u.test(word)) return { kind: 'word', text: word };
    return /\p{Extended_Pictographic}/u.test(word)
      ? { kind: 'emoji', text: word }
      : { kind: 'break' };
  });
}
