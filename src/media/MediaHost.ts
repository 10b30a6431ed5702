import { warmUp } from '../audio/warmUp.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { OpenLyriaSession } from '../lyria/session.ts';
import { DEFAULT_LIMITS, type GateLimits, SessionGate } from '../station/SessionGate.ts';
import { STOP_FADE_MS } from '../station/stationTimes.ts';
import { GuildMedia } from './GuildMedia.ts';
import type { MediaCommand, MediaEvent, MediaPort } from './protocol.ts';

/** After this, whatever has not faded out is cut. */
const CLOSE_TIMEOUT_MS = STOP_FADE_MS + 1_000;

export interface MediaHost extends MediaPort {
  /** Stops all stations with a fade. Resolves within two seconds, with nothing left. */
  close(): Promise<void>;
}

/** Runs every guild's station and voice connection. */
export function createMediaHost(options: {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 up to 1; for jitter, so that stations do not act in step. */
  readonly random: () => number;
  readonly openLyriaSession: OpenLyriaSession;
  readonly limits?: GateLimits;
}): MediaHost {
  const { clock, log } = options;
  const gate = new SessionGate(clock, options.limits ?? DEFAULT_LIMITS);
  const guilds = new Map<string, GuildMedia>();
  const listeners = new Set<(event: MediaEvent) => void>();
  const drained = Promise.withResolvers<void>();
  let closing = false;
  warmUp();

  const emit = (event: MediaEvent): void => {
    // Never inside `send`: a command's caller has finished before it hears of the effects.
    queueMicrotask(() => {
      for (const listener of listeners) listener(event);
    });
  };

  const start = (command: Extract<MediaCommand, { type: 'start' }>): void => {
    if (closing || guilds.has(command.guildId)) return;
    const guild = new GuildMedia(command, {
      ...options,
      gate,
      emit,
      onEnded: () => {
        guilds.delete(command.guildId);
        if (closing && guilds.size === 0) drained.resolve();
      },
    });
    guilds.set(command.guildId, guild);
  };

  return {
    send(command) {
      if (command.type === 'start') start(command);
      else guilds.get(command.guildId)?.take(command);
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

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
