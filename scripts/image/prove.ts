/**
 * `prove.ts ROOT FILE`: runs the unpacked image of the bot, which the file describes, confined as compose.yaml has it, against the
 * sandbox on this machine, and prints a line for each thing that holds. Exits with 1 at the first that
 * does not.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { freePort } from '#test/e2e/support/freePort.ts';
import { botEnvironment, heardFor, startSandboxStage } from '#test/e2e/support/Stage.ts';

const run = promisify(execFile);

const CONFINED = 'scripts/image/confined.sh';
const USER = 1_000;
const MOST_MB = 250;
const START_MS = 30_000;
const STOP_MS = 2_000;
const HEARD_S = 5;
/** Of PCM at 16 bits: music is far above, dither below. */
const LEAST_PEAK = 500;
const KIB = 1_024;

/** As buildah tells it. */
const inspected = z.object({
  Docker: z.object({
    config: z.object({
      User: z.string(),
      Env: z.array(z.string()),
      Entrypoint: z.array(z.string()),
      Cmd: z.array(z.string()),
      StopSignal: z.enum(['SIGTERM']),
      Healthcheck: z.object({ Test: z.tuple([z.literal('CMD')], z.string()) }),
    }),
  }),
});

const [, , root = '', described = '', sandboxRoot = ''] = process.argv;
const image = inspected.parse(JSON.parse(readFileSync(described, 'utf8'))).Docker.config;

function holds(what: string, isTrue: boolean): void {
  process.stdout.write(`${isTrue ? 'ok ' : 'BAD'} ${what}\n`);
  if (!isTrue) throw new Error(`${what} does not hold`);
}

const data = mkdtempSync(join(tmpdir(), 'lyrebird-image-'));
chownSync(data, USER, USER);
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(data, { recursive: true, force: true }));
const { announcement, control } = stack.use(await startSandboxStage());
const caFile = join(data, 'ca.pem');
copyFileSync(announcement.caFile, caFile);
chmodSync(caFile, 0o644);
const port = String(await freePort());
const environment = {
  ...Object.fromEntries(image.Env.map((each) => each.split(/=(.*)/s).slice(0, 2))),
  ...botEnvironment(announcement),
  NODE_EXTRA_CA_CERTS: '/data/ca.pem',
  HEALTH_PORT: port,
  // In a container it is process 1, and need not ask for what children leave behind.
  TINI_SUBREAPER: '1',
  LOG_LEVEL: 'info',
};

const size = Number(
  (await run('du', ['--summarize', '--block-size=1MB', root])).stdout.split('\t')[0],
);
holds(`${size} MB, of ${MOST_MB}`, size < MOST_MB);
holds(`runs as user ${image.User}`, image.User === 'node');

/** Runs a command in the image beside the bot, as `docker compose exec` does. */
const inside = (command: string, ...args: string[]) =>
  run(CONFINED, [root, data, command, ...args], { env: environment, encoding: 'buffer' });

let output = '';
process.once('uncaughtException', (error) => {
  process.stderr.write(`${output}\n${String(error)}\n`);
  process.exit(1);
});
const beganMs = performance.now();
const bot = spawn(CONFINED, [root, data, ...image.Entrypoint, ...image.Cmd], {
  env: environment,
  stdio: ['ignore', 'pipe', 'pipe'],
});
stack.defer(() => void bot.kill('SIGKILL'));
await printed(bot, /Lyrebird is ready/);
holds(`ready after ${((performance.now() - beganMs) / 1_000).toFixed(1)} s`, true);

const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8');
const line = (name: string): string =>
  new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
holds(
  `user ${line('Uid')}, group ${line('Gid')}`,
  line('Uid') === '1000' && line('Gid') === '1000',
);
for (const set of ['CapEff', 'CapPrm', 'CapBnd']) {
  holds(`${set} ${line(set)}`, /^0+$/.test(line(set)));
}
holds(`NoNewPrivs ${line('NoNewPrivs')}`, line('NoNewPrivs') === '1');
const write = await inside('sh', '-c', 'echo x > /app/x').then(
  () => 'takes files',
  () => 'is read-only',
);
holds(`its file system ${write}`, write === 'is read-only');

