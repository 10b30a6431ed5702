/** What a media process is told first, whichever wire it comes by, and the host made of it. */
import { z } from 'zod';
import { systemClock } from './clock.ts';
import type { Agent } from './cluster/Agent.ts';
import type { ToNode } from './cluster/Wire.ts';
import type { Log } from './log.ts';
import { lyriaConnector } from './lyria/connect.ts';
import { createMediaHost, type MediaHost } from './media/MediaHost.ts';
import type { Secrets } from './redact/Secrets.ts';
import { DEFAULT_STATION_LIMITS } from './station/StationLimits.ts';

export const mediaInit = z.object({
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

type MediaInit = z.infer<typeof mediaInit>;

/** All that plays in a media process, with the session gates of the control side. */
export function hostFor(init: MediaInit, agent: Agent, log: Log): MediaHost {
  const shared = { clock: systemClock, log };
  const { url, urlWithKey, model } = init.music;
  const music = {
    ...(url !== undefined && { url }),
    ...(urlWithKey !== undefined && { urlWithKey }),
    ...(model !== undefined && { model }),
  };
  const { retireAtMs, bridgeLimitMs } = init.stationLimits;
  return createMediaHost({
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
}

/** No log may hold a key that comes with a permit. */
export function learnFrom(message: ToNode, secrets: Secrets): void {
  if (message.kind !== 'permit' || !message.answer.ok) return;
  const { key } = message.answer;
  if (key !== undefined) secrets.learn(key.apiKey);
}
