import type { Block } from './markdownTree.ts';
import { parseInline } from './parseInline.ts';

const CODE_BLOCK = /^```(?:([\w+#.-]+)\n|\n?)(.*?)\n?```/s;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const LIST_ITEM = /^( *)([*-]|\d{1,9}\.) +(\S.*)$/;
const QUOTE = /^>(?: (.*)|)$/;
/** Lists in quotes in lists and so on; what is deeper becomes plain paragraphs. */
const MAX_DEPTH = 8;

/** Takes a message's text apart by the rules of Discord's markdown. */
export function parseMarkdown(text: string): Block[] {
  return parseBlocks(text.replaceAll('\r\n', '\n'), 0);
}

function parseBlocks(text: string, depth: number): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    const content = paragraph.join('\n').replace(/^\n+|\n+$/g, '');
    if (content !== '') blocks.push({ kind: 'paragraph', children: parseInline(content) });
    paragraph = [];
  };
  let rest = text;
  while (rest !== '') {
    const found = readBlock(rest, depth);
    if (found !== undefined) {
      flush();
      blocks.push(found.block);
      rest = rest.slice(found.length).replace(/^\n/, '');
      continue;
    }
    const { line, length } = firstLine(rest);
    const code = line.indexOf('```');
    if (code > 0 && CODE_BLOCK.test(rest.slice(code))) {
      paragraph.push(rest.slice(0, code));
      rest = rest.slice(code);
      continue;
    }
    paragraph.push(line);
    rest = rest.slice(length);
  }
  flush();
  return blocks;
}

interface Found {
  readonly block: Block;
  /** Characters read, without the line's end. */
  readonly length: number;
}

function readBlock(text: string, depth: number): Found | undefined {
  const code = CODE_BLOCK.exec(text);
  if (code !== null && code[2] !== '') {
    const [all, language = '', content = ''] = code;
    return { block: { kind: 'codeBlock', language, text: content }, length: all.length };
  }
  const { line } = firstLine(text);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3;
    const children = parseInline(heading[2] ?? '');
    return { block: { kind: 'heading', level, children }, length: line.length };
  }
  const subtext = SUBTEXT.exec(line);
  if (subtext !== null) {
    const children = parseInline(subtext[1] ?? '');
    return { block: { kind: 'subtext', children }, length: line.length };
  }
  if (depth >= MAX_DEPTH) return undefined;
  return readQuote(text, depth) ?? readList(text, depth);
}

function readQuote(text: string, depth: number): Found | undefined {
  if (text.startsWith('>>> ')) {
    const children = parseBlocks(text.slice(4), depth + 1);
    return { block: { kind: 'quote', children }, length: text.length };
  }
  const lines: string[] = [];
  let length = 0;
  for (const line of text.split('\n')) {
    const match = QUOTE.exec(line);
    if (match === null) break;
    lines.push(match[1] ?? '');
    length += line.length + 1;
  }
  if (lines.length === 0) return undefined;
  const children = parseBlocks(lines.join('\n'), depth + 1);
  return { block: { kind: 'quote', children }, length: length - 1 };
}

function readList(text: string, depth: number): Found | undefined {
  const first = LIST_ITEM.exec(firstLine(text).line);
  if (first === null) return undefined;
  const indent = first[1]?.length ?? 0;
  const ordered = isOrdered(first);
  const items: string[][] = [];
  let length = 0;
  for (const line of text.split('\n')) {
    const item = LIST_ITEM.exec(line);
    const itemIndent = item?.[1]?.length ?? 0;
    if (item !== null && itemIndent <= indent) {
      if (itemIndent < indent || isOrdered(item) !== ordered) break;
      items.push([item[3] ?? '']);
    } else if (item !== null || (/^ +\S/.test(line) && items.length > 0)) {
      // Deeper items, and lines that go on under an item.
      items.at(-1)?.push(line.slice(Math.min(indent + 2, line.search(/\S/))));
    } else break;
    length += line.length + 1;
  }
  const block: Block = {
    kind: 'list',
    ordered,
    start: ordered ? Number.parseInt(first[2] ?? '1', 10) : 1,
    items: items.map((lines) => parseBlocks(lines.join('\n'), depth + 1)),
  };
  return { block, length: length - 1 };
}

function isOrdered(item: RegExpExecArray): boolean {
  return /\d/.test(item[2] ?? '');
}

function firstLine(text: string): { readonly line: string; readonly length: number } {
  const end = text.indexOf('\n');
  return end < 0
    ? { line: text, length: text.length }
    : { line: text.slice(0, end), length: end + 1 };
}
