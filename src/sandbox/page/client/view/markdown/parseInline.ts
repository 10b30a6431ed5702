import type { Inline, TimestampStyle } from './markdownTree.ts';

/** Deepest nesting; what is deeper stays as it was typed. */
const MAX_DEPTH = 12;
const TIMESTAMP_STYLES: readonly string[] = ['t', 'T', 'd', 'D', 'f', 'F', 's', 'S', 'R'];

/** Tried in this order at each place of the text. `y` patterns match at that place only. */
interface Rule {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, depth: number) => Inline | undefined;
}

const nested =
  (kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler') =>
  (match: RegExpExecArray, depth: number): Inline => ({
    kind,
    children: parse(match[1] ?? '', depth + 1),
  });

const RULES: readonly Rule[] = [
  {
    pattern: /\\([^\p{L}\p{N}\s])/uy,
    read: (match) => ({ kind: 'text', text: match[1] ?? '' }),
  },
  {
    pattern: /(`+)([^`]|[^`].*?[^`])\1(?!`)/sy,
    read: (match) => ({ kind: 'code', text: trimCode(match[2] ?? '') }),
  },
  { pattern: /\|\|(.+?)\|\|/sy, read: nested('spoiler') },
  { pattern: /\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, read: nested('bold') },
  { pattern: /__((?:\\.|[^\\])+?)__(?!_)/sy, read: nested('underline') },
  { pattern: /~~(.+?)~~/sy, read: nested('strike') },
  {
    // A single star is no emphasis before a blank, so that "2 * 3 * 4" stays as it is.
    pattern: /\*(?=\S)((?:\*\*|\\.|[^\\*])+?)(?<!\s)\*(?!\*)/sy,
    read: nested('italic'),
  },
  { pattern: /_((?:__|\\.|[^\\_])+?)_(?![\p{L}\p{N}_])/suy, read: nested('italic') },
  {
    pattern: /\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y,
    read: (match, depth) => link(match[2] ?? '', parse(match[1] ?? '', depth + 1)),
  },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, read: (match) => plainLink(match[1] ?? '') },
  { pattern: /https?:\/\/[^\s<>]+[^\s<>.,:;"'\])}!?]/y, read: (match) => plainLink(match[0]) },
  {
    pattern: /<t:(-?\d{1,13})(?::([a-zA-Z]))?>/y,
    read: (match) => timestamp(Number(match[1]), match[2] ?? 'f'),
  },
  { pattern: /<@!?(\d{1,20})>/y, read: (match) => mention('user', match) },
  { pattern: /<@&(\d{1,20})>/y, read: (match) => mention('role', match) },
  { pattern: /<#(\d{1,20})>/y, read: (match) => mention('channel', match) },
  {
    pattern: /<\/([^:>\n]{1,100}):\d{1,20}>/y,
    read: (match) => ({ kind: 'command', name: match[1] ?? '' }),
  },
  {
    pattern: /<a?:(\w{2,32}):\d{1,20}>/y,
    read: (match) => ({ kind: 'emoji', name: match[1] ?? '' }),
  },
  { pattern: /@everyone\b/y, read: () => ({ kind: 'everyone', text: '@everyone' }) },
  { pattern: /@here\b/y, read: () => ({ kind: 'everyone', text: '@here' }) },
  { pattern: /\n/y, read: () => ({ kind: 'lineBreak' }) },
];

/** Characters at which a rule may begin; between them nothing needs to be tried. */
const BEGINNINGS = /[\\`|*_~[<h@\n]/g;

/** A paragraph's text, with Discord's marks in it. What is no mark stays as it was typed. */
export function parseInline(text: string): Inline[] {
  return parse(text, 0);
}

function parse(text: string, depth: number): Inline[] {
  if (depth > MAX_DEPTH) return text === '' ? [] : [{ kind: 'text', text }];
  const nodes: Inline[] = [];
  let plain = '';
  let at = 0;
  const flush = (): void => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  while (at < text.length) {
    BEGINNINGS.lastIndex = at;
    const start = BEGINNINGS.exec(text)?.index ?? text.length;
    plain += text.slice(at, start);
    at = start;
    if (at >= text.length) break;
    const found = readAt(text, at, depth);
    if (found === undefined) {
      plain += text.charAt(at);
      at += 1;
    } else {
      if (found.node.kind === 'text') plain += found.node.text;
      else {
        flush();
        nodes.push(found.node);
      }
      at += found.length;
    }
  }
  flush();
  return nodes;
}

function readAt(
  text: string,
  at: number,
  depth: number,
): { readonly node: Inline; readonly length: number } | undefined {
  // `snake_case_names` are no emphasis.
  const inWord = text.charAt(at) === '_' && /[\p{L}\p{N}]/u.test(text.charAt(at - 1));
  if (inWord) return undefined;
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const { length } = match[0];
    const node = read(match, depth);
    if (node !== undefined) return { node, length };
  }
  return undefined;
}

/** One blank on each side lets code begin or end with a backtick. */
function trimCode(text: string): string {
  return /^ .*` ?$|^ ?`.* $/s.test(text) ? text.replace(/^ | $/g, '') : text;
}

function link(url: string, children: readonly Inline[]): Inline | undefined {
  return URL.canParse(url) ? { kind: 'link', url, children } : undefined;
}

function plainLink(url: string): Inline | undefined {
  return link(url, [{ kind: 'text', text: url }]);
}

function timestamp(epochS: number, style: string): Inline | undefined {
  // Farther away there is no date.
  if (!TIMESTAMP_STYLES.includes(style) || Math.abs(epochS) > 8_640_000_000_000) return undefined;
  return { kind: 'timestamp', epochS, style: isStyle(style) ? style : 'f' };
}

function isStyle(style: string): style is TimestampStyle {
  return TIMESTAMP_STYLES.includes(style);
}

function mention(of: 'user' | 'role' | 'channel', match: RegExpExecArray): Inline {
  return { kind: 'mention', of, id: match[1] ?? '' };
}
