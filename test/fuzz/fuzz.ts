import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { z } from 'zod';
import { silentLog } from '#src/log.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { GatewaySession } from '#src/sandbox/gateway/GatewaySession.ts';
import { unlimited } from '#src/sandbox/rest/RateLimiter.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { freePort } from '../e2e/support/freePort.ts';
import { panelOf, voteButton } from '../e2e/support/panel.ts';
import { Program } from '../e2e/support/processes.ts';
import { answerText, botEnvironment, isHeard } from '../e2e/support/Stage.ts';
import { type Held, heldBy, PROBE } from '../support/held.ts';
import { sendHostileLyria } from './hostileLyria.ts';
import { mutate } from './mutate.ts';
import { Random } from './Random.ts';

/** How many of each. */
export interface FuzzCounts {
  readonly interactions: number;
  readonly gatewayEvents: number;
  readonly datagrams: number;
  readonly lyriaMessages: number;
}

export interface FuzzReport {
  /** What the bot held after a first tenth, and in the end; absent from a short run. */
  readonly held?: { readonly before: Held; readonly after: Held };
  /** Lines of the bot's log, by message. */
  readonly logged: ReadonlyMap<string, number>;
}

const BATCH = 100;
const ATTEMPTS = 3;
/** Of the bot's output, characters. */
const LAST_WORDS = 4_000;
/** What is kept for a while of each interaction shall not look like a leak: ids come again. */
const INTERACTION_IDS = 50;
const DATAGRAM_BYTES = 200;
/** Requests, retries and back-offs that were under way. */
const SETTLE_MS = 6_000;
const NEW_SESSION_MS = 2_000;
const FIRST_ID = 1_445_274_354_073_743_360n;

type Recorded = Parameters<GatewaySession['dispatch']>[0];

/**
 * Sends hostile interactions, gateway events and voice datagrams to a real bot that plays, and hostile
 * messages of Lyria to the client for it.
 *
 * @param isShort leaves out what takes its time: to measure whether the bot holds more than before
 * @throws when the bot ends, loses an error or a rejection, or plays no music afterwards
 */
export async function fuzz(
  seed: number,
  counts: FuzzCounts,
  tell: (text: string) => void = () => {},
  isShort = false,
): Promise<FuzzReport> {
  const random = new Random(seed);
  await using stack = new AsyncDisposableStack();
  const sandbox = await startSandbox({ log: silentLog, limiter: unlimited, ports: { page: 0 } });
  stack.defer(() => sandbox.close());
  const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-fuzz-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const { program: bot } = await Program.start({
    file: 'src/main.ts',
    env: {
      ...botEnvironment(sandbox.announcement),
      DATA_DIR: dataDir,
      HEALTH_PORT: String(port),
      NODE_OPTIONS: PROBE,
    },
    isReady: (text) => text.startsWith('Lyrebird is ready'),
  });
  stack.defer(async () => void (await bot.stop()));
  const control = new ControlClient(sandbox.announcement.controlUrl);
  const recorded = await recordUse(sandbox, control);
  const keepUp = async (): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // A connection that is kept may just have ended.
      const answer = await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined);
      if (answer === undefined) continue;
      await answer.arrayBuffer();
      return;
    }
    const status = await bot.stop();
    throw new Error(`The bot is gone, with ${status}\n${bot.output.slice(-LAST_WORDS)}`);
  };
  const inBatches = async (what: string, count: number, send: () => void): Promise<void> => {
    for (let sent = 0; sent < count; ) {
      const end = Math.min(count, sent + BATCH);
      for (; sent < end; sent += 1) send();
      await keepUp();
    }
    tell(`${count} ${what}`);
  };
  const socket = createSocket('udp4');
  stack.defer(() => void socket.close());
  const round = async (share: number): Promise<void> => {
    const part = (count: number): number => Math.ceil(count * share);
    await inBatches('interactions', part(counts.interactions), () => {
      for (const session of sandbox.discord.gateway.sessions) {
        session.dispatch(hostileInteraction(recorded, random));
      }
    });
    await inBatches('gateway events', part(counts.gatewayEvents), () => {
      for (const session of sandbox.discord.gateway.sessions) {
        session.dispatch(hostileEvent(recorded, random));
      }
    });
    const ports = await udpPortsOf(bot.pid ?? 0);
    await inBatches('datagrams', part(counts.datagrams), () => {
      const to = ports.length === 0 ? undefined : random.of(ports);
      if (to !== undefined) socket.send(datagram(random), to, '127.0.0.1', () => {});
    });
  };
  const startAfresh = async (): Promise<void> => {
    sandbox.discord.gateway.invalidateSessions(false);
    await pause(isShort ? NEW_SESSION_MS : SETTLE_MS);
    await control.join('Ada', 'Lounge');
    // What voice was told was hostile, too, and it may be waiting before it tries again.
    await control.type('Ada', '/lyria stop');
    const answer = await control.type('Ada', '/lyria play techno');
    await isHeard(control).catch((error: unknown) => {
      const told = [String(error), answerText(answer), bot.output.slice(-LAST_WORDS)];
      throw new Error(told.join('\n'));
    });
  };
  const measured = async (share: number): Promise<Held> => {
    await round(share);
    await startAfresh();
    return heldBy(bot);
  };
  const before = isShort ? undefined : await measured(0.1);
  const after = await measured(isShort ? 1 : 0.9);
  const sessions = await sendHostileLyria(counts.lyriaMessages, random);
  tell(`${counts.lyriaMessages} messages of Lyria in ${sessions} sessions`);
  if (/unexpected error|unhandled|uncaught/i.test(bot.output)) throw new Error(bot.output);
  const logged = messagesIn(bot.output);
  return before === undefined ? { logged } : { logged, held: { before, after } };
}

