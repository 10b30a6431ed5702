import type { SoundFigures } from './figures.ts';

/** What a figure may be, both ends included. */
type Range = readonly [min: number, max: number];
export type Targets = Readonly<Partial<Record<keyof SoundFigures, Range>>>;

const ANY = Number.POSITIVE_INFINITY;

/** What holds for all music: as loud as other music, clean, and whole in mono. */
export const COMMON: Targets = {
  integratedLufs: [-15, -13],
  peakDbfs: [-ANY, -1.5],
  clippedSamples: [0, 0],
  monoLossLu: [-ANY, 2],
  steadyLineSeconds: [0, 10],
};

function targets(
  lowPercent: Range,
  presenceDb: Range,
  airDb: Range,
  sideToMidDb: Range,
  leastPhoneLu: number,
  loudnessRangeLu: Range,
  leastStretchRangeDb: number,
): Targets {
  return {
    lowPercent,
    presenceDb,
    airDb,
    sideToMidDb,
    phoneLu: [leastPhoneLu, ANY],
    loudnessRangeLu,
    stretchRangeDb: [leastStretchRangeDb, ANY],
  };
}

/** What records of a style are like, from common mastering practice. */
export const STYLES: Readonly<Record<string, Targets>> = {
  'jazz piano trio': targets([30, 50], [-20, -12], [-26, -18], [-10, -5], -4, [5, 8], 5),
  'bossa nova': targets([38, 55], [-20, -13], [-30, -20], [-10, -5], -4.5, [4, 7], 4),
  'orchestral score': targets([20, 45], [-16, -10], [-38, -26], [-7, -2.5], -3.5, [7, 12], 8),
  reggae: targets([40, 65], [-16, -8], [-28, -20], [-12, -6], -5.5, [3, 6], 3),
  'heavy metal': targets([40, 60], [-11, -6], [-16, -10], [-10, -5], -4, [3, 6], 3),
  techno: targets([50, 70], [-16, -10], [-20, -14], [-12, -7], -4.5, [4, 8], 5),
  'drum and bass': targets([50, 70], [-16, -10], [-20, -13], [-12, -6], -4.5, [4, 8], 5),
  'lo-fi hip hop': targets([45, 65], [-32, -20], [-40, -28], [-10, -5], -5.5, [3, 6], 3),
  ambient: targets([40, 75], [-ANY, -25], [-ANY, ANY], [-9, -3], -4, [5, 9], 5),
};

/** Of a core, for one session. */
export const MAX_CORE_PERCENT = 5;

/** Of processor time, for the first two seconds of a style whose samples nobody has used yet. */
export const MAX_FIRST_CHUNK_MS = 250;
/** 300 MB, for a generator that plays four styles. */
export const MAX_RSS_MIB = 286;

/** Of the change that a vote makes to what the spectrum wanders anyway. */
export const LEAST_VOTE_RATIO = 1.3;
/** Of the right instrument among 88, by likeness. */
export const MAX_MEDIAN_RANK = 4;

export function isWithin(value: number, range: Range | undefined): boolean {
  return range === undefined || (value >= range[0] && value <= range[1]);
}
