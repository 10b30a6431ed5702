type LogMethod = (fields: Readonly<Record<string, unknown>>, message: string) => void;

/**
 * The part of a pino logger that the rooms use. Fields first, then a short sentence. What a
 * member typed is logged at debug level only; a key, a token or a URL that holds one never.
 */
export interface Log {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
}

/** The same log, with more fields in every line: of which station it is, for example. */
export function withFields(log: Log, more: Readonly<Record<string, unknown>>): Log {
  return {
    debug: (fields, message) => log.debug({ ...more, ...fields }, message),
    info: (fields, message) => log.info({ ...more, ...fields }, message),
    warn: (fields, message) => log.warn({ ...more, ...fields }, message),
    error: (fields, message) => log.error({ ...more, ...fields }, message),
  };
}

const ignore: LogMethod = () => {};

/** Discards everything: for tests and tools that have nothing to tell. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
