import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../log.ts';
import { blotter } from './blotter.ts';

const STDERR = 2;

/**
 * The program's logger: JSON lines on stderr, or readable lines where a person looks at a
 * terminal. Whatever is written, the given secrets are blotted out of it first.
 */
export function createLogger(options: {
  readonly level: string;
  readonly secrets: readonly string[];
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
