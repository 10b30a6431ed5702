import { tell } from '#src/texts/texts.ts';
import { warmUp } from '../audio/warmUp.ts';
import type { Clock } from '../clock.ts';
import { type Conditions, noConditions } from '../conditions.ts';
import type { Failure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { OpenLyriaSession } from '../lyria/session.ts';
import { KeyRing } from '../station/KeyRing.ts';
import type { GateLimits, Gates } from '../station/SessionGate.ts';
import type { StationLimits } from '../station/StationLimits.ts';
import { STOP_FADE_MS } from '../station/stationTimes.ts';
import { Headroom } from '../voice/Headroom.ts';
import { Pacer } from '../voice/Pacer.ts';
import { PacketGaps } from '../voice/PacketGaps.ts';
import { checkMusic } from './checkMusic.ts';
import { GuildMedia } from './GuildMedia.ts';
import type { MediaCommand, MediaEvent } from './protocol.ts';
import { type MediaSide, NO_TOTALS, withStation } from './StationVitals.ts';
import { talkFailure } from './talk/failure.ts';
import { LiveLine, type LiveService } from './talk/LiveLine.ts';

/** After this, whatever has not ended is not waited for any longer. */
const CLOSE_TIMEOUT_MS = STOP_FADE_MS + 1_000;

/** By what is measured: its frames leave late, or are about to, and no encoder is cheaper. */
const NO_ROOM: Failure = {
  code: 'media.full',
  memberText: tell('failure.media.full'),
  operatorText: 'Another station could not be played on time: this machine does all that it can.',
};

export type { GateLimits };

/** All stations of this process. */
export interface MediaHost extends MediaSide {
  /** Lets go of a station without a word to anybody: it plays elsewhere now. */
  drop(guildId: string): void;
}

/** Runs every guild's station and voice connection. */
export function createMediaHost(options: {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 up to 1; for jitter, so that stations do not act in step. */
  readonly random: () => number;
  readonly openLyriaSession: OpenLyriaSession;
  /** Where it is noted what is wrong with voice. */
  readonly conditions?: Conditions;
  /** Where it is asked for sessions, if that is not for this process alone to say. */
  readonly gates?: Gates;
  /** What the service bears; by default what a single key of Google's is known to bear. */
  readonly limits?: Partial<GateLimits>;
  /** By default it is measured how busy this process's event loop is. */
  readonly headroom?: Headroom;
  /** What suits Google's service unless given. */
  readonly stationLimits?: StationLimits;
  /** Whom members talk to; nobody unless given. */
  readonly live?: LiveService;
}): MediaHost {
  const { clock, log } = options;
  const gates = options.gates ?? new KeyRing({ clock, limits: options.limits ?? {}, keys: [] });
  const headroom =
    options.headroom ?? new Headroom(() => performance.eventLoopUtilization().active);
  const pacer = new Pacer(clock, headroom);
  const gaps = new PacketGaps();
  const live = new LiveLine(options.live, clock);
  const guilds = new Map<string, GuildMedia>();
  const listeners = new Set<(event: MediaEvent) => void>();
  const drained = Promise.withResolvers<void>();
  let closing = false;
  /** Of stations that have ended. */
  let past = NO_TOTALS;
  warmUp();

  const emit = (event: MediaEvent): void => {
    // Never inside `send`: a command's caller has finished before it hears of the effects.
    queueMicrotask(() => {
      for (const listener of listeners) listener(event);
    });
  };

  const start = (command: Extract<MediaCommand, { type: 'start' }>): void => {
    const { guildId } = command;
    if (closing) {
      emit({ type: 'ended', guildId, reason: 'shutdown' });
      return;
    }
    if (guilds.has(guildId)) {
      log.warn({ guildId }, 'A station was to start where one plays');
      return;
    }
    // Whoever has played, or comes by itself, is worse than late if it does not come at all.
    if (command.patient !== true && headroom.isFull(clock.now())) {
      log.warn({ guildId, ...headroom.figures(clock.now()) }, NO_ROOM.operatorText);
      emit({ type: 'ended', guildId, reason: 'failed', failure: NO_ROOM });
      return;
    }
    const guild = new GuildMedia(command, {
      conditions: noConditions,
      ...options,
      live,
      gates,
      pacer,
      quality: headroom,
      gaps,
      emit,
      onEnded: () => {
        past = withStation(past, guild.vitals);
        guilds.delete(guildId);
        if (closing && guilds.size === 0) drained.resolve();
      },
    });
    guilds.set(guildId, guild);
  };

  return {
    send(command) {
      const failure = checkMusic(command);
      if (failure !== undefined) {
        const { type, guildId } = command;
        log.error({ type, reason: failure.operatorText }, 'A command asked for impossible music');
        if (type === 'start') emit({ type: 'ended', guildId, reason: 'failed', failure });
        return;
      }
      if (command.type === 'start') start(command);
      else {
        const { guildId } = command;
        const guild = guilds.get(guildId);
        guild?.take(command);
        if (guild !== undefined || command.type !== 'openEar') return;
        const { person } = command;
        emit({ type: 'earClosed', guildId, person, failure: talkFailure('talk.unavailable') });
      }
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    drop: (guildId) => guilds.get(guildId)?.abandon(),

    vitals: () => [...guilds.values()].map((guild) => guild.vitals),
    totals: () => [...guilds.values()].reduce((sum, { vitals }) => withStation(sum, vitals), past),
    gaps,
    headroom: () => [headroom.figures(clock.now())],

    async close() {
      closing = true;
      if (guilds.size === 0) return;
      for (const guild of guilds.values()) guild.stop('shutdown');
      const impatient = clock.after(CLOSE_TIMEOUT_MS, () => {
        log.warn({ stations: guilds.size }, 'Some stations did not end in time');
        drained.resolve();
      });
      await drained.promise;
      impatient.cancel();
    },
  };
}
