import { z } from 'zod';
import type { WorldTime } from '../world/WorldTime.ts';

const mix = z.array(z.object({ text: z.string(), weight: z.number() }));

/** What a bot's operator side tells of its station, for the workings. */
export const stationReport = z.object({
  state: z.enum(['starting', 'playing', 'paused', 'reconnecting']),
  /** Music delivered and not yet played by the deck that is heard, ms. */
  reserveMs: z.number(),
  /** The same of the deck that comes next; null while there is none. */
  nextReserveMs: z.number().nullable(),
  /** Playing speed, 1 as it came. */
  rate: z.number(),
  handovers: z.number(),
  bridges: z.number(),
  /** How long a loop has been standing in for the music; 0 while the music plays. */
  bridgedMs: z.number(),
  heard: mix,
  wanted: mix,
  /** For the operator, while something is wrong. */
  trouble: z.string().nullable(),
});
export type StationReport = z.output<typeof stationReport>;

/** A bot that has said nothing for so long tells no news. */
const FRESH_MS = 3_000;

/** The latest report; gone when it is old. */
export class StationReports {
  readonly #time: WorldTime;
  #latest: { readonly report: StationReport | null; readonly atMs: number } | undefined;

  constructor(time: WorldTime) {
    this.#time = time;
  }

  /** @param report null when nothing plays */
  put(report: StationReport | null): void {
    this.#latest = { report, atMs: this.#time.now() };
  }

  /** Null: nothing plays. Undefined: nobody reports. */
  get latest(): StationReport | null | undefined {
    if (this.#latest === undefined) return undefined;
    return this.#time.now() - this.#latest.atMs > FRESH_MS ? undefined : this.#latest.report;
  }
}
