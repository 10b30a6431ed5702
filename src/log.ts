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

const ignore: LogMethod = () => {};

/** Discards everything: for tests and tools that have nothing to tell. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
