import type { Punctuality, Survival } from './packets.ts';

/** How many stations, and whether end-to-end encrypted. */
export interface Run {
  readonly stations: number;
  readonly dave: boolean;
}

export interface Figures extends Run, Punctuality {
  /** Of all the bot's processes together. */
  readonly cores: number;
  readonly microsecondsAFrame: number;
  /** How often somebody who asked for a station was refused, or heard nothing for ten seconds. */
  readonly refusals: number;
  /** What the encoders were allowed to spend meanwhile, mean of all processes: 5 to 10. */
  readonly complexity: number;
  /** Of the encoder alone with that, on all cores at once, right after. */
  readonly opusMicrosecondsAFrame: number;
  readonly ofOpus: number;
  readonly memoryMb: number;
  readonly firstSoundMs: number;
  readonly voteToLyriaMs: number;
  readonly voteToEarMs: number;
  /** Absent where all plays in one process. */
  readonly survival?: Survival;
}

export type PlainFigures = Punctuality &
  Pick<Figures, 'stations' | 'cores' | 'microsecondsAFrame' | 'ofOpus'>;

/** One promise and what was seen. */
export interface Bar {
  readonly what: string;
  readonly bound: string;
  readonly seen: number;
  readonly ok: boolean;
}

/** The largest numbers of stations that two cores are to carry. */
const PROMISED: readonly Run[] = [
  { stations: 200, dave: false },
  { stations: 160, dave: true },
];
/** Where a frame may cost so many times what the encoder takes. */
const COSTED = [100, 200] as const;
const MOST_OF_OPUS = 1.3;
/** 50, less the 25 ms by which the first and the last packet of 15 s may come apart. */
const LEAST_PER_SECOND = 49.9;
const GAP_MS = { p99: 25, max: 60 } as const;
const UNHEARD_MS = { median: 1_000, max: 3_000 } as const;
const MOST_STATION_MB = 4;
/** A station among 200 beside one among 20, and what members wait for beside what they do with one. */
const COST_GROWTH = { few: 20, many: 200, most: 1.15 } as const;
const MOST_WAIT_GROWTH = 2;

/** Each promise that these runs can tell of. */
export function barsOf(runs: readonly Figures[]): Bar[] {
  const bars: Bar[] = [];
  const atMost = (what: string, seen: number | undefined, most: number, unit = ''): void => {
    if (seen === undefined || Number.isNaN(seen)) return;
    bars.push({ what, bound: `at most ${most}${unit}`, seen, ok: seen <= most });
  };
  const find = (stations: number, dave = false): Figures | undefined =>
    runs.find((run) => run.stations === stations && run.dave === dave);
  for (const { stations, dave } of PROMISED) {
    const run = find(stations, dave);
    if (run === undefined) continue;
    const name = nameOf(run);
    const seen = run.leastPerSecond;
    const ok = seen >= LEAST_PER_SECOND;
    bars.push({
      what: `${name}: packets a second`,
      bound: `at least ${LEAST_PER_SECOND}`,
      seen,
      ok,
    });
    atMost(`${name}: gap, p99`, run.gapMs.p99, GAP_MS.p99, ' ms');
    atMost(`${name}: gap, longest`, run.gapMs.max, GAP_MS.max, ' ms');
    atMost(`${name}: packets lost`, run.lost, 0);
    atMost(`${name}: starts refused`, run.refusals, 0);
  }
  for (const stations of COSTED) {
    atMost(`${stations}: a frame, of bare libopus`, find(stations)?.ofOpus, MOST_OF_OPUS, 'x');
  }
  const [few, many, one] = [find(COST_GROWTH.few), find(COST_GROWTH.many), find(1)];
  if (few !== undefined && many !== undefined) {
    const growth = many.microsecondsAFrame / few.microsecondsAFrame;
    atMost('200: a station, of one among 20', rounded(growth, 100), COST_GROWTH.most, 'x');
  }
  if (one !== undefined && many !== undefined) {
    const of = (what: 'firstSoundMs' | 'voteToLyriaMs'): number =>
      rounded(many[what] / one[what], 100);
    atMost('200: first sound, of one alone', of('firstSoundMs'), MOST_WAIT_GROWTH, 'x');
    atMost('200: vote to Lyria, of one alone', of('voteToLyriaMs'), MOST_WAIT_GROWTH, 'x');
  }
  for (const run of runs) {
    const { survival } = run;
    if (survival === undefined) continue;
    const name = `${nameOf(run)}, a process killed`;
    atMost(`${name}: unheard, median`, survival.unheardMs.median, UNHEARD_MS.median, ' ms');
    atMost(`${name}: unheard, longest`, survival.unheardMs.max, UNHEARD_MS.max, ' ms');
    atMost(`${name}: packets the others lost`, survival.othersLost, 0);
  }
  atMost('memory a station beyond the first', stationMb(runs), MOST_STATION_MB, ' MB');
  return bars;
}

