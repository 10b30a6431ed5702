/**
 * The words of one language: what is meant, and the phrases that mean it, separated by `|`. Case,
 * accents, white space and hyphens do not count, and endings and small misspellings are forgiven,
 * so that base forms are enough.
 *
 * What is meant is the name of a concept, with `+` before it for a comparative (`+fast`: faster),
 * `-` for less of it, `!` for none of it; or an operator, with `@` before it.
 */
export type Lexicon = Readonly<Record<string, string>>;

/**
 * `no` `less` `more` `add` `too`: of what follows, or, with `After`, of what stands before.
 * `very` `slightly` `much`: how much of it. `only`: nothing beside it. `keep`: what plays is
 * meant. `fresh`: something else is. `and`: an operator goes on to what follows. `but`: it
 * does not. `play`: a wish
 * for music, whatever else is said. `any`: music of whatever kind. `fill`: says nothing.
 */
export const OPERATORS = [
  'no',
  'noAfter',
  'less',
  'lessAfter',
  'more',
  'moreAfter',
  'add',
  'addAfter',
  'too',
  'tooAfter',
  'very',
  'slightly',
  'much',
  'only',
  'onlyAfter',
  'keep',
  'fresh',
  'and',
  'but',
  'play',
  'any',
  'fill',
] as const;
export type Operator = (typeof OPERATORS)[number];
