/** The role *media*: a process on any machine that plays what the bot of its cluster places there. */
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from './clock.ts';
import { Agent } from './cluster/Agent.ts';
import { NatsLink } from './cluster/NatsLink.ts';
import { NatsSeat } from './cluster/NatsSeat.ts';
import type { Log } from './log.ts';
import { hostFor, learnFrom, mediaInit } from './mediaInit.ts';
import type { Secrets } from './redact/Secrets.ts';

/** How long stations are given to get ready elsewhere: two at a time, some seconds each. */
const DRAIN_MS = 25_000;

/**
 * Joins the cluster and plays until `signal` is aborted and its stations have gone on elsewhere. A bot that
 * ends in an orderly way has it play nothing, and the next bot finds it here.
 *
 * @throws FailureError when the cluster does not let it in
 */
export async function runMediaNode(options: {
  readonly url: string;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { url, secrets, log, signal } = options;
  const link = await NatsLink.open({ url, log, signal }).catch(unlessAborted(signal));
  if (link === undefined) return;
  try {
    while (!signal.aborted) await serveOnce(link, { secrets, log, signal });
  } finally {
    await link.close();
  }
}

/** From joining until the bot ends, or this node is to. */
async function serveOnce(
  link: NatsLink,
  { secrets, log, signal }: { secrets: Secrets; log: Log; signal: AbortSignal },
): Promise<void> {
  const seat = new NatsSeat(link, log);
  const told = await seat.join(signal).catch(unlessAborted(signal));
  if (told === undefined) return;
  const init = mediaInit.parse(told);
  if (init.live !== undefined) secrets.learn(init.live.apiKey);
  const send = seat.send.bind(seat);
  const agent = new Agent({ clock: systemClock, probeMs: init.probeMs, send });
  const host = hostFor(init, agent, log);
  const isOver = Promise.withResolvers<void>();
  const deaf = seat.hear((message) => {
    learnFrom(message, secrets);
    const done = agent.take(message);
    if (message.kind === 'close' || message.kind === 'end') void done.then(isOver.resolve);
  });
  link.onBack(() => send({ kind: 'back' }));
  agent.serve(host);
  log.info({ node: seat.node }, 'This node plays from now on');
  process.stdout.write('Lyrebird plays for the bot of its cluster.\n');
  const drain = (): void => {
    agent.drain();
    // With nobody to take them over they end here.
    void pause(DRAIN_MS, undefined, { ref: false }).then(isOver.resolve);
  };
  if (signal.aborted) drain();
  else signal.addEventListener('abort', drain, { once: true });
  await isOver.promise;
  signal.removeEventListener('abort', drain);
  await agent.take({ kind: 'close' });
  deaf();
}

function unlessAborted(signal: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!signal.aborted) throw error;
    return undefined;
  };
}
