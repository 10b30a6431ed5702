import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ENGLISH } from '#src/texts/texts.ts';
import { VERSION } from '#src/version.ts';
import { until } from '../support/events.ts';
import { freePort } from './support/freePort.ts';
import { panelShows, pressVote } from './support/panel.ts';
import { cleanEnvironment, Program } from './support/processes.ts';
import {
  answerText,
  botEnvironment,
  heardFor,
  nothingIsLeft,
  pass,
  type SandboxStage,
  startBot,
  startSandboxStage,
} from './support/Stage.ts';

const UNKEPT = ENGLISH.say('note.unkept');

const run = promisify(execFile);

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

test('a store that takes nothing: the music and the votes go on, and all of it is kept later', async () => {
  const { announcement, control } = sandbox;
  const environment = { DATA_DIR: await folder(), HEALTH_PORT: String(await freePort()) };
  const { bot } = await startBot(announcement, environment);
  onTestFinished(() => void bot.stop('SIGKILL'));
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno, ambient');
  await heardFor(control, 'Ada', 1);
  const health = async (): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${environment.HEALTH_PORT}/health`)).json();
  const privateNotes = async (): Promise<number> =>
    (await control.messages('Ada', 'music')).filter(({ content }) => content === UNKEPT).length;

  // As a backup does, and a full disk looks no different to the bot.
  const backup = new DatabaseSync(join(environment.DATA_DIR, 'lyrebird.db'));
  backup.exec('BEGIN IMMEDIATE');
  await control.join('Ben', 'Lounge');
  for (const candidate of [1, 2]) await pressVote(control, 'Ada', 'up', candidate);
  await panelShows(
    control,
    'Ben',
    'that counts the vote and says it is not saved',
    (text) => text.includes('1 up') && text.includes(UNKEPT),
  );
  await expect.poll(privateNotes, { timeout: 5_000 }).toBe(1);
  await expect.poll(health, { timeout: 5_000 }).toMatchObject({
    status: 'degraded',
    ok: true,
    reasons: ['store.failing'],
    conditions: [{ name: 'store.failing', text: expect.stringContaining('store.busy: ') }],
    stations: [{ state: 'playing', trouble: null }],
  });
  await control.forgetRecordings('Ada');
  await heardFor(control, 'Ada', 1);
  backup.exec('ROLLBACK');

  await panelShows(control, 'Ben', 'that says nothing of it', (text) => !text.includes(UNKEPT));
  expect(await health()).toMatchObject({ status: 'ok', conditions: [] });
  expect(bot.output.match(/"level":"warn".*"condition":"store\.failing"/g)).toHaveLength(1);
  // What another program sees is in the file, and outlives a kill.
  expect(backup.prepare('SELECT candidate_id, choice FROM ballots ORDER BY 1').all()).toEqual([
    { candidate_id: 1, choice: 'up' },
    { candidate_id: 2, choice: 'up' },
  ]);
  backup.close();
  await bot.stop();
  await nothingIsLeft(control);
});

test('with its token in a file, health tells of a station, and of nobody; SIGTERM ends all of it in time', async () => {
  const { announcement, control } = sandbox;
  const port = await freePort();
  const data = await folder();
  const tokenFile = join(await folder(), 'token');
  await writeFile(tokenFile, `${announcement.discordToken}\n`);
  const settings = {
    HEALTH_PORT: String(port),
    DATA_DIR: data,
    DISCORD_TOKEN: '',
    DISCORD_TOKEN_FILE: tokenFile,
  };
  const { bot, close } = await startBot(announcement, { ...settings, LOG_LEVEL: 'info' });
  onTestFinished(() => close());
  await control.forgetRecordings('Ada');
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
  for (const probe of ['livez', 'readyz']) {
    const answer = await fetch(`http://127.0.0.1:${port}/${probe}`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, reasons: [] }]);
  }
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toMatch(/^lyrebird_stations\{state="playing"\} 1$/m);
  expect(metrics).toMatch(/^lyrebird_packet_gap_seconds_count [1-9]\d+$/m);
  const own = metrics.split('\n').filter((line) => line.startsWith('lyrebird_'));
  expect(own.join('\n')).not.toMatch(/\d{17}|techno/);

  const [said] = (await control.messages('Ada', 'music')).slice(-1);
  const args = ['--json', '--env', 'none', '--channel', String(said?.['channel_id'])];
  const doctor = await run(process.execPath, ['src/doctor/main.ts', ...args], {
    env: { ...cleanEnvironment(), ...botEnvironment(announcement), ...settings },
  }).catch((error: { readonly stdout: string }) => ({ ...error, failed: true }));
  expect(doctor, doctor.stdout).not.toHaveProperty('failed');
  const { findings } = JSON.parse(doctor.stdout);
  for (const about of ['Discord', 'Commands', 'Permissions', 'Music', 'Running bot', 'Pace']) {
    expect(findings).toContainEqual(expect.objectContaining({ about, state: 'fine' }));
  }
  expect(doctor.stdout).not.toContain(announcement.discordToken);

  expect(answerText(await control.type('Ben', '/lyria doctor'))).toContain('Manage Server');
  await control.type('Ada', '/lyria doctor');
  const told = await until(
    'what the doctor has found',
    async () => {
      const messages = await control.messages('Ada', 'music');
      return messages.find(({ content }) => content.includes('**Permissions:**'))?.content;
    },
    () => pass(control, 200),
  );
  for (const about of ['Discord', 'Permissions', 'Music', 'Running bot']) {
    expect(told).toContain(`✅ **${about}:**`);
  }
  expect(told).not.toContain('❌');
  // Neither the machine nor its folders are a server's business.
  expect(told).not.toMatch(/Node|Data folder|Log-ins/);

  const beganMs = performance.now();
  expect(await bot.stop('SIGTERM')).toBe(0);
  expect(performance.now() - beganMs).toBeLessThan(DOCKER_PATIENCE_MS);
  expect(bot.output).not.toContain('something was open');
  const messages = JSON.stringify(await control.messages('Ada', 'music'));
  expect(messages).toContain('The bot is away at the moment');
  expect(messages).not.toContain('custom_id');
  expect(bot.output).toContain(`"version":"${VERSION}"`);
  for (const told of ['A station has begun', 'A station has ended'])
    expect(bot.output).toContain(told);
  await nothingIsLeft(control);
});
