import type { Failure } from '../failure.ts';

/** What TLS says when this machine's clock is wrong, or when the other side's certificate is. */
const CERTIFICATE_TIME = /CERT_(?:NOT_YET_VALID|HAS_EXPIRED)/;
const RIGHTS: ReadonlySet<string> = new Set(['store.unavailable', 'data.unwritable']);

/**
 * The line an operator reads when the program ends because of a failure: its code, which
 * docs/self-hosting.md explains, what was seen, and what the machine knows besides.
 */
export function explain(
  { code, operatorText }: Failure,
  machine: { readonly now: Date; readonly userId: number | undefined },
): string {
  const told = operatorText.startsWith(`${code}:`) ? operatorText : `${code}: ${operatorText}`;
  const hints: string[] = [];
  if (CERTIFICATE_TIME.test(operatorText)) {
    hints.push(`This machine's clock says ${machine.now.toISOString()}: set it if that is wrong.`);
  }
  if (RIGHTS.has(code) && machine.userId !== undefined) {
    hints.push(`The program runs as user ${machine.userId}.`);
  }
  return [told, ...hints].join(' ');
}
