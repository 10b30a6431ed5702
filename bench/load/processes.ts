import { readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;
const KB_PER_MB = 1_024;

/** Processor time of several processes so far, s. */
export async function busySeconds(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(pids.map(busySecondsOf));
  return times.reduce((sum, time) => sum + time, 0);
}

async function busySecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory that several processes hold, what they share counted once, MB. */
export async function memoryMb(pids: readonly number[]): Promise<number> {
  const held = await Promise.all(
    pids.map(async (pid) => {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN);
    }),
  );
  return held.reduce((sum, kb) => sum + kb, 0) / KB_PER_MB;
}
