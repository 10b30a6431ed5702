import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../log.ts';
import { Secrets } from '../redact/Secrets.ts';

const STDERR = 2;

/**
 * The program's logger on stderr. Whatever is written, the given secrets are blotted out of it first.
 */
export function createLogger(options: {
  readonly level: string;
  /** Readable lines where a person looks at a terminal, JSON elsewhere, unless given. */
  readonly format?: 'json' | 'pretty' | undefined;
  readonly secrets: readonly string[] | Secrets;
  /** Where to write; stderr unless a test says otherwise. */
  readonly write?: (line: string) => void;
}): Log {
  const { secrets } = options;
  const { redact } = secrets instanceof Secrets ? secrets : new Secrets(secrets);
  const destination = options.write ? { write: options.write } : toStderr(options.format);
  return pino(
    {
      level: options.level,
      base: null,
      formatters: { level: (level) => ({ level }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: redact },
    },
    destination,
  );
}

function toStderr(format: 'json' | 'pretty' | undefined): pino.DestinationStream {
  const isTerminal = process.stderr.isTTY;
  const isPretty = format === undefined ? isTerminal : format === 'pretty';
  const lines = pino.destination({ fd: STDERR, sync: isTerminal });
  // As with `surviveLostOutput`: a line that cannot be written cannot be told of.
  lines.on('error', () => {});
  if (!isPretty) return lines;
  return pretty({
    destination: lines,
    colorize: isTerminal,
    translateTime: 'SYS:HH:MM:ss',
  });
}
