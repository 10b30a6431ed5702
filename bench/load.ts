import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { familyOf } from '../test/e2e/support/children.ts';
import { freePort } from '../test/e2e/support/freePort.ts';
import { Program } from '../test/e2e/support/processes.ts';
import { botEnvironment, startBot } from '../test/e2e/support/Stage.ts';
import { compose } from './load/compose.ts';
import { LoadStage } from './load/LoadStage.ts';
import { type Punctuality, punctuality, type Survival, survival } from './load/packets.ts';
import { busySeconds, memoryMb } from './load/processes.ts';
import {
  barsOf,
  type Figures,
  type PlainFigures,
  punctualityText,
  type Run,
  reportOf,
  rounded,
  stationMb,
} from './load/report.ts';
import { type Measurement, percentile } from './measurement.ts';

const RUNS: readonly Run[] = [
  { stations: 1, dave: false },
  { stations: 10, dave: false },
  { stations: 20, dave: false },
  { stations: 50, dave: false },
  { stations: 100, dave: false },
  { stations: 200, dave: false },
  { stations: 160, dave: true },
];
const PLAIN_RUNS: readonly number[] = [10, 50];
const SETTLE_S = 4;
const LISTEN_S = 15;
const PLAIN_LISTEN_S = 8;
/** A media process is killed after the first, and its stations have the second to come back. */
const KILL_S = { before: 1, after: 6 } as const;
/** Of each run so many stations start one by one, and so many are voted on, for the medians. */
const TIMED = 5;
const VOTED = 3;
const OPUS_SECONDS = 2;
/** libopus' own choice, which the library leaves as it is. */
const PLAIN_COMPLEXITY = 9;
/** What a voice channel has unless somebody changes it. */
const BITRATE = 64_000;

/**
 * Many stations at once: how evenly packets leave, and what they cost. Sandbox, service and bot are
 * processes of their own; the sandbox notes when packets come and looks into none of them. All share
 * this machine, so that the figures are never better than here.
 *
 * @param only just these runs, such as `50,160d`: numbers of stations, with DAVE where a `d` follows
 */
