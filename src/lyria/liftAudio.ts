const FIELD = Buffer.from('"data"');
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const WHITE_SPACE: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);
/** What is shorter costs nothing to parse. */
const LEAST_BYTES = 4_096;
/** Stands before the number of what was lifted: a character that no base64 has. */
const MARK = '\u0000';

/** A message whose long base64 was taken out before it is parsed. */
export interface LiftedMessage {
  /** Without it: `data` then says which it was. */
  readonly json: string;
  /** The base64 behind a chunk's `data`. */
  base64Of(data: string): Buffer;
}

/**
 * Half a megabyte of base64 is valid JSON as it stands: to check it as UTF-8, scan it for escapes and
 * copy it twice takes more time than to decode it, and leaves a megabyte for the garbage collector.
 * Where anything is escaped in it, it stays where it is.
 */
export function liftAudio(message: Buffer): LiftedMessage {
  const lifted: Buffer[] = [];
  const parts: string[] = [];
  let copied = 0;
  let from = message.length < LEAST_BYTES ? message.length : 0;
  for (;;) {
    const field = message.indexOf(FIELD, from);
    if (field === -1) break;
    from = field + FIELD.length;
    const start = startOfText(message, from);
    const end = start === undefined ? -1 : message.indexOf(QUOTE, start);
    if (start === undefined || end - start < LEAST_BYTES) continue;
    from = end;
    const base64 = message.subarray(start, end);
    if (base64.includes(BACKSLASH)) continue;
    parts.push(message.toString('utf8', copied, start), `\\u0000${lifted.length}`);
    lifted.push(base64);
    copied = end;
  }
  parts.push(message.toString('utf8', copied));
  return {
    json: parts.join(''),
    base64Of: (data) =>
      (data.startsWith(MARK) ? lifted[Number(data.slice(1))] : undefined) ?? Buffer.from(data),
  };
}

/** Where the text behind a field's name begins; undefined when something else stands there. */
function startOfText(message: Buffer, at: number): number | undefined {
  const colon = pastWhiteSpace(message, at);
  if (message[colon] !== COLON) return undefined;
  const quote = pastWhiteSpace(message, colon + 1);
  return message[quote] === QUOTE ? quote + 1 : undefined;
}

function pastWhiteSpace(message: Buffer, at: number): number {
  let next = at;
  while (WHITE_SPACE.has(message[next])) next += 1;
  return next;
}
