import { systemClock } from './clock.ts';
import { ForkWire } from './cluster/ForkWire.ts';
import { NatsLink } from './cluster/NatsLink.ts';
import { NatsWire, takeControl } from './cluster/NatsWire.ts';
import { Placement } from './cluster/Placement.ts';
import { type Config, secretsOf } from './config.ts';
import { SECRET_VARIABLES } from './environment.ts';
import type { Log } from './log.ts';
import { lyriaConnector } from './lyria/connect.ts';
import { createMediaHost } from './media/MediaHost.ts';
import type { MediaSide } from './media/StationVitals.ts';
import type { LiveService } from './media/talk/LiveLine.ts';
import type { ConditionBook } from './ops/ConditionBook.ts';
import type { KeyRing } from './station/KeyRing.ts';
import { DEFAULT_STATION_LIMITS } from './station/StationLimits.ts';

/** Where music comes from, and whom members talk to. */
export interface MusicServices {
  readonly music: {
    readonly url?: string;
    /** Where sessions with a server's own key go; there as well unless given. */
    readonly urlWithKey?: string;
    readonly apiKeys?: readonly string[];
    readonly model?: string;
  };
  /** Whom members talk to; nobody unless given. */
  readonly live?: LiveService;
}

/** How many processes play is nobody's promise where they come and go. */
const ANY_NUMBER = 0;

export interface OpenedMedia {
  readonly media: MediaSide;
  /** To be called once all that is to play has been sent. */
  readonly restored: () => void;
}

/**
 * The media side, with what the music's service bears and what the operator bounds otherwise: in this
 * process, in several of its own, or on other machines.
 *
 * @throws FailureError where another bot has the cluster, or it lets nobody in
 */
export async function openMedia(parts: {
  readonly config: Config;
  readonly services: MusicServices;
  /** Of an authority that processes are to trust, too. */
  readonly caFile: string | undefined;
  readonly gates: KeyRing;
  readonly conditions: ConditionBook;
  readonly log: Log;
  readonly signal: AbortSignal;
}): Promise<OpenedMedia> {
  const { config, gates, conditions, log, signal, caFile } = parts;
  const { music, live } = parts.services;
  const { apiKeys: _keys, ...service } = music;
  const shared = { clock: systemClock, log, conditions, gates };
  const init = {
    probeMs: gates.probeMs,
    music: service,
    stationLimits: config.limits.station,
    ...(live !== undefined && { live }),
  };
  if (config.cluster !== undefined) {
    const link = await NatsLink.open({ url: config.cluster.url, log, signal });
    await takeControl(link, config.dataDir).catch(async (error: unknown) => {
      await link.close();
      throw error;
    });
    const wire = new NatsWire({ link, init, clock: systemClock, log });
    const media = new Placement({ ...shared, wire, processes: ANY_NUMBER, isBehind: true });
    return { media, restored: () => media.restored() };
  }
  if (config.mediaProcesses === 0) {
    const media = createMediaHost({
      ...shared,
      random: Math.random,
      openLyriaSession: lyriaConnector({ ...service, clock: systemClock, log }),
      stationLimits: { ...DEFAULT_STATION_LIMITS, ...config.limits.station },
      ...(live !== undefined && { live }),
    });
    return { media, restored: () => {} };
  }
  const wire = new ForkWire({
    clock: systemClock,
    log,
    count: config.mediaProcesses,
    module: new URL('./mediaProcess.ts', import.meta.url),
    init: {
      ...init,
      logLevel: config.logLevel,
      logFormat: config.logFormat,
      secrets: secretsOf(config),
    },
    withheld: SECRET_VARIABLES,
    ...(caFile !== undefined && { caFile }),
  });
  const media = new Placement({ ...shared, wire, processes: config.mediaProcesses });
  return { media, restored: () => {} };
}