/** Uses the bot as members do, and returns what the gateway told it meanwhile. */
async function recordUse(sandbox: Sandbox, control: ControlClient): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for (const session of sandbox.discord.gateway.sessions) {
    const dispatch = session.dispatch.bind(session);
    session.dispatch = (told) => {
      recorded.push(structuredClone(told));
      dispatch(told);
    };
  }
  await control.join('Ada', 'Lounge');
  await control.join('Ben', 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await isHeard(control);
  for (const line of [
    'propose soft bells',
    'vote',
    'mix show',
    'now',
    'tune bpm:128',
    'settings',
  ]) {
    await control.type('Ben', `/lyria ${line}`);
  }
  const panel = await panelOf(control, 'Ada');
  for (const way of ['up', 'down'] as const) {
    const customId = voteButton(panel, way, 1) ?? '';
    await control.press('Ben', { message: panel.id, customId });
  }
  await control.leave('Ben');
  // What is sent from now on is the fuzz's own.
  for (const session of sandbox.discord.gateway.sessions)
    Reflect.deleteProperty(session, 'dispatch');
  return recorded;
}

const identified = z.looseObject({ id: z.string() });

function hostileInteraction(recorded: readonly Recorded[], random: Random): Recorded {
  const event = GatewayDispatchEvents.InteractionCreate;
  const { data } = random.of(recorded.filter((each) => each.event === event));
  const mutated = mutate(data, random);
  const id = String(FIRST_ID + BigInt(random.below(INTERACTION_IDS)));
  const known = identified.safeParse(mutated);
  return {
    event,
    data: known.success ? { ...known.data, id, token: `token-${id}` } : mutated,
  };
}

const OTHER_EVENTS = Object.values(GatewayDispatchEvents);

function hostileEvent(recorded: readonly Recorded[], random: Random): Recorded {
  const { event, data } = random.of(recorded);
  const name = random.below(4) === 0 ? random.of(OTHER_EVENTS) : event;
  return { event: name, data: mutate(data, random) };
}

function datagram(random: Random): Buffer {
  const bytes = random.bytes(random.below(DATAGRAM_BYTES));
  // Like sound, like its reports, like an answer to the question for one's own address, or like nothing.
  const first = random.of([0x80, 0x90, 0x81, 0x00, random.below(256)]);
  if (bytes.length > 1) {
    bytes[0] = first;
    bytes[1] = random.of([0x78, 0xc8, 0xc9, 0x02, random.below(256)]);
  }
  return bytes;
}

/** The ports on which a process takes datagrams. */
async function udpPortsOf(pid: number): Promise<readonly number[]> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(join(folder, fd)).catch(() => '')),
  );
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const lines = (await readFile(`/proc/${pid}/net/udp`, 'utf8')).trim().split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return inodes.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}

function messagesIn(output: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, text = ''] of output.matchAll(/"msg":"([^"]*)"/g)) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}
