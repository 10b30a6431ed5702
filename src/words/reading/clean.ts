import { MAX_REQUEST_LENGTH } from '../interpretation.ts';

/** What a request may hold that is never music: links, mentions, custom emoji, code. */
const NOISE = [
  // Single characters first: what one of them parted may be a link without it.
  /[`{}[\]\\|~^]+/gu,
  /\p{Cc}+/gu,
  /\p{Default_Ignorable_Code_Point}+/gu,
  /https?:(?:\s*\/\/)?\S*/giu,
  /\bwww\.\S+/giu,
  /\bdiscord\.gg\/\S+/giu,
  /<(?:@[!&]?|#|a?:\w+:|t:|id:|\/)[^>\s]*>/gu,
  /@(?:everyone|here)\b/giu,
];

/** The request as it is read: one line, not too long, without links and mentions. */
export function cleanRequest(text: string): string {
  let clean = text.slice(0, MAX_REQUEST_LENGTH);
  for (const noise of NOISE) clean = clean.replace(noise, ' ');
  return clean.replace(/\s+/gu, ' ').trim();
}
