import type { HeadroomFigures } from '../voice/Headroom.ts';
import type { MediaPort, StationSnapshot } from './protocol.ts';

export type { HeadroomFigures };

/** A station's inner workings at one moment, for the operator. */
export interface StationVitals {
  readonly snapshot: StationSnapshot;
  /** Lyria sessions open for it. */
  readonly sessions: number;
  /** Milliseconds that the deck which comes next holds; null while there is none. */
  readonly nextReserveMs: number | null;
  /** Seconds of music that the session brings in a second of late; null while none is playing. */
  readonly deliveryRate: number | null;
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
  readonly voice: VoiceVitals;
}

/** How its sound leaves. */
export interface VoiceVitals {
  /** Connected, and end-to-end encryption agreed on. */
  readonly isAudible: boolean;
  /** A packet of music has left within the last second. */
  readonly isPlaying: boolean;
  /** How often it has asked to join again since the station began. */
  readonly rejoins: number;
  /** Packets that have left since then. */
  readonly packets: number;
  /** Frames that left 20 ms late or later. */
  readonly late: number;
  /** Frames whose time passed without them: the process stood still for more than 100 ms. */
  readonly dropped: number;
}

/** What all stations have done since the program began, those that have ended included. */
export interface MediaTotals {
  readonly handovers: number;
  readonly bridges: number;
  readonly bridgedMs: number;
  readonly rejoins: number;
  readonly packets: number;
  readonly late: number;
  readonly dropped: number;
}

/** How far apart packets have left: how many by bound, and all gaps together. */
export interface GapCounts {
  readonly counts: ArrayLike<number>;
  readonly sumMs: number;
}

/** The media side as the program sees it, in whatever processes its stations play. */
export interface MediaSide extends MediaPort {
  /** Every station as it is, or was half a second ago, for the operator. */
  vitals(): StationVitals[];
  /** What all stations have done, those that have ended included. */
  totals(): MediaTotals;
  /** How far apart their packets have left. */
  readonly gaps: GapCounts;
  /** How much more each of its processes could do. */
  headroom(): readonly HeadroomFigures[];
  /** Stops all stations with a fade. Resolves within three seconds, with nothing left. */
  close(): Promise<void>;
}

export const NO_TOTALS: MediaTotals = {
  handovers: 0,
  bridges: 0,
  bridgedMs: 0,
  rejoins: 0,
  packets: 0,
  late: 0,
  dropped: 0,
};

export function totalsTogether(one: MediaTotals, other: MediaTotals): MediaTotals {
  return {
    handovers: one.handovers + other.handovers,
    bridges: one.bridges + other.bridges,
    bridgedMs: one.bridgedMs + other.bridgedMs,
    rejoins: one.rejoins + other.rejoins,
    packets: one.packets + other.packets,
    late: one.late + other.late,
    dropped: one.dropped + other.dropped,
  };
}

/** The totals with one more station in them. */
export function withStation(totals: MediaTotals, vitals: StationVitals): MediaTotals {
  const { handovers, bridges, bridgedTotalMs: bridgedMs, voice } = vitals;
  const { rejoins, packets, late, dropped } = voice;
  return totalsTogether(totals, { handovers, bridges, bridgedMs, rejoins, packets, late, dropped });
}

export function gapsTogether(one: GapCounts, other: GapCounts | undefined): GapCounts {
  if (other === undefined) return one;
  const length = Math.max(one.counts.length, other.counts.length);
  const counts = Array.from({ length }, (_, i) => (one.counts[i] ?? 0) + (other.counts[i] ?? 0));
  return { counts, sumMs: one.sumMs + other.sumMs };
}
