import type { StationSnapshot } from './protocol.ts';

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

export const NO_TOTALS: MediaTotals = {
  handovers: 0,
  bridges: 0,
  bridgedMs: 0,
  rejoins: 0,
  packets: 0,
  late: 0,
  dropped: 0,
};

/** The totals with one more station in them. */
export function withStation(totals: MediaTotals, vitals: StationVitals): MediaTotals {
  const { voice } = vitals;
  return {
    handovers: totals.handovers + vitals.handovers,
    bridges: totals.bridges + vitals.bridges,
    bridgedMs: totals.bridgedMs + vitals.bridgedTotalMs,
    rejoins: totals.rejoins + voice.rejoins,
    packets: totals.packets + voice.packets,
    late: totals.late + voice.late,
    dropped: totals.dropped + voice.dropped,
  };
}
