import type { ConditionName } from '#src/conditions.ts';
import type { ProcessHealth } from '../healthOf.ts';

/** One station as it is at this moment. */
export interface StationFigures {
  /** The smallest number that no other station has: it says which line of a chart, not whose. */
  readonly number: number;
  readonly guildId: string;
  readonly state: 'starting' | 'playing' | 'paused' | 'reconnecting';
  readonly sessions: number;
  readonly reserveS: number;
  /** Seconds of music that the session brings in a second; null while there is none. */
  readonly deliveryRate: number | null;
  /** Playing speed; 1 plays the music as it came. */
  readonly playoutRate: number;
}

/** Since the program began, over all stations. */
export interface PlayTotals {
  readonly begun: number;
  readonly ended: ReadonlyMap<string, number>;
  /** By code, how often a station was in trouble. */
  readonly troubles: ReadonlyMap<string, number>;
  /** How long stations were not heard that should have been. */
  readonly silenceS: number;
  readonly handovers: number;
  readonly bridges: number;
  readonly bridgedS: number;
  readonly rejoins: number;
  readonly packets: number;
  readonly late: number;
  readonly dropped: number;
}

/** How members talk to the DJ, over all stations, since the program began. */
export interface TalkFigures {
  /** Members who are listened to, or answered, at the moment. */
  readonly ears: number;
  readonly turns: number;
  readonly speechS: number;
  /** By kind; the sum over all turns is what is billed. */
  readonly tokens: ReadonlyMap<string, number>;
  /** By code, presses that came to nothing. */
  readonly failures: ReadonlyMap<string, number>;
  /** From a member's last word to the first sound of the answer. */
  readonly answers: CountedTimes;
}

/** A histogram that somebody else counts. */
export interface CountedTimes {
  readonly boundsMs: readonly number[];
  /** One more than there are bounds. */
  readonly counts: ArrayLike<number>;
  readonly sumMs: number;
}

/** What is known of the whole program at one moment. */
export interface MetricsFacts {
  readonly discordIsReady: boolean;
  readonly discord: {
    /** How long answers took, by what became of the interaction. */
    readonly interactions: ReadonlyMap<string, CountedTimes>;
    readonly reconnects: number;
    /** Answers with status 429, by who limits. */
    readonly limited: ReadonlyMap<string, number>;
  };
  readonly conditions: readonly {
    readonly name: ConditionName;
    readonly stations: number | null;
  }[];
  readonly conditionsRaised: ReadonlyMap<ConditionName, number>;
  readonly processes: readonly ProcessHealth[];
  readonly stations: readonly StationFigures[];
  readonly totals: PlayTotals;
  readonly gaps: CountedTimes;
  readonly talk: TalkFigures;
  readonly store: { readonly written: number; readonly failures: number; readonly held: number };
}