await control.join('Ada', 'Lounge');
await control.type('Ada', '/lyria play techno');
const { packets, pcm } = await heardFor(control, 'Ada', HEARD_S);
const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
holds(`${packets.length} packets heard, peak ${peak}`, peak > LEAST_PEAK);

const [said] = (await control.messages('Ada', 'music')).slice(-1);
const doctor = await inside('doctor', '--json', '--channel', String(said?.['channel_id']));
const found = z
  .object({
    ok: z.boolean(),
    findings: z.array(z.object({ about: z.string(), state: z.string() })),
  })
  .parse(JSON.parse(doctor.stdout.toString()));
const green = found.findings.filter(({ state }) => state === 'fine').length;
const bad = found.findings.filter(({ state }) => state === 'warning' || state === 'wrong');
holds(
  `doctor inside: ${green} fine, ${bad.map(({ about }) => about).join(', ') || 'none'} not`,
  found.ok && bad.length === 0,
);
const [, check = '', ...args] = image.Healthcheck.Test;
await inside(check, ...args);
holds('the health check says that it is well', true);

const { stdout: backup } = await inside('backup', '-');
holds(
  `backup inside: ${backup.length} bytes`,
  backup.toString('latin1').startsWith('SQLite format 3'),
);
await inside('backup', '/data/copy.db');
await inside('restore', '/data/copy.db');
holds('restore inside', statSync(join(data, 'lyrebird.restore.db')).uid === USER);

holds(`${await residentMb(bot)} MB resident with one station`, true);

const stoppedMs = performance.now();
process.kill(bot.pid ?? 0, image.StopSignal);
const [code] = await once(bot, 'exit');
const tookMs = performance.now() - stoppedMs;
holds(`stops within ${(tookMs / 1_000).toFixed(1)} s with ${code}`, code === 0 && tookMs < STOP_MS);

const bare = Object.fromEntries(
  Object.entries(environment).filter(([name]) => /^(?:PATH|NODE_ENV|TINI_)/.test(name)),
);
const without = await run(CONFINED, [root, data, ...image.Entrypoint, ...image.Cmd], {
  env: { ...bare, DATA_DIR: '/data' },
}).then(
  () => 'starts',
  (error: { readonly code: number; readonly stderr: string }) =>
    `ends with ${error.code}: ${error.stderr.trim()}`,
);
holds(
  `without a token it ${without}`,
  /^ends with 78: config\.invalid: .*DISCORD_TOKEN/.test(without),
);

const alone = spawn(CONFINED, [sandboxRoot, data, ...image.Entrypoint, ...image.Cmd], {
  env: { ...bare, DATA_DIR: '/tmp/data' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
stack.defer(() => void alone.kill('SIGKILL'));
const page = await printed(alone, /http:\/\/127\.0\.0\.1:\d+/);
const answer = await fetch(page);
holds(`the sandbox's image shows ${page}`, answer.ok && /<title>/.test(await answer.text()));
process.kill(alone.pid ?? 0, image.StopSignal);
holds(`and ends with ${(await once(alone, 'exit'))[0]}`, alone.exitCode === 0);

/** Resolves with what fits, once a program has printed it. */
async function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  const found = Promise.withResolvers<string>();
  output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      output += String(part);
      const [text] = pattern.exec(output) ?? [];
      if (text !== undefined) found.resolve(text);
    });
  }
  child.once('exit', (code) => found.reject(new Error(`ended with ${code}`)));
  const late = pause(START_MS, undefined, { ref: false }).then(() => {
    throw new Error('was not ready in time');
  });
  return await Promise.race([found.promise, late]);
}

/** Of the init and all that it started. */
async function residentMb(child: ChildProcess): Promise<number> {
  const { stdout } = await run('ps', ['--ppid', String(child.pid), '-o', 'rss=']);
  const kib = stdout
    .trim()
    .split(/\s+/)
    .reduce((sum, each) => sum + Number(each), 0);
  return Math.round((kib * KIB) / 1e6);
}
