import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { Program } from '../test/e2e/support/processes.ts';
import { BOT_NAME, isHeard, startBot } from '../test/e2e/support/Stage.ts';
import { distribution, type Measurement } from './measurement.ts';

const STATIONS = [1, 20] as const;
const LISTEN_S = 15;
const TICKS_PER_SECOND = 100;

interface Pacing {
  readonly packets: number;
  /** Between two packets of a station, ms. */
  readonly gapMs: { readonly median: number; readonly p99: number; readonly max: number };
  /** Of the bot's whole process: socket to packet, everything included. */
  readonly microsecondsAFrame: number;
}

/**
 * How evenly packets leave and what a frame costs, bot and sandbox in processes of their own. The
 * sandbox composes, decrypts and listens on the same machine: gaps are never better than here.
 */
export async function measurePacing(): Promise<Measurement> {
  const lines: string[] = [];
  const json: Record<string, Pacing> = {};
  for (const stations of STATIONS) {
    const pacing = await measureStations(stations);
    const { gapMs, microsecondsAFrame } = pacing;
    json[`stations${stations}`] = pacing;
    lines.push(
      `Pacing, ${stations} stations: gap ${gapMs.median} / ${gapMs.p99} / ${gapMs.max} ms (median, p99, most), ${microsecondsAFrame} us a frame`,
    );
  }
  return { text: lines.join('\n'), json: { pacing: json } };
}

async function measureStations(stations: number): Promise<Pacing> {
  await using stack = new AsyncDisposableStack();
  const { program, line } = await Program.start({
    file: 'src/sandbox/main.ts',
    args: ['--guilds', String(stations)],
    isReady: (text) => text.startsWith('{'),
  });
  stack.defer(async () => void (await program.stop()));
  const announcement = sandboxAnnouncement.parse(JSON.parse(line));
  const { bot, close } = await startBot(announcement, {
    LYRIA_MAX_SESSIONS: String(2 * stations),
    LYRIA_START_SPACING_SECONDS: '0',
  });
  stack.defer(close);
  // A person is in one voice channel at a time, so each guild gets one of its own.
  const listeners = announcement.guilds.map(({ controlUrl }, i) => ({
    control: new ControlClient(controlUrl),
    name: `Listener ${i + 1}`,
  }));
  for (const { control, name } of listeners) {
    await control.addPerson(name);
    await control.join(name, 'Lounge');
    await control.type(name, '/lyria play techno');
    await isHeard(control, name);
  }
  for (const { control, name } of listeners) await control.forgetRecordings(name);
  const busyBefore = await busySeconds(bot.pid ?? 0);
  await pause(LISTEN_S * 1_000);
  const busyS = (await busySeconds(bot.pid ?? 0)) - busyBefore;
  const gapsMs: number[] = [];
  let packets = 0;
  for (const { control, name } of listeners) {
    const recordings = await control.recordings(name);
    const heard = recordings.find(({ speaker }) => speaker === BOT_NAME)?.packets ?? [];
    const times = heard.map(({ arrivedAtMs }) => arrivedAtMs);
    packets += times.length;
    gapsMs.push(...times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0)));
  }
  const sorted = gapsMs.toSorted((a, b) => a - b);
  const tenths = (value: number): number => Math.round(value * 10) / 10;
  return {
    packets,
    gapMs: {
      median: tenths(distribution(gapsMs).median),
      p99: tenths(sorted[Math.floor(0.99 * sorted.length)] ?? 0),
      max: tenths(sorted.at(-1) ?? 0),
    },
    microsecondsAFrame: Math.round((busyS * 1e6) / packets),
  };
}

/** Processor time of a process so far. */
async function busySeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
