import { type Clock, systemClock } from '../clock.ts';
import { Conditions } from '../generator/Conditions.ts';
import type { GeneratorObserver, GeneratorServer } from '../generator/contract.ts';
import { startGenerator } from '../generator/GeneratorServer.ts';
import { startLive } from '../generator/live/startLive.ts';
import type { Log } from '../log.ts';
import type { SandboxAnnouncement } from './announcement.ts';
import { writeCaFile } from './caFile.ts';
import { createCertificate } from './certificate.ts';
import type { ControlContext } from './control/context.ts';
import { startControlApi } from './control/createControlApi.ts';
import { EventLog } from './control/EventLog.ts';
import { LyriaTap } from './control/LyriaTap.ts';
import { logEvents } from './control/logEvents.ts';
import { StationReports } from './control/StationReports.ts';
import { DiscordServer } from './DiscordServer.ts';
import { Outage } from './Outage.ts';
import { startPageServer } from './page/PageServer.ts';
import { People } from './people/People.ts';
import { Speech } from './people/Speech.ts';
import type { RateLimiter } from './rest/RateLimiter.ts';
import type { VoiceServer } from './voice/contract.ts';
import { ENCRYPTION_MODES, type EncryptionMode } from './voice/transport.ts';
import { startVoiceServer } from './voice/VoiceServer.ts';
import { createDefaultWorld, type DefaultWorld } from './world/createDefaultWorld.ts';
import { WorldTime } from './world/WorldTime.ts';

/** Each 0, the default except for the page, takes a free port. */
export interface SandboxPorts {
  readonly discord?: number;
  readonly voice?: number;
  readonly lyria?: number;
  readonly live?: number;
  readonly control?: number;
  /** The page's usual one, if it is free, unless given. */
  readonly page?: number;
}

export interface SandboxOptions {
  readonly log: Log;
  readonly clock?: Clock;
  /** What the wall shows, ms since 1970. */
  readonly nowEpochMs?: number;
  readonly ports?: SandboxPorts;
  /** How many guilds there are, all with the same people and the bot; one unless given. */
  readonly guilds?: number;
  /** How many more guilds the bot is in, where nobody does anything and nothing can be controlled. */
  readonly moreGuilds?: number;
  /** Into how many connections a bot is told to part its guilds; as many as Discord would unless given. */
  readonly shards?: number;
  /** How many of them may begin at once; one unless given. */
  readonly maxConcurrency?: number;
  /** How many bots may log in, each with a token of its own; one unless given. */
  readonly bots?: number;
  /** End-to-end encryption, as Discord demands it of voice channels; on unless switched off. */
  readonly dave?: boolean;
  /** Listeners note when packets come, and hear nothing: what is in them costs more than the rest. */
  readonly timing?: boolean;
  /** The transport encryption that is offered first, which most clients take; AES unless given. */
  readonly encryption?: EncryptionMode;
  /** Whether the Live API's stand-in makes its ears ready at once; when somebody speaks, unless given. */
  readonly prepareEars?: boolean;
  /** Which REST requests are too many; as with Discord, unless given. */
  readonly limiter?: RateLimiter;
  /** Stands in for the voice server: for tests that are about something else. */
  readonly voice?: VoiceServer;
  /** Stands in for the generator, likewise. */
  readonly startLyria?: (observer: GeneratorObserver) => Promise<GeneratorServer>;
}

/** The running stand-ins: Discord, its voice servers, the generator, and the control API. */
export interface Sandbox {
  readonly announcement: SandboxAnnouncement;
  readonly discord: DiscordServer;
  /** The first guild's. */
  readonly people: People;
  readonly events: EventLog;
  readonly lyria: LyriaTap;
  /** The authority that clients of the voice server have to trust. */
  readonly caPem: string;
  close(): Promise<void>;
}

