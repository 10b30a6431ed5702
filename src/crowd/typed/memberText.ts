/**
 * Makes what a member typed safe to show inside a message: it cannot ping, format, link, break a
 * line or turn the direction of what follows.
 */

/** First strong isolate and pop directional isolate: what is between keeps its direction to itself. */
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';

/** Characters that change the direction of the text around them, or end our isolate early. */
const DIRECTION_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Everything that Discord's markdown, mentions, emoji and links are made of. */
const MARKDOWN = /[\\*_~`|>#\-+[\]()<:@&/.!]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** For text displays: escaped, isolated, at most `most` characters as a reader counts them. */
export function showText(text: string, most: number): string {
  const escaped = oneLine(text, most).replace(MARKDOWN, '\\$&');
  return `${ISOLATE}${escaped}${END_ISOLATE}`;
}

/**
 * One line without controls, cut after at most `most` characters (an ellipsis included). One
 * grapheme can be many code units, and Discord counts those: the result never has more than
 * `most` of them either.
 */
export function oneLine(text: string, most: number): string {
  const clean = text
    .replace(DIRECTION_CONTROLS, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (clean.length <= most) return clean;
  let cut = '';
  for (const { segment } of graphemes.segment(clean)) {
    if (cut.length + segment.length > most - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** What Discord takes as the content of one message, in UTF-16 units. */
export const MESSAGE_LENGTH = 2_000;

/**
 * The text with as much of every prompt as fits: tries the lengths in turn, the longest first.
 *
 * @param make gives the text with prompts cut to that many characters
 * @returns the first that is no longer than `most`, or the last of all
 */
export function fitText(
  lengths: readonly number[],
  most: number,
  make: (promptLength: number) => string,
): string {
  let text = '';
  for (const length of lengths) {
    text = make(length);
    if (text.length <= most) break;
  }
  return text;
}

/** The text as it is shown and sent: composed, without edges, every run of white space one space. */
export function tidyPrompt(text: string): string {
  // U+FEFF counts as white space in JavaScript, but it cannot be seen: the key leaves it out, too.
  return text
    .normalize('NFC')
    .replace(/[^\S\uFEFF]+/gu, ' ')
    .trim();
}

/**
 * What makes two prompts the same: case, white space, width and other compatibility forms, and
 * characters that cannot be seen do not count. Empty when nothing visible is left.
 */
export function promptKey(text: string): string {
  const visible = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  // There and back, so that ß, ẞ and SS meet, and the two forms of a final sigma.
  const folded = visible.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
  return folded.replace(/\s+/gu, ' ').trim();
}
