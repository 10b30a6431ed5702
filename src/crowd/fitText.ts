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
