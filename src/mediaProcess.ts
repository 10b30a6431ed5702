/**
 * A media process: plays the stations that the process which forked it places here, and ends with it.
 * Its first message says how; the rest is the wire's (src/cluster/Wire.ts).
 */
import { once } from 'node:events';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { Agent } from './cluster/Agent.ts';
import type { FromNode, ToNode } from './cluster/Wire.ts';
import { hostFor, learnFrom, mediaInit } from './mediaInit.ts';
import { calmCollector } from './ops/calmCollector.ts';
import { createLogger } from './ops/logger.ts';
import { surviveLostOutput } from './ops/surviveLostOutput.ts';
import { Secrets } from './redact/Secrets.ts';

const initSchema = mediaInit.extend({
  name: z.string(),
  logLevel: z.string(),
  logFormat: z.enum(['json', 'pretty']).optional(),
  secrets: z.array(z.string()),
});

/** Both ends are of one build: what has a kind that is known is what it says. */
const toNode = z.custom<ToNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

async function main(): Promise<void> {
  surviveLostOutput();
  calmCollector();
  // A terminal and a supervisor signal all processes at once: the one that forked this decides.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  // Whatever is unfinished then is so for good: nobody is there to tell.
  process.once('disconnect', () => process.exit(0));
  const [first] = await once(process, 'message');
  const init = initSchema.parse(first);
  const { logLevel: level, logFormat: format, probeMs } = init;
  const secrets = new Secrets(init.secrets);
  const log = createLogger({ level, format, secrets });
  process.on('uncaughtException', (error) => {
    log.error({ node: init.name, error }, 'A media process ends because of an unexpected error');
    process.exitCode = 1;
    setImmediate(() => process.exit());
  });
  const send = (message: FromNode): void => {
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  };
  const agent = new Agent({ clock: systemClock, probeMs, send });
  const host = hostFor(init, agent, log);
  process.on('message', (received) => {
    const message = toNode.safeParse(received);
    if (!message.success) return;
    learnFrom(message.data, secrets);
    void agent.take(message.data);
  });
  agent.serve(host);
  process.on('SIGUSR2', () => agent.drain());
}

await main();
