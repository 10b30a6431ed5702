/**
 * This much of a form is enough to know it by. Services cut long texts (a close reason has 123
 * bytes) and quote keys in part, so a part of a secret is as bad as the whole.
 */
const RECOGNISED_BY = 8;

/** From `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds parts of known texts in others, in whatever case. Almost every text has none: what no part
 * begins with is passed over at a look.
 */
export class Needles {
  /** Parts by their length: 8, and the whole of shorter forms. */
  readonly #parts = new Map<number, Set<string>>();
  /** Which two characters a part begins with, by the lower bytes of both. */
  readonly #beginnings = new Uint8Array(0x1_00_00);

  constructor(forms: readonly string[]) {
    for (const form of forms.map(fold)) {
      const length = Math.min(RECOGNISED_BY, form.length);
      const parts = this.#parts.get(length) ?? new Set();
      this.#parts.set(length, parts);
      for (let start = 0; start + length <= form.length; start += 1) {
        parts.add(form.slice(start, start + length));
        this.#beginnings[beginningAt(form, start)] = 1;
      }
    }
  }

  /** Where parts stand; of the same one, those that overlap are joined. */
  find(given: string): Span[] {
    const spans: Span[] = [];
    if (this.#parts.size === 0) return spans;
    const text = fold(given);
    let last: { start: number; end: number } | undefined;
    for (let start = 0; start + 1 < text.length; start += 1) {
      if (this.#beginnings[beginningAt(text, start)] === 0) continue;
      const length = this.#lengthAt(text, start);
      if (length === undefined) continue;
      const end = start + length;
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else {
        last = { start, end };
        spans.push(last);
      }
    }
    return spans;
  }

  #lengthAt(text: string, start: number): number | undefined {
    for (const [length, parts] of this.#parts) {
      if (parts.has(text.slice(start, start + length))) return length;
    }
    return undefined;
  }
}

function beginningAt(text: string, start: number): number {
  return ((text.charCodeAt(start) & 0xff) << 8) | (text.charCodeAt(start + 1) & 0xff);
}

/** In small letters, at the same places. */
function fold(text: string): string {
  const folded = text.toLowerCase();
  if (folded.length === text.length) return folded;
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
