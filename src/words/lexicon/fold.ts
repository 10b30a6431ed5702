/** Marks above and below Latin letters; those of Japanese voiced sounds are none of these. */
const MARKS = /[\u0300-\u036f]/gu;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Compatibility forms become plain ones, and accents go; upper case stays. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[äöüß]/giu, (letter) => UMLAUTS[letter.toLowerCase()] ?? letter)
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(/\ufe0f/gu, '')
    .replace(/♯/gu, '#')
    .replace(/♭/gu, 'b');
}

/** As `plain`, without case, and with `&` and `'n'` as the word that they stand for. */
export function fold(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/\s*&\s*|\s*['’]n['’]\s*/gu, ' and ');
}

/** Folded, and without anything but letters, digits and signs: what a phrase is found by. */
export function compact(phrase: string): string {
  return fold(phrase).replace(/[\s\-'’.,/_]+/gu, '');
}

/** Endings of number, gender and case in the languages of the lexicon, longest first. */
const ENDING = /(?:en|em|es|er|as|os|e|s|n|a|o)$/u;
const SHORTEST_STEM = 4;

/** The word without its ending, when enough is left to tell words apart; otherwise undefined. */
export function stem(word: string): string | undefined {
  const cut = word.replace(ENDING, '');
  return cut.length >= SHORTEST_STEM ? cut : undefined;
}

export function hasJapanese(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}
