/** RFC 6455: stand for a close without a frame, or without a code in it, and are never sent. */
const NEVER_SENT: ReadonlySet<number> = new Set([1004, 1005, 1006, 1015]);

/** Whether a close frame may carry the code; the others say how a line was lost. */
export function isSendable(code: number): boolean {
  const standard = code >= 1000 && code <= 1014 && !NEVER_SENT.has(code);
  return standard || (code >= 3000 && code <= 4999);
}