/** What one more holds, by the largest run and the one with a single station. NaN without these. */
export function stationMb(runs: readonly Figures[]): number {
  const first = runs.find(({ stations }) => stations === 1);
  const [most] = runs.toSorted((one, other) => other.stations - one.stations);
  if (first === undefined || most === undefined || most === first) return Number.NaN;
  return rounded((most.memoryMb - first.memoryMb) / (most.stations - 1));
}

/** A table of all runs, and the bars beneath. */
export function reportOf(runs: readonly Figures[], plain: readonly PlainFigures[]): string {
  const head = 'stations|packets/s|gap p50/p99/max ms|lost|cores|us a frame|of libopus|MB';
  const more = 'first sound|vote to Lyria|to ear ms|killed: unheard median/max ms, others lost';
  const bars = barsOf(runs);
  const missed = bars.filter(({ ok }) => !ok).length;
  return [
    'Load:',
    ...table([
      [...head.split('|'), ...more.split('|')],
      ...runs.map(cellsOf),
      ...plain.map((figures) => [`plain, ${figures.stations}`, ...commonCells(figures)]),
    ]),
    `Bars: ${bars.length - missed} of ${bars.length} held`,
    ...table(
      bars.map(({ what, bound, seen, ok }) => [ok ? 'ok' : 'MISSED', what, bound, `${seen}`]),
    ),
  ].join('\n');
}

export function punctualityText({ leastPerSecond, gapMs, lost }: Punctuality): string {
  return `${leastPerSecond}/s, gap ${gapMs.p50} / ${gapMs.p99} / ${gapMs.max} ms, ${lost} lost`;
}

export function rounded(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}

function nameOf({ stations, dave }: Run): string {
  return `${stations}${dave ? ' DAVE' : ''}`;
}

function commonCells(figures: PlainFigures): string[] {
  const { leastPerSecond, gapMs, lost, cores, microsecondsAFrame, ofOpus } = figures;
  const gaps = `${gapMs.p50} / ${gapMs.p99} / ${gapMs.max}`;
  return [leastPerSecond, gaps, lost, cores, microsecondsAFrame, `${ofOpus}x`].map(String);
}

function cellsOf(figures: Figures): string[] {
  const { complexity, memoryMb, firstSoundMs, voteToLyriaMs, voteToEarMs, survival } = figures;
  const [least = '', gaps = '', lost = '', cores = '', us = '', ofOpus = ''] = commonCells(figures);
  const killed =
    survival === undefined
      ? '-'
      : `${survival.moved}: ${survival.unheardMs.median} / ${survival.unheardMs.max}, ${survival.othersLost}`;
  return [
    ...[nameOf(figures), least, gaps, lost, cores, us, `${ofOpus} (complexity ${complexity})`],
    ...[memoryMb, firstSoundMs, voteToLyriaMs, voteToEarMs].map(String),
    killed,
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}`,
  );
}
