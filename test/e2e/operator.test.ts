import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { VERSION } from '../../src/version.ts';
import { Program } from './support/processes.ts';
import {
  botEnvironment,
  heardFor,
  nothingIsLeft,
  type SandboxStage,
  startBot,
  startSandboxStage,
} from './support/Stage.ts';

/** Docker kills what has not ended by then. */
const DOCKER_PATIENCE_MS = 10_000;

let sandbox: SandboxStage;
beforeAll(async () => {
  sandbox = await startSandboxStage();
});
afterAll(() => sandbox?.close());

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'lyrebird-operator-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** What a start that fails says. */
async function failureOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const starting = Program.start({
    file: 'src/main.ts',
    env: { ...botEnvironment(sandbox.announcement), ...environment },
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

/** A port on which somebody listens who never says a word. */
async function silentPort(): Promise<number> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('has no port');
  return address.port;
}

test('a port that is taken: status 1, and one line that says what to do', async () => {
  const port = await silentPort();
  const told = await failureOf({ DATA_DIR: await folder(), HEALTH_PORT: String(port) });
  expect(told).toMatch(/ended with 1/);
  expect(told).toMatch(/^health\.port: .*another HEALTH_PORT/m);
  expect(told).not.toMatch(/^\s+at /m);
});

test('a second bot on one data folder does not start', async () => {
  const directory = await folder();
  const first = await startBot(sandbox.announcement, { DATA_DIR: directory });
  onTestFinished(() => first.close());
  expect(await failureOf({ DATA_DIR: directory })).toMatch(/^data\.in-use: /m);
});

test('health tells of a station, and of nobody; SIGTERM ends all of it in time', async () => {
  const { announcement, control } = sandbox;
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((resolve) => probe.close(resolve));
  const { bot, close } = await startBot(announcement, {
    HEALTH_PORT: String(port),
    LOG_LEVEL: 'info',
  });
  onTestFinished(() => close());
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await heardFor(control, 'Ada', 1);

  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(health.status).toBe(200);
  const text = await health.text();
  expect(JSON.parse(text)).toMatchObject({
    status: 'ok',
    reasons: [],
    ok: true,
    version: VERSION,
    discord: 'ready',
    conditions: [],
    stations: [{ state: 'playing', sessions: 1, trouble: null, lastTrouble: null }],
  });
  // Neither ids nor what somebody typed.
  expect(text).not.toMatch(/\d{15}|techno/);

  const beganMs = performance.now();
  expect(await bot.stop('SIGTERM')).toBe(0);
  expect(performance.now() - beganMs).toBeLessThan(DOCKER_PATIENCE_MS);
  expect(bot.output).not.toContain('something was open');
  expect(bot.output).toContain(`"version":"${VERSION}"`);
  await nothingIsLeft(control);
});
