import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaEvent } from '#src/lyria/session.ts';
import { Inbox } from '../support/lyria/Inbox.ts';

const MAIN = fileURLToPath(new URL('../../src/generator/main.ts', import.meta.url));
/** Starting Node on a busy machine takes its time. */
const PATIENCE_MS = 30_000;

type AudioEvent = Extract<LyriaEvent, { type: 'audio' }>;
const isAudio = (event: LyriaEvent): event is AudioEvent => event.type === 'audio';

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

async function announced(process: ChildProcess): Promise<string> {
  if (process.stdout === null) throw new Error('No standard output');
  const [line] = await once(createInterface({ input: process.stdout }), 'line');
  return z.object({ lyriaUrl: z.string() }).parse(JSON.parse(String(line))).lyriaUrl;
}

test('says where it is, plays, and ends on SIGTERM with a session open', {
  timeout: PATIENCE_MS,
}, async () => {
  child = spawn(process.execPath, [MAIN, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const url = await announced(child);
  const events = new Inbox<LyriaEvent>();
  const open = lyriaConnector({ url, clock: systemClock, log: silentLog });
  const session = await open({ onEvent: events.push, signal: new AbortController().signal });
  session.setWeightedPrompts([{ text: 'techno', weight: 1 }]);
  session.play();
  const { chunk } = await events.first('music', isAudio);
  expect(chunk.pcm.some((sample) => sample !== 0)).toBe(true);
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});

test('ends when whoever forked it lets go of it', { timeout: PATIENCE_MS }, async () => {
  child = fork(MAIN, [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  await announced(child);
  child.disconnect();
  expect((await ended)[0]).toBe(0);
});

test('refuses a port that is none', { timeout: PATIENCE_MS }, async () => {
  child = spawn(process.execPath, [MAIN, 'seventy'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const said = child.stderr === null ? [] : await child.stderr.toArray();
  expect((await ended)[0]).toBe(1);
  expect(Buffer.concat(said).toString()).toContain('Usage');
});