export async function measureLoad(only?: string): Promise<Measurement> {
  const runs = only === undefined ? RUNS : runsIn(only);
  const plainRuns = only === undefined ? PLAIN_RUNS : [];
  const beganMs = performance.now();
  const directory = await mkdtemp(join(tmpdir(), 'lyrebird-load-'));
  try {
    const music = join(directory, 'music.pcm');
    tell('Composing what is played');
    await writeFile(music, compose());
    const stations: Figures[] = [];
    for (const run of runs) stations.push(await measureRun(run, music));
    const plain: PlainFigures[] = [];
    for (const count of plainRuns) plain.push(await measurePlain(count, music));
    return {
      text: reportOf(stations, plain),
      json: {
        load: {
          stations,
          plain,
          memoryAStationMb: stationMb(stations),
          bars: barsOf(stations),
          tookS: Math.round((performance.now() - beganMs) / 1_000),
        },
      },
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function runsIn(only: string): Run[] {
  return only.split(',').map((text) => {
    const [, stations, dave] = /^(\d+)(d?)$/.exec(text.trim()) ?? [];
    if (stations === undefined) throw new RangeError(`--stations 20,160d, not ${only}`);
    return { stations: Number(stations), dave: dave === 'd' };
  });
}

async function measureRun(run: Run, music: string): Promise<Figures> {
  const figures = await measureStage(run, music);
  const { complexity, microsecondsAFrame } = figures;
  const opus = await opusAlone(music, Math.round(complexity));
  const compared = {
    ...figures,
    opusMicrosecondsAFrame: opus,
    ofOpus: rounded(microsecondsAFrame / opus, 100),
  };
  tell(lineOf(compared));
  return compared;
}

async function measureStage(
  run: Run,
  music: string,
): Promise<Omit<Figures, 'opusMicrosecondsAFrame' | 'ofOpus'>> {
  const { stations, dave } = run;
  tell(`${stations} stations${dave ? ' with DAVE' : ''} start`);
  await using stack = new AsyncDisposableStack();
  const { program: replay, line } = await Program.start({
    file: 'bench/load/replay.ts',
    args: [music],
    isReady: (text) => text.startsWith('{'),
  });
  stack.defer(async () => void (await replay.stop()));
  const { lyriaUrl } = z.object({ lyriaUrl: z.string() }).parse(JSON.parse(line));
  const stage = await LoadStage.open(run, stack);
  const healthPort = await freePort();
  const { bot, close } = await startBot(stage.announcement, {
    LYRIA_URL: lyriaUrl,
    LYRIA_MAX_SESSIONS: String(2 * stations),
    LYRIA_START_SPACING_SECONDS: '0',
    // As many as an operator would get who asks for so many sessions.
    MEDIA_PROCESSES: '',
    HEALTH_PORT: String(healthPort),
  });
  stack.defer(close);
  const timed = Math.min(TIMED, stations);
  await stage.play(0, stations - timed);
  await pause(SETTLE_S * 1_000);
  const firstSounds: number[] = [];
  for (let station = stations - timed; station < stations; station += 1) {
    firstSounds.push(await stage.playAndTime(station, replay));
  }
  await pause(SETTLE_S * 1_000);
  const pids = await familyOf(bot.pid ?? 0);
  const before = await complexityOf(healthPort);
  const measured = await measureWindow(stage, pids, LISTEN_S);
  const complexity = rounded((before + (await complexityOf(healthPort))) / 2);
  const memory = await memoryMb(pids);
  tell(`${stations} stations: ${punctualityText(measured)}; voting`);
  const votes: Awaited<ReturnType<LoadStage['vote']>>[] = [];
  for (let station = 0; station < Math.min(VOTED, stations); station += 1) {
    votes.push(await stage.vote(station, replay));
  }
  const killed = await measureKill(stage, pids);
  return {
    ...run,
    ...(killed !== undefined && { survival: killed }),
    ...measured,
    complexity,
    refusals: stage.refusals,
    memoryMb: Math.round(memory),
    firstSoundMs: rounded(percentile(firstSounds, 0.5)),
    voteToLyriaMs: rounded(
      percentile(
        votes.map(({ toLyriaMs }) => toLyriaMs),
        0.5,
      ),
    ),
    voteToEarMs: rounded(
      percentile(
        votes.map(({ toEarMs }) => toEarMs),
        0.5,
      ),
    ),
  };
}

/** Kills a media process while all play. Undefined where there is none. */
async function measureKill(
  stage: LoadStage,
  pids: readonly number[],
): Promise<Survival | undefined> {
  const [, victim] = pids;
  if (victim === undefined) return undefined;
  const killing = pause(KILL_S.before * 1_000).then(() => process.kill(victim, 'SIGKILL'));
  const heard = await stage.listen(KILL_S.before + KILL_S.after, async () => void (await killing));
  return survival(heard);
}

/** The library as its guide shows it, without Lyria: what it plays comes from a file. */
async function measurePlain(stations: number, music: string): Promise<PlainFigures> {
  const opus = await opusAlone(music, PLAIN_COMPLEXITY);
  await using stack = new AsyncDisposableStack();
  const stage = await LoadStage.open({ stations, dave: false }, stack);
  const { program } = await Program.start({
    file: 'bench/load/plain.ts',
    args: [music],
    env: botEnvironment(stage.announcement),
    isReady: (text) => text === 'playing',
  });
  stack.defer(async () => void (await program.stop()));
  await pause(SETTLE_S * 500);
  const pids = await familyOf(program.pid ?? 0);
  const measured = await measureWindow(stage, pids, PLAIN_LISTEN_S);
  const ofOpus = rounded(measured.microsecondsAFrame / opus, 100);
  const figures = { stations, ...measured, ofOpus };
  tell(plainLineOf(figures));
  return figures;
}

async function measureWindow(
  stage: LoadStage,
  pids: readonly number[],
  seconds: number,
): Promise<Punctuality & Pick<Figures, 'cores' | 'microsecondsAFrame'>> {
  const before = await busySeconds(pids);
  const fromMs = performance.now();
  let busyS = 0;
  let tookS = 0;
  const heard = await stage.listen(seconds, async () => {
    busyS = (await busySeconds(pids)) - before;
    tookS = (performance.now() - fromMs) / 1_000;
  });
  const figures = punctuality(heard);
  return {
    ...figures,
    cores: rounded(busyS / tookS, 100),
    microsecondsAFrame: rounded((busyS / tookS / figures.packets) * seconds * 1e6),
  };
}

const healthSchema = z.object({
  processes: z.array(z.object({ complexity: z.number(), busy: z.number() })),
});

/** What encoders may spend now, mean of the processes that encode. */
async function complexityOf(healthPort: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${healthPort}/health`);
  const { processes } = healthSchema.parse(await response.json());
  const encoding = processes.filter(({ busy }) => busy > 0);
  return encoding.reduce((sum, { complexity }) => sum + complexity, 0) / encoding.length;
}

/** Microseconds a frame, mean of all cores, each busy with nothing else. */
async function opusAlone(music: string, complexity: number): Promise<number> {
  const args = ['--disable-warning=ExperimentalWarning', 'bench/load/opus.ts', music];
  args.push(String(BITRATE), String(OPUS_SECONDS), String(complexity));
  const cores = Array.from({ length: availableParallelism() }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return Number(stdout);
  });
  const each = await Promise.all(cores);
  return rounded(each.reduce((sum, one) => sum + one, 0) / each.length);
}

function lineOf(figures: Figures): string {
  const { stations, dave, cores, microsecondsAFrame, ofOpus, complexity, survival } = figures;
  const killed =
    survival === undefined
      ? ''
      : `, ${survival.moved} unheard for ${survival.unheardMs.median} / ${survival.unheardMs.max} ms`;
  return `${stations}${dave ? ' DAVE' : ''}: ${punctualityText(figures)}, ${cores} cores, ${microsecondsAFrame} us (${ofOpus}x at ${complexity})${killed}`;
}

function plainLineOf(figures: PlainFigures): string {
  const { stations, cores, microsecondsAFrame, ofOpus } = figures;
  return `plain library, ${stations}: ${punctualityText(figures)}, ${cores} cores, ${microsecondsAFrame} us (${ofOpus}x)`;
}

function tell(progress: string): void {
  process.stderr.write(`${progress}\n`);
}
