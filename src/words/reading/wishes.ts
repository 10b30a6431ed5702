import type { Concept } from '../concepts/Concept.ts';
import { CONCEPTS } from '../concepts/concepts.ts';
import type { Operator } from '../lexicon/Lexicon.ts';
import type { Item } from './items.ts';

export type How = 'plain' | 'more' | 'less' | 'none' | 'add';

/** One thing that a request asks for. */
export interface Wish {
  readonly name: string;
  readonly concept: Concept;
  readonly how: How;
  /** How much of it: 1 as usual, less for "a bit", more for "very". */
  readonly amount: number;
  /** "Nothing but this." */
  readonly only: boolean;
  /** Part of the description that stands for a name: 0 for what matters most. */
  readonly place: number;
  readonly guessed: boolean;
}

/** Words that nobody knows, side by side. */
export interface UnknownWords {
  readonly text: string;
  readonly how: How;
  /** The thought they are in, from one mark of punctuation or "with" to the next. */
  readonly thought: number;
}

export interface Thought {
  /** Its words that say something, known or not, in order. */
  readonly text: string;
  readonly words: number;
  /** Something else than plain things and unknown words is in it. */
  readonly mixed: boolean;
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  readonly unknown: readonly UnknownWords[];
  readonly thoughts: readonly Thought[];
  /** What plays is meant. */
  readonly keeps: boolean;
  /** Something else than what plays is meant. */
  readonly fresh: boolean;
  /** A wish for music, whatever kind. */
  readonly plays: boolean;
  readonly any: boolean;
}

const SLIGHTLY = 0.5;
const VERY = 1.5;
const MUCH = 2;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const AFTER: Readonly<Partial<Record<Operator, How>>> = {
  noAfter: 'none',
  lessAfter: 'less',
  moreAfter: 'more',
  addAfter: 'add',
  tooAfter: 'less',
};
const BEFORE: Readonly<Partial<Record<Operator, How>>> = {
  no: 'none',
  less: 'less',
  more: 'more',
  add: 'add',
  too: 'less',
};

/** Joins operators with what they are about. */
export function readWishes(items: readonly Item[]): Wishes {
  const reader = new WishReader();
  items.forEach((item, index) => {
    reader.take(item, items[index + 1]);
  });
  return reader.finish();
}

class WishReader {
  readonly #wishes: Mutable<Wish>[] = [];
  readonly #unknown: Mutable<UnknownWords>[] = [];
  readonly #thoughts: Mutable<Thought>[] = [{ text: '', words: 0, mixed: false }];
  readonly #said = { keeps: false, fresh: false, plays: false, any: false };
  #how: How | undefined;
  #amount: number | undefined;
  #only = false;
  /** Wishes of this thought that "and" has joined: what an operator after them is about. */
  #chain: Mutable<Wish>[] = [];
  #joined = false;
  #lastKind: Item['kind'] = 'break';

  take(item: Item, next: Item | undefined): void {
    if (item.kind === 'break') this.#endThought();
    else if (item.kind === 'unknown') this.#takeUnknown(item.text);
    else if (item.meaning.kind === 'operator') this.#operate(item.meaning.operator);
    else this.#takeConcepts(item, item.meaning.concepts, item.meaning.sign, next);
    this.#lastKind = item.kind;
  }

  finish(): Wishes {
    this.#endThought();
    const thoughts = this.#thoughts;
    return { wishes: this.#wishes, unknown: this.#unknown, thoughts, ...this.#said };
  }

  get #thought(): Mutable<Thought> {
    const last = this.#thoughts.at(-1);
    if (last !== undefined) return last;
    const first = { text: '', words: 0, mixed: false };
    this.#thoughts.push(first);
    return first;
  }

