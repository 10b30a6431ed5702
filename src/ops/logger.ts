import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../log.ts';
import { createRedact } from '../redact/createRedact.ts';

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
  const redact = createRedact(options.secrets);
  const destination = options.write ? { write: options.write } : toStderr();
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: redact },
    },
    destination,
  );
}

function toStderr(): pino.DestinationStream {
  const isTerminal = process.stderr.isTTY;
  const lines = pino.destination({ fd: STDERR, sync: isTerminal });
  // As with `surviveLostOutput`: a line that cannot be written cannot be told of.
  lines.on('error', () => {});
  if (!isTerminal) return lines;
  return pretty({ destination: lines, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' });
}
