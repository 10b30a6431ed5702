/** A secret this short is more likely a word: blotting it would garble the log. */
const SHORTEST_SECRET = 6;

const BLOT = '[secret]';

/** What looks like a secret wherever it comes from, such as an address that somebody else put together. */
const LOOKS_SECRET: readonly (readonly [RegExp, string])[] = [
  [/([?&](?:key|api_key|apikey|token|access_token)=)[^&"'\\\s#]+/gi, `$1${BLOT}`],
  [/\b((?:Bot|Bearer) )[\w.~+/=-]{20,}/g, `$1${BLOT}`],
  // Keys of Google's, and tokens of Discord's bots.
  [/\bAIza[\w-]{20,}/g, BLOT],
  [/\b[\w-]{18,}\.[\w-]{6}\.[\w-]{27,}/g, BLOT],
  // The token of an interaction is good for a quarter of an hour.
  [/(\/(?:interactions|webhooks)\/\d{17,20}\/)[\w-]{20,}/g, `$1${BLOT}`],
];

/**
 * Blots secrets out of a text, however they were encoded on their way into it: the last line of
 * defence after not writing them at all.
 */
export function blotter(secrets: readonly string[]): (text: string) => string {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const texts = anyOf(long.flatMap(formsOf));
  const bytes = anyOf(long.map((secret) => [...Buffer.from(secret)].join(',')));
  return (text) => {
    // A number, so that a line of JSON stays one.
    let clean = text.replace(texts, BLOT).replace(bytes, '0');
    for (const [looks, instead] of LOOKS_SECRET) clean = clean.replace(looks, instead);
    return clean;
  };
}

/** Whatever holds a shorter one goes first, or a part of it would stay. None fits nothing. */
function anyOf(texts: readonly string[]): RegExp {
  const sorted = [...new Set(texts)].toSorted((one, other) => other.length - one.length);
  const escaped = sorted.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.length === 0 ? /(?!)/g : new RegExp(escaped.join('|'), 'gi');
}

/** A secret as it is, in URLs, in headers of basic authentication, and in JSON in a text in JSON. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const plain = [
    secret,
    encodeURI(secret),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams({ '': secret }).toString().slice(1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return plain.flatMap((form) => [form, inJson(form), inJson(inJson(form))]);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
