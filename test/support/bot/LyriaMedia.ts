import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { MediaCommand, MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';

/** A media side with real stations and real sessions, but no voice: what it plays nobody hears. */
export class LyriaMedia implements MediaPort {
  readonly #url: string;
  readonly #listeners = new Set<(event: MediaEvent) => void>();
  readonly #stations = new Map<string, Station>();

  /** @param url of a server that speaks Lyria's protocol */
  constructor(url: string) {
    this.#url = url;
  }

  send(command: MediaCommand): void {
    if (command.type === 'start') this.#start(command);
    const station = this.#stations.get(command.guildId);
    if (command.type === 'setMix') station?.setPrompts(command.prompts);
    if (command.type === 'setConfig') station?.setConfig(command.config);
    if (command.type === 'resetContext') station?.reset();
  }

  subscribe(listener: (event: MediaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    for (const station of this.#stations.values()) station.close();
  }

  #start(command: Extract<MediaCommand, { type: 'start' }>): void {
    const { guildId, channelId, prompts, config, volume } = command;
    const station = new Station({
      prompts,
      config,
      volume,
      open: lyriaConnector({
        url: this.#url,
        apiKey: 'AIzaSyD-a-key-that-nobody-may-read-0123',
        clock: systemClock,
        log: silentLog,
      }),
      gate: new SessionGate(systemClock, { maxSessions: 2, spacingMs: 0 }),
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
      events: { onChanged: () => {}, onFiltered: () => {}, onFailed: () => {} },
    });
    this.#stations.set(guildId, station);
    const snapshot = { guildId, channelId, prompts, config, volume } as const;
    queueMicrotask(() => {
      for (const listener of this.#listeners) {
        listener({ type: 'station', snapshot: { ...snapshot, state: 'playing', reserveMs: 0 } });
      }
    });
  }
}
