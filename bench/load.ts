import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createSynth } from '../src/generator/synth/Synth.ts';
import { familyOf } from '../test/e2e/support/children.ts';
import { Program } from '../test/e2e/support/processes.ts';
import { botEnvironment, startBot } from '../test/e2e/support/Stage.ts';
import { LoadStage } from './load/LoadStage.ts';
import { type Punctuality, punctuality, type Survival, survival } from './load/packets.ts';
import { busySeconds, memoryMb } from './load/processes.ts';
import { type Measurement, percentile } from './measurement.ts';

interface Run {
  readonly stations: number;
  readonly dave: boolean;
}

const RUNS: readonly Run[] = [
  { stations: 1, dave: false },
  { stations: 10, dave: false },
  { stations: 20, dave: false },
  { stations: 50, dave: false },
  { stations: 100, dave: false },
  { stations: 200, dave: false },
  { stations: 160, dave: true },
];
const PLAIN_RUNS: readonly number[] = [10, 50, 100];
const SETTLE_S = 6;
const LISTEN_S = 15;
const PLAIN_LISTEN_S = 10;
/** A media process is killed after the first, and its stations have the second to come back. */
const KILL_S = { before: 1, after: 7 } as const;
/** Of each run so many stations start one by one, and are voted on. */
const TIMED = 5;
const OPUS_SECONDS = 2;
/** What a voice channel has unless somebody changes it. */
const BITRATE = 64_000;

const MUSIC_SECONDS = 40;
const MUSIC = ['techno', 'jazz', 'orchestral score', 'lo-fi hip hop'] as const;
const FRAMES_PER_SECOND = 50;
const FRAME_SAMPLES = 1_920;

interface Figures extends Run, Punctuality {
  /** Of all the bot's processes together. */
  readonly cores: number;
  readonly microsecondsAFrame: number;
  /** Of the encoder alone, on all cores at once, right before. */
  readonly opusMicrosecondsAFrame: number;
  readonly ofOpus: number;
  readonly memoryMb: number;
  readonly firstSoundMs: number;
  readonly voteToLyriaMs: number;
  readonly voteToEarMs: number;
  /** Absent where all plays in one process. */
  readonly survival?: Survival;
}

type PlainFigures = Punctuality &
  Pick<Figures, 'stations' | 'cores' | 'microsecondsAFrame' | 'ofOpus'>;

/**
 * Many stations at once: how evenly packets leave, and what they cost. Sandbox, service and bot are
 * processes of their own; the sandbox notes when packets come and looks into none of them. All share
 * this machine, so that the figures are never better than here.
 */
export async function measureLoad(
  runs: readonly Run[] = RUNS,
  plainRuns = PLAIN_RUNS,
): Promise<Measurement> {
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
      text: [
        'Load: stations, packets a second (least), gap p50 / p99 / max, lost, cores, us a frame (of bare libopus), memory, first sound, vote to Lyria, to ear',
        ...stations.map(lineOf),
        `  a station beyond the first holds ${stationMb(stations)} MB`,
        ...plain.map(plainLineOf),
      ].join('\n'),
      json: { load: { stations, plain, memoryAStationMb: stationMb(stations) } },
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureRun(run: Run, music: string): Promise<Figures> {
  const { stations, dave } = run;
  const opus = await opusAlone(music);
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
  const { bot, close } = await startBot(stage.announcement, {
    LYRIA_URL: lyriaUrl,
    LYRIA_MAX_SESSIONS: String(2 * stations),
    LYRIA_START_SPACING_SECONDS: '0',
    // As many as an operator would get who asks for so many sessions.
    MEDIA_PROCESSES: '',
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
  const measured = await measureWindow(stage, pids, LISTEN_S);
  const memory = await memoryMb(pids);
  tell(`${stations} stations: ${punctualityText(measured)}; voting`);
  const votes: Awaited<ReturnType<LoadStage['vote']>>[] = [];
  for (let station = 0; station < timed; station += 1) {
    votes.push(await stage.vote(station, replay));
  }
  const killed = await measureKill(stage, pids);
  const figures: Figures = {
    ...run,
    ...(killed !== undefined && { survival: killed }),
    ...measured,
    opusMicrosecondsAFrame: opus,
    ofOpus: rounded(measured.microsecondsAFrame / opus, 100),
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
  tell(lineOf(figures));
  return figures;
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
  const opus = await opusAlone(music);
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

/** Microseconds a frame, mean of all cores, each busy with nothing else. */
async function opusAlone(music: string): Promise<number> {
  const args = ['--disable-warning=ExperimentalWarning', 'bench/load/opus.ts', music];
  args.push(String(BITRATE), String(OPUS_SECONDS));
  const cores = Array.from({ length: availableParallelism() }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return Number(stdout);
  });
  const each = await Promise.all(cores);
  return rounded(each.reduce((sum, one) => sum + one, 0) / each.length);
}

/** Some seconds each of different styles. */
function compose(): Int16Array {
  const frames = MUSIC_SECONDS * FRAMES_PER_SECOND;
  const music = new Int16Array(frames * FRAME_SAMPLES);
  const each = Math.ceil(frames / MUSIC.length);
  for (const [index, text] of MUSIC.entries()) {
    const synth = createSynth({ seed: index + 1 });
    synth.setPrompts([{ text, weight: 1 }]);
    synth.setConfig({});
    synth.reset();
    for (let frame = index * each; frame < Math.min(frames, (index + 1) * each); frame += 1) {
      synth.render(music.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES));
    }
  }
  return music;
}

/** What one more costs, by the largest run and the one with a single station. */
function stationMb(runs: readonly Figures[]): number {
  const first = runs.find(({ stations }) => stations === 1);
  const most = runs.reduce((large, run) => (run.stations > large.stations ? run : large));
  if (first === undefined || most.stations === 1) return Number.NaN;
  return rounded((most.memoryMb - first.memoryMb) / (most.stations - 1));
}

function punctualityText({ leastPerSecond, gapMs, lost }: Punctuality): string {
  return `${leastPerSecond}/s, gap ${gapMs.p50} / ${gapMs.p99} / ${gapMs.max} ms, ${lost} lost`;
}

function lineOf(figures: Figures): string {
  const { stations, dave, cores, microsecondsAFrame, ofOpus } = figures;
  const { firstSoundMs, voteToLyriaMs, voteToEarMs } = figures;
  const times = `first sound ${firstSoundMs} ms, vote to Lyria ${voteToLyriaMs} ms, to ear ${voteToEarMs} ms`;
  const killed = figures.survival;
  const survived =
    killed === undefined
      ? ''
      : `; a process killed: ${killed.moved} stations unheard for ${killed.unheardMs.median} / ${killed.unheardMs.max} ms (median, most), others lost ${killed.othersLost}`;
  return `  ${stations}${dave ? ' DAVE' : ''}: ${punctualityText(figures)}, ${cores} cores, ${microsecondsAFrame} us (${ofOpus}x), ${figures.memoryMb} MB, ${times}${survived}`;
}

function plainLineOf(figures: PlainFigures): string {
  const { stations, cores, microsecondsAFrame, ofOpus } = figures;
  return `  plain library, ${stations}: ${punctualityText(figures)}, ${cores} cores, ${microsecondsAFrame} us (${ofOpus}x)`;
}

function tell(progress: string): void {
  process.stderr.write(`${progress}\n`);
}

function rounded(value: number, parts = 10): number {
  return Math.round(value * parts) / parts;
}
