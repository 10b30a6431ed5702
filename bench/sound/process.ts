import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('coldStart.ts', import.meta.url));

const reportSchema = z.object({
  firstChunks: z.array(z.object({ style: z.string(), firstChunkMs: z.number() })),
  rssMib: z.number(),
});
export type ProcessFigures = z.infer<typeof reportSchema>;

/** What a fresh process takes for the first chunk of each of four styles, and holds in the end. */
export async function measureProcess(): Promise<ProcessFigures> {
  const flags = ['--disable-warning=ExperimentalWarning', PROGRAM];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  return reportSchema.parse(JSON.parse(stdout));
}
