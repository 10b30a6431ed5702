import { formsOf } from './forms.ts';
import { escapesIn, layersOf } from './layers.ts';
import { Needles, type Span } from './Needles.ts';

/** Takes secrets out of a text that somebody else wrote. */
export type Redact = (text: string) => string;

/** What stands in a text where a secret stood. */
export const BLOT = '[secret]';

/** What looks like a secret wherever it comes from, such as an address that somebody else put together. */
const LOOKS_SECRET: readonly RegExp[] = [
  /(?<=(?<![a-z])(?:key|api_key|apikey|token|access_token)=)[^&"'<>\\\s#]+/gi,
  /(?<=\b(?:Bot|Bearer) )[\w.~+/=-]{20,}/g,
  // Keys of Google's, whole or cut, and tokens of Discord's bots.
  /AIza[\w-]{4,}/g,
  /\bAQ\.[\w-]{8,}/g,
  /\b[\w-]{18,}\.[\w-]{6}\.[\w-]{27,}/g,
  // The token of an interaction is good for a quarter of an hour.
  /(?<=\/(?:interactions|webhooks)\/\d{17,20}\/)[\w-]{20,}/g,
];

/** Bytes one by one: `65,73,122` as a Buffer in JSON, `41 49 7a` as one that is printed. */
const NUMBERS = /\b\d{1,3}(?:,\s*\d{1,3}){5,}\b/g;
const HEX_PAIRS = /\b[0-9a-f]{2}(?:[ :-][0-9a-f]{2}){5,}\b/gi;
const HEX = 16;

/**
 * Makes the one function that keeps secrets out of logs, failures and whatever else is told: the
 * last line of defence after not writing them at all. It knows them whole and in parts of eight
 * characters or more, as they are, in percent-encoding and JSON, in hex, in base64 wherever they
 * stand in it, split by line breaks, and as lists of bytes; and whatever else looks like one.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const needles = new Needles(formsOf(secrets));
  const holds = (bytes: readonly number[]): boolean =>
    needles.find(Buffer.from(bytes).toString('latin1')).length > 0;
  return (text) => {
    const clean = blotted(text, found(text, needles));
    return (
      clean
        // Zeroes, so that a line of JSON stays one.
        .replace(NUMBERS, (list) =>
          holds(list.split(',').map(Number)) ? list.replace(/\d+/g, '0') : list,
        )
        .replace(HEX_PAIRS, (list) =>
          holds(list.split(/[ :-]/).map((pair) => Number.parseInt(pair, HEX))) ? BLOT : list,
        )
    );
  };
}

/** Where secrets stand in a text, under escapes too. */
function found(text: string, needles: Needles): Span[] {
  const spans = secretsIn(text, needles);
  for (const layer of layersOf(text)) {
    for (const { start, end } of secretsIn(layer.text, needles)) {
      spans.push({ start: layer.starts[start] ?? 0, end: layer.ends[end - 1] ?? text.length });
    }
  }
  return spans;
}

function secretsIn(text: string, needles: Needles): Span[] {
  const spans = needles.find(text);
  for (const looks of LOOKS_SECRET) {
    for (const { 0: secret, index } of text.matchAll(looks)) {
      spans.push({ start: index, end: index + secret.length });
    }
  }
  return spans;
}

function blotted(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of joined(wholeEscapes(text, spans))) {
    parts.push(text.slice(done, start), BLOT);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/**
 * What is cut out of a line of JSON leaves one: no half an escape, which would make something else
 * of what follows, and at the edges no quotation mark, which may begin or end a string.
 */
function wholeEscapes(text: string, spans: readonly Span[]): Span[] {
  const escapes = escapesIn(text);
  return spans.map((span) => {
    const first = escapes.find(({ start, end }) => start < span.start && span.start < end);
    const last = escapes.find(({ start, end }) => start < span.end && span.end <= end);
    const start = first?.start ?? span.start;
    const end = last?.end ?? span.end;
    return {
      start: text[start] === '"' ? start + 1 : start,
      end: text[end - 1] === '"' && last === undefined ? end - 1 : end,
    };
  });
}

/** In order, those that touch or overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}
