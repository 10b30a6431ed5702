/**
 * A text with one layer of escapes and line breaks taken off. Character number n of it stands for
 * what is from `starts[n]` up to `ends[n]` in the text it came from at first.
 */
export interface Layer {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** An address in an address in JSON in JSON; more layers no library has been seen to put on. */
const MOST_LAYERS = 4;

/** `%2B`, `\u002b`, `\x2b`, `\n`, `\"`; and line breaks, by which long base64 is split. */
const ESCAPE =
  /%([0-9a-f]{2})|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\([^ux]|u(?![0-9a-f]{4})|x(?![0-9a-f]{2}))|[\r\n]+/gi;
const MAY_HAVE_ESCAPES = /[%\\]|[\r\n](?=.)/s;
const HEX = 16;
/** What `\n` and the like stand for is space between parts of a text: nothing. */
const SPACES: ReadonlySet<string> = new Set(['n', 'r', 't']);

/** Where escapes and line breaks stand: what is cut out of a text must not leave half of one. */
export function escapesIn(text: string): { readonly start: number; readonly end: number }[] {
  if (!MAY_HAVE_ESCAPES.test(text)) return [];
  return [...text.matchAll(ESCAPE)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
  }));
}

/** The text with one layer off, with two, and so on, as long as there are any. */
export function* layersOf(text: string): Generator<Layer> {
  let layer: Layer | undefined;
  for (let depth = 0; depth < MOST_LAYERS; depth += 1) {
    const before = layer?.text ?? text;
    if (!MAY_HAVE_ESCAPES.test(before)) return;
    layer = takeOff(before, layer);
    if (layer.text === before) return;
    yield layer;
  }
}

function takeOff(text: string, outer: Layer | undefined): Layer {
  const parts: string[] = [];
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let length = 0;
  const put = (part: string, start: number, step: number): void => {
    parts.push(part);
    for (let index = 0; index < part.length; index += 1) {
      const from = start + (step === 0 ? index : 0);
      const to = step === 0 ? from + 1 : start + step;
      starts[length] = outer === undefined ? from : (outer.starts[from] ?? 0);
      ends[length] = outer === undefined ? to : (outer.ends[to - 1] ?? 0);
      length += 1;
    }
  };
  let done = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const [whole, percent, unicode, short, single] = match;
    put(text.slice(done, match.index), done, 0);
    const code = percent ?? unicode ?? short;
    if (code !== undefined) {
      put(String.fromCharCode(Number.parseInt(code, HEX)), match.index, whole.length);
    } else if (single !== undefined && !SPACES.has(single)) {
      put(single, match.index, whole.length);
    }
    done = match.index + whole.length;
  }
  put(text.slice(done), done, 0);
  return { text: parts.join(''), starts, ends };
}
