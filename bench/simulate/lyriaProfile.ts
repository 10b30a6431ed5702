/**
 * How the modelled service behaves. Numbers with a source come from measurements of the real
 * one; how often things go wrong is set far above what was seen, so that a simulated day holds
 * more trouble than a real month.
 */
export interface LyriaProfile {
  readonly openMs: readonly [number, number];
  /** First audio after PLAY on a fresh session: median, and the most. */
  readonly firstAudioMedianMs: number;
  readonly firstAudioMostMs: number;
  /** After a pause. */
  readonly resumeMs: readonly [number, number];
  /** Audio per time, averaged over a session, and of single minutes. */
  readonly paceAverage: readonly [number, number];
  readonly paceMinute: readonly [number, number];
  /** By how much a usual minute differs from the average. */
  readonly paceSpread: readonly [number, number];
  /** How many minutes are slow ones: anywhere from the slowest to 0.9. */
  readonly slowMinuteChance: number;
  /** A chunk comes so much before or after its time, at most. */
  readonly chunkJitterMs: number;
  readonly stallEveryMs: number;
  readonly stallMs: readonly [number, number];
  readonly sessionLimitMs: number;
  readonly dropEveryMs: number;
  readonly outageEveryMs: number;
  readonly outageMs: readonly [number, number];
  readonly quotaEveryMs: number;
  readonly quotaMs: readonly [number, number];
  /** Good keys are refused now and then, for no reason or with a wrong one; this long. */
  readonly mistakeEveryMs: number;
  readonly mistakeMs: readonly [number, number];
  /** A start this soon after another of the same key may get a filter report and no audio. */
  readonly crowdedStartMs: number;
  readonly crowdedStartChance: number;
  /** Chance that a prompt is reported as filtered, each time it is sent. */
  readonly filterChance: number;
  /** Chance that a chunk has an odd length or comes without its source. */
  readonly oddChunkChance: number;
  /** After a start or a reset the music needs this long to settle ... */
  readonly settleMs: readonly [number, number];
  /** ... and begins this much quieter, in dB. */
  readonly settleDb: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const MEASURED_LYRIA: LyriaProfile = {
  openMs: [150, 900],
  firstAudioMedianMs: 2_900,
  firstAudioMostMs: 10_900,
  resumeMs: [200, 1_000],
  paceAverage: [0.97, 0.99],
  paceMinute: [0.77, 1.03],
  // Rarely a slow minute; the others make up for it, so that the average stays.
  paceSpread: [-0.02, 0.04],
  slowMinuteChance: 0.06,
  chunkJitterMs: 0,
  stallEveryMs: 12 * MINUTE,
  stallMs: [3 * SECOND, 17 * SECOND],
  sessionLimitMs: 600 * SECOND,
  dropEveryMs: 40 * MINUTE,
  outageEveryMs: 5 * HOUR,
  outageMs: [1 * MINUTE, 6 * MINUTE],
  quotaEveryMs: 12 * HOUR,
  quotaMs: [30 * SECOND, 90 * SECOND],
  mistakeEveryMs: 3 * HOUR,
  mistakeMs: [1 * SECOND, 45 * SECOND],
  crowdedStartMs: 15 * SECOND,
  crowdedStartChance: 0.5,
  filterChance: 0.002,
  oddChunkChance: 0.01,
  settleMs: [5 * SECOND, 10 * SECOND],
  settleDb: -9,
};

/** The paces that are played: what was measured is 0.97 to 0.99, and it may well be otherwise. */
export const PACES = [0.93, 0.97, 0.985, 1, 1.03] as const;

/** The same service, with every fault, at one pace: its minutes differ from it by 1 %. */
export function lyriaAt(pace: number): LyriaProfile {
  return {
    ...MEASURED_LYRIA,
    paceAverage: [pace, pace],
    paceMinute: [0.77, 1.05],
    paceSpread: [-0.01, 0.01],
    slowMinuteChance: 0.03,
    chunkJitterMs: 120,
  };
}
