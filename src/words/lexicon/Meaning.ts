import { OPERATORS, type Operator } from './Lexicon.ts';

/** What a phrase means. */
export type Meaning =
  | { readonly kind: 'operator'; readonly operator: Operator }
  /** Several when a name stands for a whole description. */
  | {
      readonly kind: 'concepts';
      readonly concepts: readonly string[];
      readonly sign: 'plain' | 'more' | 'less' | 'none';
    };

const SIGNS = { '+': 'more', '-': 'less', '!': 'none' } as const;

/** Reads a key of a `Lexicon`. Undefined for an operator that does not exist. */
export function readMeaning(key: string): Meaning | undefined {
  const first = key.charAt(0);
  if (first === '@') {
    const operator = OPERATORS.find((one) => one === key.slice(1));
    return operator === undefined ? undefined : { kind: 'operator', operator };
  }
  if (first === '+' || first === '-' || first === '!') {
    return { kind: 'concepts', concepts: [key.slice(1)], sign: SIGNS[first] };
  }
  return { kind: 'concepts', concepts: [key], sign: 'plain' };
}