/** Starts everything in this process; what has started is ended again if a part fails. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { log, clock = systemClock, ports = {} } = options;
  await using starting = new AsyncDisposableStack();

  const certificate = await createCertificate();
  const caFile = await writeCaFile(certificate.caPem);
  starting.defer(() => caFile.remove());

  const time = new WorldTime(clock, options.nowEpochMs ?? Date.now());
  const inhabited = createDefaultWorld(time, {
    ...(options.guilds !== undefined && { guilds: options.guilds }),
    ...(options.moreGuilds !== undefined && { moreGuilds: options.moreGuilds }),
    ...(options.bots !== undefined && { bots: options.bots }),
  });
  const events = new EventLog(time);
  starting.defer(() => events.close());
  const lyria = new LyriaTap((type, data) => events.add(type, data));
  const conditions = new Conditions(clock);
  starting.defer(() => conditions.close());
  const generator = await startLyria(options, lyria, clock, conditions);
  starting.defer(() => generator.close());
  const live = await startLive({
    clock,
    isPrepared: options.prepareEars ?? false,
    ...port(ports.live),
  });
  starting.defer(() => live.close());

  const voice =
    options.voice ??
    (await startVoiceServer({
      dave: options.dave ?? true,
      timing: options.timing ?? false,
      modes: [...new Set([options.encryption ?? ENCRYPTION_MODES[0], ...ENCRYPTION_MODES])],
      log,
      certificate,
      clock,
      ...port(ports.voice),
    }));
  starting.defer(() => voice.close());
  const discord = await DiscordServer.start({
    world: inhabited.world,
    voice,
    log,
    ...(options.limiter && { limiter: options.limiter }),
    ...port(ports.discord),
  });
  starting.defer(() => discord.close());
  const { gateway } = discord;
  gateway.shards = options.shards ?? gateway.shards;
  gateway.identifies.maxConcurrency = options.maxConcurrency ?? gateway.identifies.maxConcurrency;
  const outage = new Outage(discord, voice);
  starting.defer(() => outage.end());
  const speech = new Speech();
  starting.defer(() => speech.close());
  const reports = new StationReports(time);
  const contextOf = (guildId: string): ControlContext => {
    const people = new People(guildId, discord, voice);
    starting.defer(() => people.close());
    const things = { lyria, conditions, live, speech, events, reports };
    return { discord, voice, outage, guildId, people, ...things };
  };
  const context = contextOf(inhabited.guildId);
  const { people } = context;
  const others = inhabited.guilds.slice(1).map(({ id }) => contextOf(id));
  starting.defer(logEvents(context));
  const control = await startControlApi([context, ...others], { log, ...port(ports.control) });
  starting.defer(() => control.close());
  const page = await startPageServer(context, { log, ...port(ports.page) });
  starting.defer(() => page.close());

  const running = starting.move();
  return {
    announcement: {
      ...announceWorld(inhabited),
      discordApiUrl: discord.apiUrl,
      lyriaUrl: generator.url,
      liveUrl: live.url,
      caFile: caFile.path,
      controlUrl: control.url,
      guilds: inhabited.guilds.map(({ id, name, channelIds }) => ({
        id,
        name,
        controlUrl: control.guildUrl(id),
        channelIds: { ...channelIds },
      })),
      pageUrl: page.url,
    },
    discord,
    people,
    events,
    lyria,
    caPem: certificate.caPem,
    close: () => running.disposeAsync(),
  };
}

function startLyria(
  options: SandboxOptions,
  observer: GeneratorObserver,
  clock: Clock,
  conditions: Conditions,
): Promise<GeneratorServer> {
  if (options.startLyria !== undefined) return options.startLyria(observer);
  const { log, ports } = options;
  return startGenerator({ log, clock, observer, conditions, ...port(ports?.lyria) });
}

function announceWorld({ application, applications, guildId, channelIds, userIds }: DefaultWorld) {
  return {
    discordToken: application.token,
    applicationId: application.id,
    bots: applications.map(({ id, name, token }) => ({
      name,
      applicationId: id,
      discordToken: token,
    })),
    guildId,
    channelIds: { ...channelIds },
    userIds: { ...userIds },
  };
}

function port(given: number | undefined): { port?: number } {
  return given === undefined ? {} : { port: given };
}
