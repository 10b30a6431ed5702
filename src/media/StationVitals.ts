import type { StationSnapshot } from './protocol.ts';

/** A station's inner workings at one moment, for the operator. */
export interface StationVitals {
  readonly snapshot: StationSnapshot;
  /** Lyria sessions open for it. */
  readonly sessions: number;
  /** Milliseconds that the deck which comes next holds; null while there is none. */
  readonly nextReserveMs: number | null;
  /** Playing speed; 1 plays the music as it came. */
  readonly rate: number;
  /** Crossfades from one deck to another since the station began. */
  readonly handovers: number;
  /** Gaps that a loop has bridged since then. */
  readonly bridges: number;
  /** How long they have stood in for the music in all. */
  readonly bridgedTotalMs: number;
  /** How long one has been standing in for the music; 0 while the music plays. */
  readonly bridgedMs: number;
}
