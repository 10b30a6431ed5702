import type { Log } from '#src/log.ts';

/** A log that keeps every line, at every level, as the text an operator might see. */
export function capturedLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      lines.push(JSON.stringify({ level, message, ...fields }));
    };
  const log = {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
  return { log, lines };
}
