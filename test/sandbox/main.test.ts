import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { type SandboxAnnouncement, sandboxAnnouncement } from '#src/sandbox/announcement.ts';

const MAIN = 'src/sandbox/main.ts';
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function announced(child: ChildProcess): Promise<SandboxAnnouncement> {
  children.push(child);
  if (child.stdout === null) throw new Error('No standard output');
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(30_000) });
  return sandboxAnnouncement.parse(JSON.parse(String(line)));
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'prints one line, serves, and cleans up on %s',
  { timeout: 40_000 },
  async (signal) => {
    const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] });
    const { controlUrl, discordApiUrl, caFile } = await announced(child);
    expect((await fetch(`${discordApiUrl}/v10/gateway`)).status).toBe(200);
    expect((await fetch(`${controlUrl}/people`)).status).toBe(200);
    expect(existsSync(caFile)).toBe(true);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(caFile)).toBe(false);
  },
);

test('ends with the process that forked it', { timeout: 40_000 }, async () => {
  const child = fork(MAIN, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const { caFile } = await announced(child);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(caFile)).toBe(false);
});

test('takes ports, and says how it is called', { timeout: 40_000 }, async () => {
  const wrong = spawn(process.execPath, [MAIN, '--nonsense'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(wrong);
  let said = '';
  wrong.stderr.on('data', (data) => {
    said += String(data);
  });
  expect((await once(wrong, 'exit'))[0]).toBe(1);
  expect(said).toContain('Usage');
});
