import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../log.ts';

const STDERR = 2;

/**
 * The program's logger: JSON lines on stderr, or readable lines where a person looks at a
 * terminal. Whatever is written, the given secrets are blotted out of it first: the last line of
 * defence after not logging them at all.
 */
export function createLogger(options: {
  readonly level: string;
  readonly secrets: readonly (string | undefined)[];
  /** Where to write; stderr unless a test says otherwise. */
  readonly write?: (line: string) => void;
}): Log {
  const blot = blotter(options.secrets);
  const destination = options.write
    ? { write: options.write }
    : process.stderr.isTTY
      ? pretty({
          destination: STDERR,
          ignore: 'pid,hostname',
          translateTime: 'HH:MM:ss',
          sync: true,
        })
      : pino.destination({ fd: STDERR, sync: false });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: blot },
    },
    destination,
  );
}

/** A secret this short is more likely a word: blotting it would garble the log. */
const SHORTEST_SECRET = 6;

/** Blots secrets out of a text, however they were escaped on the way into it. */
export function blotter(secrets: readonly (string | undefined)[]): (line: string) => string {
  const needles = secrets
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return (line) => {
    let clean = line;
    for (const needle of new Set(needles)) clean = clean.replaceAll(needle, '[secret]');
    return clean;
  };
}