  #says(text: string): void {
    const thought = this.#thought;
    const separator = thought.text === '' ? '' : ' ';
    thought.text += separator + text;
    thought.words += 1;
  }

  /** An operator without anything behind it is about what was before it. */
  #endThought(): void {
    const last = this.#chain.at(-1);
    if (last?.how === 'plain') {
      if (this.#how !== undefined) last.how = this.#how;
      if (this.#amount !== undefined) last.amount = this.#amount;
      if (this.#only) for (const wish of this.#chain) wish.only = true;
    }
    this.#forget();
    this.#chain = [];
    this.#joined = false;
    this.#thoughts.push({ text: '', words: 0, mixed: false });
  }

  #forget(): void {
    this.#how = undefined;
    this.#amount = undefined;
    this.#only = false;
  }

  #takeUnknown(text: string): void {
    this.#says(text);
    const last = this.#unknown.at(-1);
    const thought = this.#thoughts.length - 1;
    if (this.#lastKind === 'unknown' && last?.thought === thought) last.text += ` ${text}`;
    else this.#unknown.push({ text, how: this.#how ?? 'plain', thought });
  }

  #operate(operator: Operator): void {
    const before = BEFORE[operator];
    const after = AFTER[operator];
    if (before !== undefined) {
      // "no less", "not too": the second one says how.
      this.#how = before;
      this.#thought.mixed = true;
    } else if (after !== undefined) {
      for (const wish of this.#chain) wish.how = negated(after, wish.concept);
      this.#forget();
    } else if (operator === 'slightly') this.#amount = SLIGHTLY;
    else if (operator === 'very') this.#amount = VERY;
    else if (operator === 'much') this.#amount = MUCH;
    else if (operator === 'only') this.#only = true;
    else if (operator === 'onlyAfter') for (const wish of this.#chain) wish.only = true;
    else if (operator === 'and') this.#joined = true;
    else if (operator === 'but') this.#endThought();
    else if (operator === 'keep') this.#said.keeps = true;
    else if (operator === 'fresh') this.#said.fresh = true;
    else if (operator === 'play') this.#said.plays = true;
    else if (operator === 'any') this.#said.any = true;
  }

  #takeConcepts(
    item: Item & { kind: 'known' },
    names: readonly string[],
    sign: 'plain' | 'more' | 'less' | 'none',
    next: Item | undefined,
  ): void {
    this.#says(item.text);
    const [first = ''] = names;
    const concept = CONCEPTS.get(first);
    if (concept === undefined) return;
    // "No soft piano" is about the piano.
    if (sign === 'plain' && isColour(concept) && this.#how !== undefined && isNamed(next)) {
      if (this.#how === 'none' || this.#how === 'less') return;
      this.#push(item, names, 'plain');
      return;
    }
    const inherited = this.#inherited(concept);
    const how = sign === 'plain' ? (this.#how ?? inherited ?? 'plain') : combined(this.#how, sign);
    this.#push(item, names, how);
    this.#forget();
  }

  /** "No drums or bass": the operator goes on. */
  #inherited(concept: Concept): How | undefined {
    const last = this.#chain.at(-1);
    if (!this.#joined || last === undefined || isColour(last.concept) || isColour(concept)) {
      return undefined;
    }
    return last.how;
  }

  #push(item: Item & { kind: 'known' }, names: readonly string[], how: How): void {
    if (!this.#joined) this.#chain = [];
    this.#joined = false;
    names.forEach((name, place) => {
      const concept = CONCEPTS.get(name);
      if (concept === undefined) return;
      const wish = {
        name,
        concept,
        how: negated(how, concept),
        amount: this.#amount ?? 1,
        only: this.#only,
        place,
        guessed: item.guessed,
      };
      this.#wishes.push(wish);
      this.#chain.push(wish);
    });
  }
}

function isColour({ kind }: Concept): boolean {
  return kind === 'mood' || kind === 'control' || kind === 'scene';
}

function isNamed(item: Item | undefined): boolean {
  if (item?.kind !== 'known' || item.meaning.kind !== 'concepts') return false;
  const [name = ''] = item.meaning.concepts;
  const concept = CONCEPTS.get(name);
  return concept !== undefined && !isColour(concept);
}

/** "Not dark" is less dark: only what sounds by itself can be left out. */
function negated(how: How, concept: Concept): How {
  return how === 'none' && isColour(concept) ? 'less' : how;
}

/** "Less fast" and "not faster" are slower, "more slower" is not faster. */
function combined(before: How | undefined, sign: 'more' | 'less' | 'none'): How {
  if (sign === 'none' || before === undefined || before === 'more' || before === 'add') return sign;
  return sign === 'more' ? 'less' : 'more';
}
