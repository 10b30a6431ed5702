/**
 * A media process: plays the stations that the process which forked it places here, and ends with it.
 * Its first message says how; the rest is the wire's (src/cluster/Wire.ts).
 */
import { once } from 'node:events';
import { z } from 'zod';
import { systemClock } from './clock.ts';
import { Agent } from './cluster/Agent.ts';
import type { FromNode, ToNode } from './cluster/Wire.ts';
import { lyriaConnector } from './lyria/connect.ts';
import { createMediaHost } from './media/MediaHost.ts';
import { calmCollector } from './ops/calmCollector.ts';
import { createLogger } from './ops/logger.ts';
import { surviveLostOutput } from './ops/surviveLostOutput.ts';
import { Secrets } from './redact/Secrets.ts';
import { DEFAULT_STATION_LIMITS } from './station/StationLimits.ts';

const initSchema = z.object({
  name: z.string(),
  logLevel: z.string(),
  logFormat: z.enum(['json', 'pretty']).optional(),
  secrets: z.array(z.string()),
  probeMs: z.number(),
  music: z.object({
    url: z.string().optional(),
    urlWithKey: z.string().optional(),
    model: z.string().optional(),
  }),
  stationLimits: z.object({
    retireAtMs: z.number().optional(),
    bridgeLimitMs: z.number().optional(),
  }),
  live: z
    .object({
      url: z.string(),
      apiKey: z.string(),
      model: z.string(),
      voice: z.string(),
      maxSessions: z.number(),
    })
    .optional(),
});

/** Both ends are of one build: what has a kind that is known is what it says. */
const toNode = z.custom<ToNode>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
);

/** No log may hold it. */
function keyIn(message: ToNode): string | undefined {
  return message.kind === 'permit' && message.answer.ok ? message.answer.key?.apiKey : undefined;
}

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
  const shared = { clock: systemClock, log };
  const agent = new Agent({ ...shared, probeMs, send });
  const { url, urlWithKey, model } = init.music;
  const music = {
    ...(url !== undefined && { url }),
    ...(urlWithKey !== undefined && { urlWithKey }),
    ...(model !== undefined && { model }),
  };
  const { retireAtMs, bridgeLimitMs } = init.stationLimits;
  const host = createMediaHost({
    ...shared,
    random: Math.random,
    conditions: agent.conditions,
    gates: agent.gates,
    openLyriaSession: lyriaConnector({ ...music, ...shared }),
    ...(init.live !== undefined && { live: init.live }),
    stationLimits: {
      ...DEFAULT_STATION_LIMITS,
      ...(retireAtMs !== undefined && { retireAtMs }),
      ...(bridgeLimitMs !== undefined && { bridgeLimitMs }),
    },
  });
  process.on('message', (received) => {
    const message = toNode.safeParse(received);
    if (!message.success) return;
    const key = keyIn(message.data);
    if (key !== undefined) secrets.learn(key);
    void agent.take(message.data);
  });
  agent.serve(host);
  process.on('SIGUSR2', () => agent.drain());
}

await main();
