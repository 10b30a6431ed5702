/** Takes keys out of a text that somebody else wrote. */
export type Redact = (text: string) => string;

/** What stands in a text where a key stood. */
const PLACEHOLDER = '[key]';

/** A secret shorter than this is more likely a word: blotting it would garble every text. */
const SHORTEST_SECRET = 4;

/**
 * How much of a secret is enough to recognise it. Services cut long texts (a close reason has 123
 * bytes) and quote keys in part, so a beginning of a secret is as bad as the whole.
 */
const RECOGNISED_BY = 8;

/** Characters that keys are made of, in plain or percent-encoded writing. */
const KEY_CHARACTERS = '[\\w.~%+/=-]';

/**
 * Whatever looks like a Google API key (`AIza...`, or `AQ.` with at least eight characters more),
 * and whatever is passed as a `key=` parameter, with `=` plain or percent-encoded.
 */
const LOOKS_LIKE_A_KEY = [/AIza[\w-]*/g, /\bAQ\.[\w-]{8,}/g, /(key(?:=|%3D))[^\s&"'<>]+/gi];

/** Makes the function that blots out `secrets`, parts of them, and what looks like a key. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(needles);
  return (text) => {
    let clean = text;
    for (const needle of known) clean = clean.replace(needle, PLACEHOLDER);
    for (const pattern of LOOKS_LIKE_A_KEY) {
      clean = clean.replace(pattern, (_all, prefix: unknown) =>
        typeof prefix === 'string' ? `${prefix}${PLACEHOLDER}` : PLACEHOLDER,
      );
    }
    return clean;
  };
}

/** The secret as it is and as it stands in a URL or a JSON text: whole, then by its beginning. */
function needles(secret: string): RegExp[] {
  const writings = new Set([
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  return [...writings].flatMap((writing) => {
    const whole = new RegExp(literally(writing), 'gi');
    if (writing.length <= RECOGNISED_BY) return [whole];
    const beginning = literally(writing.slice(0, RECOGNISED_BY));
    return [whole, new RegExp(`${beginning}${KEY_CHARACTERS}*`, 'gi')];
  });
}

/** A pattern that matches exactly `text`. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
