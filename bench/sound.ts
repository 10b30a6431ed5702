import { FRAME_MS } from '#src/audio/frame.ts';
import { warmUp } from '#src/generator/synth/warmUp.ts';
import type { Measurement } from './measurement.ts';
import { figuresOf, type SoundFigures } from './sound/figures.ts';
import { measureProcess, type ProcessFigures } from './sound/process.ts';
import { measureRecognition } from './sound/recognition.ts';
import { evenMix, FRAMES_PER_SECOND, render } from './sound/render.ts';
import { isRising, measureSteps, type StepFigures } from './sound/steps.ts';
import {
  COMMON,
  isWithin,
  LEAST_VOTE_RATIO,
  MAX_CORE_PERCENT,
  MAX_FIRST_CHUNK_MS,
  MAX_MEDIAN_RANK,
  MAX_RSS_MIB,
  STYLES,
  type Targets,
} from './sound/targets.ts';
import { measureVotes, type VoteFigures } from './sound/vote.ts';

const SECONDS = 240;
const SEEDS = [1, 2] as const;
/** Blends cost most: the parts of both play. */
const BLENDS = [
  ['jazz', 'techno'],
  ['heavy metal', 'orchestral score'],
] as const;
const BLEND_SECONDS = 60;
/** Between any two of these a vote is to be heard. */
const VOTED = [
  'techno',
  'jazz',
  'heavy metal',
  'orchestral score',
  'reggae',
  'lo-fi hip hop',
  'ambient',
  'bossa nova',
] as const;

/** How a figure is headed in the table, and with how many decimals. */
const COLUMNS: readonly (readonly [keyof SoundFigures, string, number])[] = [
  ['integratedLufs', 'LUFS', 1],
  ['peakDbfs', 'peak', 1],
  ['clippedSamples', 'clip', 0],
  ['lowPercent', '<250%', 0],
  ['presenceDb', 'pres', 1],
  ['airDb', 'air', 1],
  ['sideToMidDb', 's/m', 1],
  ['monoLossLu', 'mono', 1],
  ['phoneLu', 'phone', 1],
  ['loudnessRangeLu', 'LRA', 1],
  ['stretchRangeDb', '15s', 1],
  ['steadyLineSeconds', 'line', 1],
];
const WIDTH = 8;

interface Row {
  readonly style: string;
  readonly seed: number;
  readonly figures: SoundFigures;
  /** Names of the figures that are not what they should be. */
  readonly missed: readonly (keyof SoundFigures)[];
  readonly corePercent: number;
}

/** Whether the generator's music is what records of its style are: four minutes of each. */
export async function measureSound(): Promise<Measurement> {
  const cold = await measureProcess();
  warmUp();
  const rows = Object.entries(STYLES).flatMap(([style, targets]) =>
    SEEDS.map((seed) => rowOf(style, seed, targets)),
  );
  const blends = BLENDS.map((texts) => {
    const rendering = { prompts: evenMix(...texts), seed: 1, seconds: BLEND_SECONDS };
    return { blend: texts.join(' + '), corePercent: timed(rendering).corePercent };
  });
  const votes = VOTED.flatMap((one, n) =>
    VOTED.slice(n + 1).map((other) => measureVotes(one, other)),
  );
  const steps = Object.keys(STYLES).map(measureSteps);
  const recognition = await measureRecognition();
  const met = rows.reduce((sum, { missed }) => sum + COLUMNS.length - missed.length, 0);
  const all = rows.length * COLUMNS.length;
  const costliest = Math.max(...rows.map(corePercentOf), ...blends.map(corePercentOf));
  return {
    text: [
      `Sound: ${met} of ${all} targets met (* not); the costliest takes ${costliest.toFixed(1)} % of a core, at most ${MAX_CORE_PERCENT} wanted`,
      headLine(),
      ...rows.map(lineOf),
      ...blends.map(
        ({ blend, corePercent }) => `  ${blend}: ${corePercent.toFixed(1)} % of a core`,
      ),
      votesText(votes),
      ...steps.flatMap(stepLines),
      coldText(cold),
      `Instruments: the right one of 88 comes ${recognition.medianRank}. in the median, at most ${MAX_MEDIAN_RANK}. wanted`,
    ].join('\n'),
    json: {
      sound: {
        met,
        all,
        costliestCorePercent: costliest,
        rows,
        blends,
        votes,
        steps,
        cold,
        recognition,
      },
    },
  };
}

function rowOf(style: string, seed: number, targets: Targets): Row {
  const { pcm, corePercent } = timed({ prompts: evenMix(style), seed, seconds: SECONDS });
  const figures = figuresOf(pcm);
  const wanted: Targets = { ...COMMON, ...targets };
  const missed = COLUMNS.map(([name]) => name).filter(
    (name) => !isWithin(figures[name], wanted[name]),
  );
  return { style, seed, figures, missed, corePercent };
}

function votesText(votes: readonly VoteFigures[]): string {
  const faint = votes.filter(({ ratio }) => ratio < LEAST_VOTE_RATIO);
  const heard = votes.length - faint.length;
  return [
    `Votes: ${heard} of ${votes.length} from 50 to 67 % change the spectrum by ${LEAST_VOTE_RATIO} times what it wanders`,
    ...faint.map(({ from, towards, ratio }) => `  ${from} to ${towards}: ${ratio.toFixed(2)}`),
  ].join('\n');
}

function stepLines({ style, density, brightness }: StepFigures): string[] {
  const line = (control: string, values: readonly number[], decimals: number): string => {
    const cells = values.map((value) => value.toFixed(decimals).padStart(WIDTH)).join('');
    return `  ${`${style}, ${control}`.padEnd(32)}${cells}${isRising(values) ? '' : '  * does not rise'}`;
  };
  return [line('onsets by density', density, 2), line('Hz by brightness', brightness, 0)];
}

function coldText({ firstChunks, rssMib }: ProcessFigures): string {
  const chunks = firstChunks.map(
    ({ style, firstChunkMs }) => `${style} ${Math.round(firstChunkMs)}`,
  );
  return [
    `A fresh process: first chunk of 2 s in ms: ${chunks.join(', ')}; at most ${MAX_FIRST_CHUNK_MS} wanted`,
    `  with these ${firstChunks.length} styles it holds ${Math.round(rssMib)} MiB, at most ${MAX_RSS_MIB} wanted`,
  ].join('\n');
}

/** Processor time, so that a busy machine does not count. */
function timed(rendering: Parameters<typeof render>[0]): { pcm: Int16Array; corePercent: number } {
  const before = process.cpuUsage();
  const pcm = render(rendering);
  const { user, system } = process.cpuUsage(before);
  const frameMs = (user + system) / 1000 / (rendering.seconds * FRAMES_PER_SECOND);
  return { pcm, corePercent: (100 * frameMs) / FRAME_MS };
}

function corePercentOf({ corePercent }: { readonly corePercent: number }): number {
  return corePercent;
}

function headLine(): string {
  return `  ${'style, seed'.padEnd(20)}${COLUMNS.map(([, head]) => head.padStart(WIDTH)).join('')}${'core %'.padStart(WIDTH)}`;
}

function lineOf({ style, seed, figures, missed, corePercent }: Row): string {
  const cells = COLUMNS.map(([name, , decimals]) => {
    const mark = missed.includes(name) ? '*' : ' ';
    return `${figures[name].toFixed(decimals)}${mark}`.padStart(WIDTH);
  });
  return `  ${`${style} ${seed}`.padEnd(20)}${cells.join('')}${corePercent.toFixed(1).padStart(WIDTH)}`;
}
