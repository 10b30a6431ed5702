import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { encodeWav } from '#src/audio/wav.ts';
import { percentile } from '../measurement.ts';
import type { RunReport } from './simulate.ts';

/**
 * `npm run simulate -- --hours 24 --seeds 20 --json`: the real station under a virtual clock
 * against a modelled Lyria with all its faults. Exits with 1 when an invariant was broken.
 * `--seed N` runs that one seed; `--keep FOLDER` writes what was heard around each click there.
 */
const WORKERS = 2;
/** Violations and clicks that are printed of each run; the JSON has all counts. */
const SHOWN = 5;

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '2' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const hours = Number(values.hours);
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, (_, i) => i + 1)
    : [Number(values.seed)];
if (!(hours > 0) || seeds.length === 0 || seeds.some((seed) => !Number.isInteger(seed))) {
  process.stderr.write(
    'Usage: npm run simulate -- --hours H --seeds N [--seed S] [--keep FOLDER] [--json]\n',
  );
  process.exit(2);
}

const startedAtMs = performance.now();
const runs: RunReport[] = [];
await Promise.all(
  Array.from({ length: WORKERS }, async (_, index) => {
    const own = seeds.filter((__, position) => position % WORKERS === index);
    if (own.length === 0) return;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { seeds: own, hours },
    });
    worker.on('message', ({ pace, run }: { pace: number; run: RunReport }) => {
      runs.push(run);
      if (values.keep !== undefined) keepClicks(values.keep, run);
      process.stdout.write(`${describe(pace, run)}\n`);
    });
    await once(worker, 'exit');
  }),
);

const total = (value: (run: RunReport) => number): number =>
  runs.reduce((sum, run) => sum + value(run), 0);
const quantiles = (values: readonly number[]) => ({
  median: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  most: Math.max(0, ...values),
});
const heardMs = total((run) => run.tempo.heardMs);
const summary = {
  hours,
  seeds: runs.length,
  silenceMs: total((run) => run.silenceMs),
  clicks: total((run) => run.clicks),
  ownAttacks: total((run) => run.ownAttacks),
  violations: total((run) => run.violations.length),
  outageSilenceMs: total((run) => run.outageSilenceMs),
  rollovers: total((run) => run.playout.handovers),
  stalls: total((run) => run.lyria.stalls),
  drops: total((run) => run.lyria.drops),
  outages: total((run) => run.lyria.outages),
  sessionLimits: total((run) => run.lyria.sessionLimits),
  bridges: total((run) => run.playout.bridges),
  bridgedMs: total((run) => run.playout.bridgedMs),
  cuts: total((run) => run.playout.cuts),
  stretch: {
    slowest: Math.min(...runs.map((run) => run.playout.slowest)),
    fastest: Math.max(...runs.map((run) => run.playout.fastest)),
  },
  orderHeardMs: quantiles(runs.flatMap((run) => run.orderHeardMs)),
  ordersExcused: total((run) => run.ordersExcused),
  voteHeardMs: quantiles(runs.flatMap((run) => run.steeringMs)),
  tempoErrorPercent: {
    timeBeyondOne: round(heardMs === 0 ? 0 : (100 * total((run) => run.tempo.offMs)) / heardMs),
    worst: round(100 * Math.max(...runs.map((run) => run.tempo.worst))),
  },
  loopsPerRunDry: round(
    total((run) => run.loops) /
      Math.max(
        1,
        total((run) => run.shortages),
      ),
  ),
  voiceOutages: total((run) => run.voiceOutages),
  backMs: quantiles(runs.flatMap((run) => run.backMs)),
  wallClockSteps: total((run) => run.wallClockSteps),
  startStutters: total((run) => run.startStutters),
  rolloversLate: total((run) => run.rolloversLate),
  twoSessionsMs: quantiles(runs.flatMap((run) => run.togetherMs)),
  longestBufferMs: Math.round(Math.max(...runs.map((run) => run.longestBufferMs))),
  tookS: Math.round((performance.now() - startedAtMs) / 1_000),
};
process.stdout.write(
  `${values.json ? JSON.stringify(summary) : JSON.stringify(summary, undefined, 2)}\n`,
);
const broken = summary.silenceMs > 0 || summary.clicks > 0 || summary.violations > 0;
process.exitCode = broken || runs.length < seeds.length ? 1 : 0;

function round(value: number): number {
  return Math.round(100 * value) / 100;
}

function describe(pace: number, run: RunReport): string {
  const found = [
    ...run.violations.slice(0, SHOWN).map(({ atMs, what }) => `${what} at ${atMs} ms`),
    ...run.clickTimesMs.slice(0, SHOWN).map((atMs) => `click at ${atMs} ms`),
  ];
  const head = `seed ${run.seed} at ${pace}: ${run.silenceMs} ms silent, ${run.clicks} clicks, ${run.violations.length} violations, ${run.playout.bridges} bridges, digest ${run.digest}`;
  return [head, ...found.map((line) => `  ${line}`)].join('\n');
}

function keepClicks(folder: string, { seed, clickTimesMs, clickPassages }: RunReport): void {
  mkdirSync(folder, { recursive: true });
  clickPassages.forEach((pcm, index) => {
    writeFileSync(
      join(folder, `seed${seed}-${clickTimesMs[index]}ms.wav`),
      encodeWav({ sampleRateHz: SAMPLE_RATE, channels: 2, pcm }),
    );
  });
}
