/**
 * `npm run soak -- [--minutes N] [--stations N] [--seed N]`: a real bot with ten stations for an hour, unless
 * told otherwise, in which something goes wrong every few seconds that must not end any music. Exits
 * with 1 when a station fell silent or ended, or when the bot holds more in the end than after ten
 * minutes, or half of the time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { freePort } from '../e2e/support/freePort.ts';
import { panelOf, voteButton } from '../e2e/support/panel.ts';
import { Program } from '../e2e/support/processes.ts';
import { botEnvironment, isHeard } from '../e2e/support/Stage.ts';
import { Random } from '../fuzz/Random.ts';
import { type Held, heldBy, moreHeld, PROBE } from '../support/held.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    stations: { type: 'string', default: '10' },
    seed: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1e9);
const random = new Random(seed);

/** Sessions are replaced once a minute, as in a real one's nine. */
const SESSION_S = 60;
const LEAST_PAUSE_S = 2;
const MOST_PAUSE_S = 8;
/** No fault lasts longer than loops and the reserve stand in for. */
const STALL_S = 15;
const REST_S = 5;
const MS_PER_MINUTE = 60_000;
/** Caches of ten stations are full, and their code is compiled. */
const WARM_MINUTES = 10;
/** Less than 1 MB an hour, and some noise. */
const MOST_BYTES = 2e6 + 1e6 * (minutes / 60);
const MOST_RESOURCES = 6;
/**
 * Discord resets the token of a bot that logs in 1,000 times a day: after 50 log-ins the bot waits for
 * minutes before another, as it should, and is silent meanwhile.
 */
const MOST_NEW_SESSIONS = 40;
const NEW_SESSION = 'a new session';
/** A new session of the gateway takes the voice connections with it for a moment. */
const SILENCE_A_FAULT_S = 3;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await using stack = new AsyncDisposableStack();
const { program: sandbox, line } = await Program.start({
  file: 'src/sandbox/main.ts',
  args: ['--guilds', values.stations, '--page-port', '0'],
  isReady: (text) => text.startsWith('{'),
});
stack.defer(async () => void (await sandbox.stop()));
const announcement = sandboxAnnouncement.parse(JSON.parse(line));
const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-soak-'));
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const port = await freePort();
const { program: bot } = await Program.start({
  file: 'src/main.ts',
  env: {
    ...botEnvironment(announcement),
    DATA_DIR: dataDir,
    HEALTH_PORT: String(port),
    LYRIA_SESSION_SECONDS: String(SESSION_S),
    LYRIA_START_SPACING_SECONDS: '0',
    NODE_OPTIONS: PROBE,
  },
  isReady: (text) => text.startsWith('Lyrebird is ready'),
});
stack.defer(async () => void (await bot.stop()));
/** Nobody can be in two voice channels, not even on two servers. */
const places = announcement.guilds.map(({ controlUrl }, index) => ({
  control: new ControlClient(controlUrl),
  person: `Guest ${index + 1}`,
}));
const [{ control: first } = { control: undefined }] = places;
if (first === undefined) throw new Error('There is no server');

