/**
 * Reads HTTP's `Retry-After`: whole seconds, or a date. Undefined where it says nothing that can be
 * understood, or a time that is over.
 *
 * @param nowMs wall-clock time, which is what a date is about
 * @param dateText the answer's own `Date`: with it, a clock that is wrong here does not matter
 */
export function readRetryAfter(
  text: string | undefined,
  nowMs: number,
  dateText?: string,
): number | undefined {
  const value = text?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return positive(Number(value) * 1_000);
  // `Date.parse` takes nearly anything; a date of HTTP has letters in it.
  const atMs = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  const sentMs = Date.parse(dateText ?? '');
  return positive(atMs - (Number.isNaN(sentMs) ? nowMs : sentMs));
}

function positive(ms: number): number | undefined {
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
