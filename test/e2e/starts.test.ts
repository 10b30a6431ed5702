import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { childrenOf, isRunning } from './support/children.ts';
import { cleanEnvironment, Program } from './support/processes.ts';
import {
  botEnvironment,
  pass,
  type SandboxStage,
  startSandboxStage,
  waitForEvent,
} from './support/Stage.ts';

/** What is left by then would be left for ever. */
const GONE_WITHIN_MS = 8_000;
const LOOK_AGAIN_MS = 100;
/** Generous: how busy the machine is does not count. */
const START_MS = 60_000;
/** Long enough for a log-in that should not be. */
const NO_LOG_IN_MS = 3_000;

let sandbox: SandboxStage;
beforeAll(async () => {
  sandbox = await startSandboxStage();
});
afterAll(() => sandbox?.close());

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'lyrebird-starts-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function identifies(): Promise<number> {
  const types = ['gatewayIdentified', 'gatewayIdentifiedTooSoon'];
  return (await sandbox.control.events(0, { types })).events.length;
}

/** What a start says that fails. */
async function failureOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const starting = Program.start({
    file: 'src/main.ts',
    env: { ...botEnvironment(sandbox.announcement), DATA_DIR: await folder(), ...environment },
    isReady: (line) => line.startsWith('Lyrebird is ready'),
  });
  return starting.then(
    async ({ program }) => {
      await program.stop();
      throw new Error('It started');
    },
    (reason: unknown) => String(reason),
  );
}

describe('a start that can be known to fail never logs in', () => {
  test.each([
    {
      what: 'a misspelt variable',
      environment: { DISCORD_TOKEN: '', DISCORD_API_URL: '', DISCORD_TOKN: 'a.b.c' },
      status: 78,
      told: /^config\.invalid: .*\n {2}- DISCORD_TOKN is not a variable of Lyrebird: is DISCORD_TOKEN meant/m,
    },
    {
      what: 'a wrong token',
      environment: { DISCORD_TOKEN: 'MTIz.abcdef.ghijklmnopqrstuvwxyz' },
      status: 78,
      told: /^discord\.bad-token: /m,
    },
    {
      what: 'a server that the bot is not on',
      environment: { DISCORD_DEV_GUILD_ID: '123456789012345678' },
      status: 78,
      told: /^discord\.dev-guild: /m,
    },
  ])('$what: status $status', async ({ environment, status, told }) => {
    const before = await identifies();
    const failure = await failureOf(environment);
    expect(failure).toMatch(told);
    expect(failure).toContain(`ended with ${status}`);
    expect(await identifies()).toBe(before);
  });

  test('the page of a network that wants a log-in: status 1', async () => {
    const before = await identifies();
    await sandbox.control.discordFaults.breakRest({
      status: 200,
      page: '<html><h1>Welcome to our Wi-Fi</h1></html>',
    });
    const failure = await failureOf({}).finally(() => sandbox.control.discordFaults.mendRest());
    expect(failure).toMatch(/^discord\.intercepted: Something else answers in Discord's place/m);
    expect(failure).toContain('ended with 1');
    expect(await identifies()).toBe(before);
  });
});

test('a bot that has started a dozen times waits before it logs in, says so, and ends when told to', async () => {
  const directory = await folder();
  const starts = Array.from({ length: 12 }, (_, i) => Date.now() - i * 30_000);
  await writeFile(join(directory, 'identifies.json'), JSON.stringify({ starts, others: [] }));
  const before = await identifies();
  const { lastEvent } = await sandbox.control.overview();
  const child = startMain({ ...botEnvironment(sandbox.announcement), DATA_DIR: directory });
  onTestFinished(() => void child.process.kill('SIGKILL'));
  await expect.poll(() => child.output(), { timeout: START_MS }).toMatch(/12 times in 24 hours/);
  await pass(sandbox.control, NO_LOG_IN_MS);
  expect(await identifies()).toBe(before);
  child.process.kill('SIGTERM');
  const [code] = await once(child.process, 'exit');
  expect(code).toBe(0);

  // Without the record it starts, and begins another.
  await rm(join(directory, 'identifies.json'));
  const next = startMain({ ...botEnvironment(sandbox.announcement), DATA_DIR: directory });
  onTestFinished(() => void next.process.kill('SIGKILL'));
  await expect.poll(() => next.output(), { timeout: START_MS }).toMatch(/^Lyrebird is ready/m);
  await waitForEvent(sandbox.control, { after: lastEvent, types: ['gatewayIdentified'] });
  const kept = JSON.parse(await readFile(join(directory, 'identifies.json'), 'utf8'));
  expect(kept).toMatchObject({ starts: [expect.any(Number)], others: [] });

  // The terminal is closed: nobody reads what it writes any more, and it says goodbye all the same.
  next.process.stdout?.destroy();
  next.process.stderr?.destroy();
  next.process.kill('SIGHUP');
  expect(await once(next.process, 'exit')).toEqual([0, null]);
  const types = ['gatewayClosed'];
  const closed = await waitForEvent(sandbox.control, { after: lastEvent, types });
  expect(closed.data).toMatchObject({ code: 1_000 });
});

test('npm start leaves nothing running, however npm ends while the bot starts', async () => {
  // Somebody who never says a word: the bot is on its way for as long as it is left alone.
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const) {
    const connected = once(server, 'connection');
    const npm = spawn('npm', ['start'], {
      env: {
        ...cleanEnvironment(),
        DISCORD_TOKEN: 'a.b.c',
        DISCORD_API_URL: `http://127.0.0.1:${port}/api`,
        LYRIA_URL: 'ws://127.0.0.1:1',
        DATA_DIR: await folder(),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: no signal reaches anybody but npm.
      detached: true,
    });
    await connected;
    const started = await descendants(npm.pid ?? 0);
    expect(started.length).toBeGreaterThan(0);
    onTestFinished(() => {
      for (const pid of started.filter(isRunning)) process.kill(pid, 'SIGKILL');
    });
    npm.kill(signal);
    await expect
      .poll(() => started.filter(isRunning), { interval: LOOK_AGAIN_MS, timeout: GONE_WITHIN_MS })
      .toEqual([]);
  }
});

test('a signal to all at once, as of `timeout`, ends the sandbox in order and without a word', async () => {
  const { process: program, output } = startMain({ DATA_DIR: await folder() }, { detached: true });
  const group = -(program.pid ?? 0);
  onTestFinished(() => {
    if (program.exitCode === null) process.kill(group, 'SIGKILL');
  });
  await expect
    .poll(output, { interval: LOOK_AGAIN_MS, timeout: START_MS })
    .toContain('Open http://127.0.0.1:');
  const started = await descendants(program.pid ?? 0);
  const before = output();
  process.kill(group, 'SIGINT');
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(output()).toBe(before);
  expect(started.filter(isRunning)).toEqual([]);
});

async function descendants(pid: number): Promise<number[]> {
  const children = await childrenOf(pid);
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}

function startMain(
  env: Readonly<Record<string, string>>,
  how: { readonly detached?: boolean } = {},
): {
  readonly process: ChildProcess;
  output(): string;
} {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...how,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
    });
  }
  return { process: child, output: () => output };
}