async function metric(name: string): Promise<number> {
  const text = await fetch(`http://127.0.0.1:${port}/metrics`).then((answer) => answer.text());
  const found = [...text.matchAll(new RegExp(`^lyrebird_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))];
  return found.reduce((sum, [, value]) => sum + Number(value), 0);
}

async function wish(): Promise<void> {
  const { control, person } = random.of(places);
  await control.type(person, `/lyria tune density:${random.of([0.3, 0.5, 0.7])}`);
}

async function vote(): Promise<void> {
  const { control, person } = random.of(places);
  const panel = await panelOf(control, person);
  const customId = voteButton(panel, random.of(['up', 'down'] as const), 1);
  if (customId !== undefined) await control.press(person, { message: panel.id, customId });
}

/** Each with the seconds of silence that it may cost a station. */
const FAULTS: readonly (readonly [name: string, silenceS: number, work: () => Promise<unknown>])[] =
  [
    ['a Lyria session dropped', 0, () => first.lyriaFaults.drop({ closeCode: 1011 })],
    ['Lyria stalled', 0, () => first.lyriaFaults.stall(1 + random.below(STALL_S))],
    ['two starts refused', 0, () => first.lyriaFaults.refuseStarts({ status: 503 }, 2)],
    ['the gateway dropped', 0, () => first.discordFaults.dropGateway()],
    ['the gateway asked to reconnect', 0, () => first.discordFaults.requestGatewayReconnect()],
    ['the session resumable', 0, () => first.discordFaults.invalidateGatewaySessions(true)],
    [NEW_SESSION, SILENCE_A_FAULT_S, () => first.discordFaults.invalidateGatewaySessions(false)],
    ['REST failed', 0, () => first.discordFaults.breakRest({ status: 500, seconds: REST_S })],
    ['REST slow', 0, () => first.discordFaults.breakRest({ delayMs: 1_000, seconds: REST_S })],
    ['a vote', 0, vote],
    ['a wish', 0, wish],
  ];

say(`Seed ${seed}, ${places.length} stations, ${minutes} min`);
for (const { control, person } of places) {
  await control.addPerson(person);
  await control.join(person, 'Lounge');
  await control.type(person, '/lyria play techno');
  await isHeard(control, person);
}

const counts = new Map<string, number>();
let allowedS = 0;
const beganMs = performance.now();
const endMs = beganMs + minutes * MS_PER_MINUTE;
const warmMs = beganMs + Math.min(WARM_MINUTES, minutes / 2) * MS_PER_MINUTE;
let before: Held | undefined;
let toldMs = beganMs;
const silenceBefore = await metric('silence_seconds_total');
const endedBefore = await metric('stations_ended_total');
while (performance.now() < endMs) {
  const isSpent = (counts.get(NEW_SESSION) ?? 0) >= MOST_NEW_SESSIONS;
  const [name, silenceS, work] = random.of(
    isSpent ? FAULTS.filter(([fault]) => fault !== NEW_SESSION) : FAULTS,
  );
  counts.set(name, (counts.get(name) ?? 0) + 1);
  allowedS += silenceS * places.length;
  // A fault can stand in the way of the next one's request, too.
  await work().catch((error: unknown) => say(`${name}: ${String(error)}`));
  const pauseS = LEAST_PAUSE_S + random.next() * (MOST_PAUSE_S - LEAST_PAUSE_S);
  await pause(pauseS * 1_000);
  const nowMs = performance.now();
  if (before === undefined && nowMs > warmMs) before = await heldBy(bot);
  if (nowMs - toldMs < MS_PER_MINUTE) continue;
  toldMs = nowMs;
  const silence = (await metric('silence_seconds_total')) - silenceBefore;
  const sentMinutes = (await metric('packets_total')) / 50 / 60;
  say(
    `${((nowMs - beganMs) / MS_PER_MINUTE).toFixed(0)} min: silent for ${silence.toFixed(1)} s, ${sentMinutes.toFixed(0)} min of music sent, ${await metric('bridges_total')} loops, ${await metric('handovers_total')} sessions replaced`,
  );
}
// What was broken last is over, and its retries.
await pause((STALL_S + REST_S) * 1_000);
for (const { control, person } of places) await isHeard(control, person);
const after = await heldBy(bot);
before ??= after;

const silence = (await metric('silence_seconds_total')) - silenceBefore;
const ended = (await metric('stations_ended_total')) - endedBefore;
for (const [name, count] of counts) say(`${String(count).padStart(6)} × ${name}`);
say(
  `Silence: ${silence.toFixed(1)} s of all stations, ${allowedS} allowed; ${ended} stations ended`,
);
say(`Frames lost: ${await metric('frames_dropped_total')} of ${await metric('packets_total')}`);
say(
  `Memory: ${(before.bytes / 1e6).toFixed(1)} MB warm, ${((after.bytes - before.bytes) / 1e6).toFixed(1)} MB more in the end`,
);
say(
  `Held: ${JSON.stringify(before.resources)} warm, ${JSON.stringify(after.resources)} in the end`,
);
const faults = moreHeld({ before, after }, { bytes: MOST_BYTES, resources: MOST_RESOURCES });
if (silence > allowedS + 1) faults.push(`stations were silent for ${silence.toFixed(1)} s`);
if (ended > 0) faults.push(`${ended} stations ended`);
for (const fault of faults) say(`BAD ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
