import type { WeightedPrompt } from '#src/music/controls.ts';
import { hertzOfBin, meanSpectrum } from '#test/support/analysis/spectrum.ts';
import { render } from './render.ts';

/** Votes fall here, one in each rendering: in sections of different kinds. */
const VOTES_AT_S = [20, 40] as const;
/** Compared: so long before the vote, and after, when it is taken up. */
const WINDOW_S = 8;
const TAKEN_UP_S = 2;
const SIZE = 4096;
const BANDS = 40;
const LOWEST_HZ = 40;
const HIGHEST_HZ = 16_000;
const SAMPLES_PER_SECOND = 96_000;
/** What is quieter than this below the loudest band is not heard beside it. */
const UNHEARD_DB = 60;

/** One vote, from 50 to 67 %. */
export interface VoteFigures {
  readonly towards: string;
  readonly from: string;
  /** How much the spectrum changes, relative to how much it does so anyway in the same time. */
  readonly ratio: number;
}

interface VoteOptions {
  readonly seed?: number;
  readonly votesAtSeconds?: readonly number[];
}

export function measureVotes(
  towards: string,
  from: string,
  { seed = 1, votesAtSeconds = VOTES_AT_S }: VoteOptions = {},
): VoteFigures {
  const even = mix(towards, 1, from);
  const seconds = Math.max(...votesAtSeconds) + TAKEN_UP_S + WINDOW_S;
  const unvoted = render({ prompts: even, seed, seconds });
  let change = 0;
  let wandering = 0;
  for (const atSeconds of votesAtSeconds) {
    const voted = render({
      prompts: even,
      seed,
      seconds: atSeconds + TAKEN_UP_S + WINDOW_S,
      vote: { atSeconds, prompts: mix(towards, 2, from) },
    });
    const before = bandsOf(unvoted, atSeconds - WINDOW_S);
    change += distance(before, bandsOf(voted, atSeconds + TAKEN_UP_S));
    wandering += distance(before, bandsOf(unvoted, atSeconds + TAKEN_UP_S));
  }
  return { towards, from, ratio: change / wandering };
}

function mix(text: string, weight: number, other: string): readonly WeightedPrompt[] {
  return [
    { text, weight },
    { text: other, weight: 1 },
  ];
}

/** Levels in dB of bands that are as wide as each other to the ear, whatever the whole's level. */
function bandsOf(pcm: Int16Array, fromSecond: number): number[] {
  const from = fromSecond * SAMPLES_PER_SECOND;
  const spectrum = meanSpectrum(pcm.subarray(from, from + WINDOW_S * SAMPLES_PER_SECOND), SIZE);
  const powers = new Float64Array(BANDS);
  spectrum.forEach((power, bin) => {
    const way = Math.log(hertzOfBin(bin, SIZE) / LOWEST_HZ) / Math.log(HIGHEST_HZ / LOWEST_HZ);
    const band = Math.floor(BANDS * way);
    if (band >= 0 && band < BANDS) powers[band] = (powers[band] ?? 0) + power;
  });
  const loudest = Math.max(...powers);
  const levels = [...powers].map((power) =>
    Math.max(-UNHEARD_DB, 10 * Math.log10(power / loudest + 1e-12)),
  );
  const mean = levels.reduce((sum, level) => sum + level, 0) / BANDS;
  return levels.map((level) => level - mean);
}

function distance(a: readonly number[], b: readonly number[]): number {
  const sum = a.reduce((total, level, band) => total + (level - (b[band] ?? 0)) ** 2, 0);
  return Math.sqrt(sum / BANDS);
}
