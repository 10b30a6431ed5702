/** Byte order marks and other characters without a shape, which editors and web pages leave. */
const INVISIBLE = '\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\uFEFF\\u00AD';
const AROUND = new RegExp(`^[\\s${INVISIBLE}]+|[\\s${INVISIBLE}]+$`, 'g');

/** Every sign that some language or word processor quotes with. */
const QUOTES = '"\'`´“”„‟‘’‚‛«»‹›″′＂＇「」';
const IN_QUOTES = new RegExp(`^[${QUOTES}]([^]*)[${QUOTES}]$`);
const ONE_QUOTE = new RegExp(`^[${QUOTES}]|[${QUOTES}]$`);

/**
 * What the environment says, as it was meant: without white space, quotation marks and invisible
 * characters around names and values. `docker run --env-file` and web pages keep all of that. An
 * empty variable counts as not set.
 */
export function givenVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name.replace(AROUND, ''), bare(value ?? '')] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** Quotes may stand in quotes: those of a file within those of a shell. */
function bare(value: string): string {
  const trimmed = value.replace(AROUND, '');
  const inner = IN_QUOTES.exec(trimmed)?.[1];
  return inner === undefined ? trimmed : bare(inner);
}

/** What no value of ours can be, whichever it is for, and what to say of it. */
const NO_VALUES: readonly (readonly [RegExp, string])[] = [
  [/\uFFFD|\0/, 'holds what cannot be read: save the file as UTF-8, or type the value anew'],
  [ONE_QUOTE, 'has a quotation mark at one end alone'],
  [
    /\$\{[^}]*\}|^\$\w+|\$\(|^%\w+%|\{\{/,
    'holds a reference to another variable, which nobody has filled in',
  ],
  [
    /^<.*>$|^(?:your|put|insert|paste|enter|change|replace)[\s_-]?(?:your|me\b|this|here|the|bot|api|token|key|discord)|^(?:x{4,}|\.{3}|todo|change_?me)$/i,
    'still holds a placeholder',
  ],
  [/[\r\n]/, 'holds a line break: is a quotation mark missing?'],
];

/** Why this cannot be a value at all, for the operator; undefined when it may be one. */
export function whyNoValue(value: string): string | undefined {
  return NO_VALUES.find(([pattern]) => pattern.test(value))?.[1];
}
