/** Prompts that the built-in generator refuses, as Google's filter does with others. */
export const DEFAULT_BLOCKLIST: readonly string[] = ['forbidden music', 'hate speech', 'gore'];

/** Makes the function that says whether a prompt contains one of `words`, whole, in any case. */
export function blocklist(words: readonly string[]): (prompt: string) => boolean {
  const needles = words.map((word) => ` ${normalised(word).trim()} `);
  return (prompt) => needles.some((needle) => normalised(prompt).includes(needle));
}

/** Lower case, words apart by single spaces, a space at both ends. */
function normalised(text: string): string {
  return ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
}
