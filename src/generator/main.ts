/**
 * Runs the generator alone: `node src/generator/main.ts [port]`. Prints one JSON line with its
 * address on stdout, logs to stderr, and ends on SIGTERM, SIGINT, SIGHUP, or when the process that
 * forked it is gone.
 */
import pino from 'pino';
import { z } from 'zod';
import { startGenerator } from './GeneratorServer.ts';
import { warmUp } from './synth/warmUp.ts';

const STDERR = 2;

const USAGE = 'Usage: node src/generator/main.ts [port, 0 to 65535; 0 or none: any free port]';

const portSchema = z.coerce.number().int().min(0).max(65_535);

async function main(): Promise<void> {
  const port = portSchema.safeParse(process.argv[2] ?? 0);
  if (!port.success) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 1;
    return;
  }
  // An empty variable counts as not set.
  const level = process.env['LOG_LEVEL'] || 'warn';
  const log = pino({ level, base: null }, pino.destination({ fd: STDERR, sync: true }));
  warmUp();
  const generator = await startGenerator({ port: port.data, log });

  const ended = Promise.withResolvers<void>();
  const end = (): void => ended.resolve();
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('SIGHUP', end);
  process.once('disconnect', end);

  process.stdout.write(`${JSON.stringify({ lyriaUrl: generator.url })}\n`);
  await ended.promise;
  await generator.close();
  // An open IPC channel would keep the process alive.
  if (process.connected) process.disconnect();
}

await main();
