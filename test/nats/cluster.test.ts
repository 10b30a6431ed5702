import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { Program } from '../e2e/support/processes.ts';
import {
  BOT_NAME,
  botEnvironment,
  heardFor,
  isHeard,
  nothingIsLeft,
  type SandboxStage,
  startSandboxStage,
} from '../e2e/support/Stage.ts';
import { NatsServer } from './NatsServer.ts';

/** A second is what a listener should not notice; what moves needs 2 s to be missed, and a session. */
const BOUNDS_MS = { unheard: 1_000, moved: 6_000, drained: 1_500 } as const;

/** Three seconds of music. */
const MORE_PACKETS = 150;

const stack = new AsyncDisposableStack();
let nats: NatsServer;
let sandbox: SandboxStage;
/** With the sandbox's authority and the cluster's. */
let caFile: string;
let dataDir: string;
let bot: Program;
const nodes: Program[] = [];

beforeAll(async () => {
  nats = await NatsServer.start();
  stack.defer(() => nats.close());
  sandbox = stack.use(await startSandboxStage());
  dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-cluster-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  caFile = join(dataDir, 'ca.pem');
  const authority = await readFile(sandbox.announcement.caFile, 'utf8');
  await writeFile(caFile, `${nats.caPem}\n${authority}`);
  bot = await startControl();
  stack.defer(async () => void (await bot.stop()));
  stack.defer(async () => void (await Promise.all(nodes.map((node) => node.stop('SIGKILL')))));
  await Promise.all([startNode(), startNode()]);
  await sandbox.control.join('Ada', 'Lounge');
  await sandbox.control.type('Ada', '/lyria play techno');
  await isHeard(sandbox.control);
});
afterAll(() => stack.disposeAsync());

async function startControl(): Promise<Program> {
  const { program } = await Program.start({
    file: 'src/main.ts',
    env: {
      ...botEnvironment(sandbox.announcement),
      MEDIA_PROCESSES: '0',
      NODE_EXTRA_CA_CERTS: caFile,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      CLUSTER_URL: nats.urls.control,
    },
    isReady: (line) => line.startsWith('Lyrebird is ready'),
  });
  return program;
}

async function startNode(): Promise<Program> {
  const { program } = await Program.start({
    file: 'src/main.ts',
    env: { CLUSTER_URL: nats.urls.media, NODE_EXTRA_CA_CERTS: caFile, LOG_LEVEL: 'info' },
    isReady: (line) => line.startsWith('Lyrebird plays'),
  });
  nodes.push(program);
  return program;
}

/** Where Ada's station plays, by what the bot has said last. */
async function playing(): Promise<Program> {
  return until(
    'a node that plays',
    () => {
      const placed = [
        ...bot.output.matchAll(/"node":"([\w-]+)#\d+","msg":"A station (?:moves|begins)"/g),
      ];
      const name = placed.at(-1)?.[1] ?? '';
      return nodes.find(({ output }) => output.includes(`"node":"${name}","msg":"This node plays`));
    },
    () => pause(100),
  );
}

const openSessions = async () =>
  (await sandbox.control.lyriaSessions()).filter(({ closed }) => closed === null).length;

/** The longest gap in what Ada hears meanwhile, and for three seconds of music after that. */
async function gapDuring(work: () => Promise<void>): Promise<number> {
  const { control } = sandbox;
  const heard = async () => {
    const recordings = await control.recordings('Ada');
    return recordings.find(({ speaker }) => speaker === BOT_NAME)?.packets ?? [];
  };
  await isHeard(control);
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
  await work();
  const before = (await heard()).length;
  const packets = await until(
    'three more seconds of music',
    async () => {
      const all = await heard();
      return all.length >= before + MORE_PACKETS ? all : undefined;
    },
    () => pause(100),
    60_000,
  );
  return reportPackets(packets).largestGapMs;
}

test('a node that is killed: its station goes on elsewhere', async () => {
  const node = await playing();
  expect(await gapDuring(async () => void process.kill(node.pid ?? 0, 'SIGKILL'))).toBeLessThan(
    BOUNDS_MS.moved,
  );
  expect(await playing()).not.toBe(node);
  await startNode();
});

test('a node that stands still: its station goes on elsewhere, and it falls silent when it goes on', async () => {
  const node = await playing();
  const gap = await gapDuring(async () => void process.kill(node.pid ?? 0, 'SIGSTOP'));
  process.kill(node.pid ?? 0, 'SIGCONT');
  expect(gap).toBeLessThan(BOUNDS_MS.moved);
  await until(
    'one session',
    async () => ((await openSessions()) === 1 ? true : undefined),
    () => pause(100),
  );
  expect(await gapDuring(async () => {})).toBeLessThan(BOUNDS_MS.unheard);
});

test('a node that is asked to end: its station is ready elsewhere first', async () => {
  const node = await playing();
  let code: number | null = null;
  const gap = await gapDuring(async () => {
    code = await node.stop();
  });
  expect({ code, isSoon: gap < BOUNDS_MS.drained }).toEqual({ code: 0, isSoon: true });
  await startNode();
});

test('a NATS server that is away for three seconds: nothing is heard of it', async () => {
  const gap = await gapDuring(async () => {
    await nats.kill();
    await pause(3_000);
    await nats.run();
  });
  expect(gap).toBeLessThan(BOUNDS_MS.unheard);
  await sandbox.control.type('Ada', '/lyria pause');
  await sandbox.control.type('Ada', '/lyria resume');
  await isHeard(sandbox.control);
});

test('a second bot for the same cluster does not start, and says where the first one is', async () => {
  const second = Program.start({
    file: 'src/main.ts',
    env: {
      ...botEnvironment(sandbox.announcement),
      MEDIA_PROCESSES: '0',
      NODE_EXTRA_CA_CERTS: caFile,
      DATA_DIR: join(dataDir, 'second'),
      CLUSTER_URL: nats.urls.control,
    },
    isReady: () => false,
  });
  await expect(second).rejects.toThrow(/cluster\.taken/);
});

test('a bot that is killed: the music plays on, and the next bot takes it over', async () => {
  const gap = await gapDuring(async () => {
    process.kill(bot.pid ?? 0, 'SIGKILL');
    await bot.ended();
    await pause(3_000);
  });
  expect(gap).toBeLessThan(BOUNDS_MS.unheard);
  bot = await startControl();
  await isHeard(sandbox.control);
  await until(
    'one session',
    async () => ((await openSessions()) === 1 ? true : undefined),
    () => pause(100),
  );
});

test('stopped, it leaves nothing behind', async () => {
  await sandbox.control.type('Ada', '/lyria stop');
  await nothingIsLeft(sandbox.control);
});
