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

/** For labels of buttons and options, which know no markdown; at most `most` characters. */
export function labelText(text: string, most: number): string {
  return `${ISOLATE}${oneLine(text, most - 2)}${END_ISOLATE}`;
}

/**
 * One line without controls, cut after at most `most` characters (an ellipsis included). One
 * grapheme can be many code units, and Discord counts those: the result never has more than
 * `most` of them either.
 */
function oneLine(text: string, most: number): string {
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
