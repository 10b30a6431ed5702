/**
 * What a text says, however it is spelt to get past somebody: accents, other scripts' look-alikes,
 * digits for letters, letters pulled apart or masked. The one way in which words that are not wanted
 * are recognised.
 */

/** Digits and signs that stand for letters. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  9: 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};
/** Letters of other scripts that look Latin, and are read so beside Latin ones. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ј: 'j',
  к: 'k',
  т: 't',
  г: 'r',
  п: 'n',
  ѕ: 's',
  α: 'a',
  ε: 'e',
  ι: 'i',
  ο: 'o',
  ν: 'v',
  κ: 'k',
  ρ: 'p',
  ı: 'i',
  ɡ: 'g',
  ɴ: 'n',
  ɪ: 'i',
  ł: 'l',
  ø: 'o',
};
/** "Ab-cd": one word, pulled apart. */
const HYPHENS = /(?<=\p{L})[-._'’](?=\p{L})/gu;
const MASKS = ['a', 'e', 'i', 'o', 'u'] as const;

/** Every letter may be drawn out. */
export function patternOf(phrase: string): string {
  return bare(phrase)
    .replace(/\p{L}/gu, '$&+')
    .replace(/(?<= )\*/gu, '[^ ]+')
    .replace(/\*/gu, '[^ ]*');
}

/** Words and phrases of one server; more than anybody reads through. */
export const MOST_BLOCKED = 100;

/** The words of a text in each way it can be read, with a space before, between and after them. */
export function readingsOf(text: string): readonly string[] {
  const folded = bare(text);
  const decoded = decode(folded);
  const readings = [folded, decoded, decoded.replace(HYPHENS, '')];
  if (decoded.includes('*')) readings.push(...MASKS.map((vowel) => decoded.replaceAll('*', vowel)));
  return readings.map((reading) => ` ${wordsOf(reading).join(' ')} `);
}

/** A word or phrase as readings have it; empty where it has no letter or digit. `*` stands for any ending. */
export function wordOf(typed: string): string {
  return wordsOf(bare(typed))
    .join(' ')
    .replace(/^[* ]+/u, '');
}

/** Scripts without spaces between words: what is in them is looked for anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const MATCHERS = new WeakMap<readonly string[], (text: string) => boolean>();

/** Whether a text says one of a list of `wordOf` words. A list is compiled once. */
export function saysOneOf(list: readonly string[], text: string): boolean {
  const known = MATCHERS.get(list);
  if (known !== undefined) return known(text);
  const matcher = matcherOf(list);
  MATCHERS.set(list, matcher);
  return matcher(text);
}

function matcherOf(list: readonly string[]): (text: string) => boolean {
  if (list.length === 0) return () => false;
  const spaced = list.filter((word) => !UNSPACED.test(word)).map(patternOf);
  const whole = new RegExp(`(?<= )(?:${spaced.join('|')})(?= )`, 'u');
  const anywhere = list
    .filter((word) => UNSPACED.test(word))
    .map((word) => word.replace(/[* ]/gu, ''));
  return (text) =>
    readingsOf(text).some(
      (reading) =>
        (spaced.length > 0 && whole.test(reading)) ||
        anywhere.some((part) => reading.replaceAll(' ', '').includes(part)),
    );
}

/** Lower case, compatibility forms made plain, without marks and what cannot be seen. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]|\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFC');
}

function decode(folded: string): string {
  const signs = folded.replace(/[^\s]+/gu, (word) =>
    /\p{L}/u.test(word)
      ? word.replace(/[01345679@$!€]/gu, (sign) => STANDS_FOR[sign] ?? sign)
      : word,
  );
  return signs.replace(/[\p{L}*]+/gu, (word) =>
    /[a-z]/u.test(word) ? word.replace(/[^a-z]/gu, (letter) => LOOKS_LIKE[letter] ?? letter) : word,
  );
}

/** Letters that stand alone, side by side, are a word that was pulled apart. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let letters = '';
  const flush = (): void => {
    if (letters !== '') words.push(letters);
    letters = '';
  };
  for (const word of text.match(/[\p{L}\p{M}\p{N}*]+/gu) ?? []) {
    if (
      /^\p{L}\p{M}*$/u.test(word) &&
      !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)
    )
      letters += word;
    else {
      flush();
      words.push(word);
    }
  }
  flush();
  return words;
}
