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
