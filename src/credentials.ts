/** What keys that Google gives out begin with. */
export const GOOGLE_KEY = /^(?:AIza|AQ\.)/;

/** A bot's id, a time and a signature, each in base64url; the lengths are those of real ones. */
const BOT_TOKEN = /^[\w-]{18,}\.[\w-]{6,}\.[\w-]{27,}$/;
const THREE_PARTS = /^[^.]+\.[^.]+\.[^.]+$/;

const WHERE_TOKEN_IS = 'take the token from the developer portal, Bot, Reset Token';
const WHERE_KEY_IS = 'make a key at https://aistudio.google.com/apikey';

/** Of ASCII, without quotation marks: what an HTTP header can carry. */
const ODD_CHARACTER = /[^\x21-\x7E]|["'`]/;
const ODD =
  'holds a character that it cannot have, such as a quotation mark or an accent: copy it anew';

/** What else the developer portal shows, and people copy. */
const NO_BOT_TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^bot\s/i, 'must be the token alone, without the word Bot before it'],
  [/\s/, 'must not contain spaces, line breaks or a comment behind it'],
  [GOOGLE_KEY, `holds a Google key, which belongs in GEMINI_API_KEY: ${WHERE_TOKEN_IS}`],
  [ODD_CHARACTER, ODD],
  [/^https?:/, `holds a link: ${WHERE_TOKEN_IS}`],
  [/^\d{17,20}$/, `holds an id, such as the application's: ${WHERE_TOKEN_IS}`],
  [/^[0-9a-f]{64}$/, `holds the application's public key: ${WHERE_TOKEN_IS}`],
  [/^eyJ/, `holds an access token of some other kind: ${WHERE_TOKEN_IS}`],
  [/^mfa\./, `holds a person's token, which Discord does not allow: ${WHERE_TOKEN_IS}`],
  [/^[\w-]{32}$/, `holds the client secret, it seems: ${WHERE_TOKEN_IS}`],
];

const NO_GEMINI_KEYS: readonly (readonly [RegExp, string])[] = [
  [/^\{|\.json$/, `holds a service account, which Lyria does not take: ${WHERE_KEY_IS}`],
  [/\s/, 'must not contain spaces, line breaks or a comment behind it'],
  [BOT_TOKEN, `holds a Discord token, which belongs in DISCORD_TOKEN: ${WHERE_KEY_IS}`],
  [ODD_CHARACTER, ODD],
  [/^https?:/, `holds a link: ${WHERE_KEY_IS}`],
  [/^sk-/, `holds the key of another service: ${WHERE_KEY_IS}`],
  [/^eyJ/, `holds an access token of some other kind: ${WHERE_KEY_IS}`],
  [/^ya29\./, `holds an access token, which ends within the hour: ${WHERE_KEY_IS}`],
];

/**
 * Why a text cannot be a bot's token, for the operator; undefined when it can. Quotes nothing of it.
 *
 * @param isDiscords false for the token of another, Discord-compatible API, which may look otherwise
 */
export function whyNoBotToken(text: string, isDiscords: boolean): string | undefined {
  const known = NO_BOT_TOKENS.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return known[1];
  if (!isDiscords) return undefined;
  if (/[^\w.-]/.test(text)) return ODD;
  if (THREE_PARTS.test(text)) return undefined;
  return `is not a bot's token, which has three parts with dots between: ${WHERE_TOKEN_IS}`;
}

/** Why a text cannot be a key for Gemini, for the operator; undefined when it can. */
export function whyNoGeminiKey(text: string): string | undefined {
  return NO_GEMINI_KEYS.find(([pattern]) => pattern.test(text))?.[1];
}
