import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { familyOf } from '#test/e2e/support/children.ts';
import { Program } from '#test/e2e/support/processes.ts';
import { botEnvironment } from '#test/e2e/support/Stage.ts';
import { memoryMb } from './load/processes.ts';
import { distribution, type Measurement } from './measurement.ts';

const GUILDS = 5_000;
const SHARDS = 4;
const COMMANDS = 40;
/** Until what came at the start has been taken and given back. */
const SETTLE_MS = 3_000;

/**
 * A bot in thousands of guilds, none of which plays: how soon it is ready, what it holds, and how soon
 * a command is answered. Its processes are those of `npm start`.
 */
export async function measureGuilds(): Promise<Measurement> {
  await using stack = new AsyncDisposableStack();
  const { program: sandbox, line } = await Program.start({
    file: 'src/sandbox/main.ts',
    args: [
      ...['--more-guilds', String(GUILDS - 1), '--page-port', '0', '--no-dave'],
      ...['--shards', String(SHARDS), '--max-concurrency', String(SHARDS)],
    ],
    isReady: (text) => text.startsWith('{'),
  });
  stack.defer(async () => void (await sandbox.stop()));
  const announcement = sandboxAnnouncement.parse(JSON.parse(line));
  const control = new ControlClient(announcement.controlUrl);
  const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-guilds-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));

  const beganMs = performance.now();
  const { program: bot } = await Program.start({
    file: 'src/main.ts',
    env: { ...botEnvironment(announcement), DATA_DIR: dataDir },
    isReady: (text) => text.startsWith('Lyrebird is ready'),
  });
  stack.defer(async () => void (await bot.stop()));
  const readyMs = performance.now() - beganMs;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const heldMb = await memoryMb(await familyOf(bot.pid ?? 0));

  const answeredMs: number[] = [];
  for (let i = 0; i < COMMANDS; i += 1) {
    const { acknowledgedAfterMs } = await control.type('Ada', '/lyria settings');
    answeredMs.push(acknowledgedAfterMs ?? Number.NaN);
  }
  const answered = distribution(answeredMs);
  const mb = Math.round(heldMb);
  return {
    text: `guilds: ${GUILDS} over ${SHARDS} connections: ready after ${(readyMs / 1_000).toFixed(1)} s, ${mb} MB, a command is answered within ${answered.median} ms (p95 ${answered.p95})`,
    json: {
      guilds: { guilds: GUILDS, shards: SHARDS, readyMs: Math.round(readyMs), mb, answered },
    },
  };
}
