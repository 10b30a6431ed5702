import { z } from 'zod';
import type { Program } from '../e2e/support/processes.ts';

/** As `NODE_OPTIONS`: a bot that can be asked what it holds. */
export const PROBE = '--import ./test/support/heldProbe.ts';

const heldLine = z.object({
  /** Of the heap and of buffers, with nothing that could be cleared away. */
  bytes: z.number(),
  /** Timers, sockets and the like, by kind. */
  resources: z.record(z.string(), z.number()),
});
export type Held = Readonly<z.infer<typeof heldLine>>;

/** A bot that was started with `PROBE` says what it holds; clearing up holds it up for a moment. */
export async function heldBy(bot: Program): Promise<Held> {
  const from = bot.lineCount;
  process.kill(bot.pid ?? 0, 'SIGUSR2');
  const line = await bot.printed(/^held /, from);
  return heldLine.parse(JSON.parse(line.slice('held '.length)));
}

/** Of what there are more in the end than before, and by how many is too many, a sentence each. */
export function moreHeld(
  { before, after }: { readonly before: Held; readonly after: Held },
  most: { readonly bytes: number; readonly resources: number },
): string[] {
  const faults: string[] = [];
  const bytes = after.bytes - before.bytes;
  if (bytes > most.bytes) faults.push(`memory grew by ${(bytes / 1e6).toFixed(1)} MB`);
  for (const [kind, count] of Object.entries(after.resources)) {
    const more = count - (before.resources[kind] ?? 0);
    if (more > most.resources) faults.push(`${more} more ${kind}`);
  }
  return faults;
}
