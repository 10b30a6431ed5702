/** A text, to be left as it is, or a number. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** From 2^53 on, which has 16 digits, numbers lose digits in JavaScript. */
const LONG_INTEGER = /^\d{16,20}$/;

/**
 * JSON as Discord reads it: ids may come as numbers, as libraries in languages with 64-bit integers
 * send them. Integers of more than 15 digits become texts, so that they keep their digits.
 *
 * @throws SyntaxError when it is no JSON
 */
export function parseJson(text: string): unknown {
  const kept = text.replaceAll(TEXT_OR_NUMBER, (token) =>
    LONG_INTEGER.test(token) ? `"${token}"` : token,
  );
  return JSON.parse(kept);
}
