/** Plural endings are dropped from words longer than this. */
const SHORT_WORD = 3;

/** The words of a text as they are compared: no accents, capitals, punctuation, plurals. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/&/gu, ' and ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
}

function singular(word: string): string {
  return word.length > SHORT_WORD && word.endsWith('s') ? word.slice(0, -1) : word;
}
