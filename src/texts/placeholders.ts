/**
 * What a message in ICU's format asks for, read by the compiler: `{name}` takes a text, a number or
 * another text that is told, `{count, plural, …}` a number. `texts.test.ts` holds it against the
 * library's own parser.
 */
type After<Message extends string> = Message extends `${string}{${infer Rest}`
  ? Rest | After<Rest>
  : never;

type Inner<Message extends string> =
  After<Message> extends infer Rest
    ? Rest extends `${infer Inside}}${string}`
      ? Inside
      : never
    : never;

/** `# mixes`, inside of a plural, is words; a name has neither spaces nor signs. */
type Name<Inside extends string> = Inside extends `${string} ${string}` | `${string}#${string}` | ''
  ? never
  : Inside extends `${string}{${string}`
    ? never
    : Inside;

type Counted<Inside extends string> = Inside extends `${infer Count}, plural,${string}`
  ? Count
  : never;

/** The names of what a message counts by. */
export type CountsOf<Message extends string> = Counted<Inner<Message>>;
/** The names of everything else it takes. */
export type PartsOf<Message extends string> = Exclude<Name<Inner<Message>>, CountsOf<Message>>;
