import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeWav } from '#src/audio/wav.ts';
import { childrenOf, isRunning } from './support/children.ts';
import { Program } from './support/processes.ts';

/** Root mean square of 32,767: soft music is above, a silent line far below. */
const AUDIBLE_RMS = 100;
const WANTED_S = 2;
/** How often what was heard is looked at while it grows, and for how long at most. */
const LOOK_AGAIN_MS = 250;
const PATIENCE_MS = 20_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lyrebird-start-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('npm start with nothing configured plays what is typed, and ends without a trace', async () => {
  // A copy of the example with nothing filled in, but for the data, which stay out of the project.
  const envFile = join(directory, '.env');
  const example = await readFile('.env.example', 'utf8');
  await writeFile(envFile, `${example}DATA_DIR="${join(directory, 'data')}"\r\n`);
  const { program } = await Program.start({
    file: 'src/main.ts',
    args: [envFile],
    isReady: (line) => line.includes('help'),
  });
  try {
    const { pid } = program;
    if (pid === undefined) throw new Error('It has no process id');
    const children = await childrenOf(pid);
    expect(children.length).toBeGreaterThan(0);
    expect(program.output).toMatch(/^Lyrebird plays in the sandbox/);
    expect((await stat(join(directory, 'data'))).isDirectory()).toBe(true);

    program.type('/lyria play techno');
    await program.printed(/Lyrebird.*Playing/i);

    const file = join(directory, 'heard.wav');
    const recordedSeconds = async (): Promise<number> => {
      const from = program.lineCount;
      program.type(`record ${file}`);
      const line = await program.printed(/Wrote [\d.]+ s|heard nothing yet/, from);
      return Number(/Wrote ([\d.]+) s/.exec(line)?.[1] ?? 0);
    };
    await expect
      .poll(recordedSeconds, { interval: LOOK_AGAIN_MS, timeout: PATIENCE_MS })
      .toBeGreaterThan(WANTED_S);
    const { pcm, sampleRateHz, channels } = decodeWav(await readFile(file));
    expect({ sampleRateHz, channels }).toEqual({ sampleRateHz: 48_000, channels: 2 });
    expect(pcm.length / channels / sampleRateHz).toBeGreaterThan(WANTED_S);
    const energy = pcm.reduce((sum, sample) => sum + sample * sample, 0);
    expect(Math.sqrt(energy / pcm.length)).toBeGreaterThan(AUDIBLE_RMS);

    expect(await program.stop('SIGINT')).toBe(0);
    expect(children.filter(isRunning)).toEqual([]);
  } finally {
    await program.stop('SIGKILL');
  }
});
