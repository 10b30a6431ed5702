import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type SandboxAnnouncement, sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { EventView, InteractionView } from '#src/sandbox/client/schemas.ts';
import type { HeardPacket } from '#src/sandbox/voice/contract.ts';
import { ENCRYPTION_MODES, type EncryptionMode } from '#src/sandbox/voice/transport.ts';
import { Program, refuseLeaks } from './processes.ts';

export const BOT_NAME = 'Lyrebird';

/** Longer than any step of a test takes on a busy machine. */
const EVENT_PATIENCE_MS = 30_000;
/** How soon a recording that is not as long as it should be is looked at again. */
const LOOK_AGAIN_MS = 50;

/** The sandbox in a process of its own, and the control API to drive it. */
export interface SandboxStage extends AsyncDisposable {
  readonly announcement: SandboxAnnouncement;
  readonly control: ControlClient;
  readonly program: Program;
  close(): Promise<void>;
}

/** Sandbox and bot, each in a process of its own. */
export interface Stage extends SandboxStage {
  readonly bot: Program;
}

/** What voice is encrypted with. */
export interface VoiceEncryption {
  /** On unless switched off. */
  readonly dave?: boolean;
  /** The transport encryption that is offered first; E2E_ENCRYPTION says which by default. */
  readonly mode?: EncryptionMode;
}

/** So that the whole suite can be run with either. */
const defaultMode = z
  .enum(ENCRYPTION_MODES)
  .default(ENCRYPTION_MODES[0])
  .parse(process.env['E2E_ENCRYPTION']);

/** So that the whole suite can be run with and without media processes. */
const mediaProcesses = process.env['E2E_MEDIA_PROCESSES'] ?? '0';

export async function startSandboxStage({
  dave = true,
  mode = defaultMode,
}: VoiceEncryption = {}): Promise<SandboxStage> {
  const { program, line } = await Program.start({
    file: 'src/sandbox/main.ts',
    args: ['--encryption', mode, ...(dave ? [] : ['--no-dave'])],
    isReady: (text) => text.startsWith('{'),
  });
  const announcement = sandboxAnnouncement.parse(JSON.parse(line));
  const control = new ControlClient(announcement.controlUrl);
  const close = async (): Promise<void> => {
    const seen = await whatMembersSaw(control);
    await program.stop();
    refuseLeaks('What members were shown', seen, [announcement.discordToken]);
  };
  return {
    announcement,
    control,
    program,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Panels, answers, messages, and all that happened; nothing of a sandbox that has ended already. */
async function whatMembersSaw(control: ControlClient): Promise<string> {
  const parts = [control.interactions(), control.events(0), control.messages('Ada')];
  const all = await Promise.allSettled(parts);
  return JSON.stringify(all.map((part) => (part.status === 'fulfilled' ? part.value : null)));
}

/** What the bot needs to work in a sandbox; `DATA_DIR` besides. */
export function botEnvironment(announcement: SandboxAnnouncement): Record<string, string> {
  return {
    DISCORD_TOKEN: announcement.discordToken,
    DISCORD_API_URL: announcement.discordApiUrl,
    LYRIA_URL: announcement.lyriaUrl,
    NODE_EXTRA_CA_CERTS: announcement.caFile,
    LOG_LEVEL: 'warn',
    MEDIA_PROCESSES: mediaProcesses,
  };
}

/** Starts a bot in a running sandbox; `environment` overrides what it would be given. */
export async function startBot(
  announcement: SandboxAnnouncement,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ bot: Program; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lyrebird-e2e-'));
  const { program: bot } = await Program.start({
    file: 'src/main.ts',
    env: { ...botEnvironment(announcement), DATA_DIR: dataDir, ...environment },
    isReady: (text) => text.startsWith('Lyrebird is ready'),
  });
  return {
    bot,
    async close() {
      await bot.stop();
      const kept = environment['DATA_DIR'] ?? dataDir;
      refuseLeaks('What the bot kept', await filesIn(kept), bot.secrets);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** All that is in the files of a folder, byte for byte. */
async function filesIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  const files = names.map((name) => readFile(join(folder, name), 'latin1'));
  return (await Promise.all(files)).join('\n');
}

export async function startStage(
  environment: Readonly<Record<string, string>> = {},
  encryption: VoiceEncryption = {},
): Promise<Stage> {
  await using starting = new AsyncDisposableStack();
  const sandbox = starting.use(await startSandboxStage(encryption));
  const { bot, close: closeBot } = await startBot(sandbox.announcement, environment);
  starting.defer(closeBot);
  const stack = starting.move();
  const close = (): Promise<void> => stack.disposeAsync();
  return { ...sandbox, bot, close, [Symbol.asyncDispose]: close };
}

/** The first event after number `after` that `accepts` takes. Rejects when none comes in time. */
export async function waitForEvent(
  control: ControlClient,
  options: {
    readonly after: number;
    readonly types: readonly string[];
    readonly accepts?: (event: EventView) => boolean;
    readonly patienceMs?: number;
  },
): Promise<EventView> {
  const { types, accepts = () => true, patienceMs = EVENT_PATIENCE_MS } = options;
  const deadlineMs = performance.now() + patienceMs;
  let { after } = options;
  while (performance.now() < deadlineMs) {
    const waitMs = deadlineMs - performance.now();
    const { events, last } = await control.events(after, { types, waitMs });
    const found = events.find(accepts);
    if (found !== undefined) return found;
    after = last;
  }
  throw new Error(`None of ${types.join(', ')} came within ${patienceMs} ms`);
}

/** Waits until `person` has heard `seconds` of the bot, and says what was heard by then. */
export async function heardFor(
  control: ControlClient,
  person: string,
  seconds: number,
): Promise<{ readonly packets: readonly HeardPacket[]; readonly pcm: Int16Array }> {
  const deadlineMs = performance.now() + seconds * 1_000 + EVENT_PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    const [recording] = await control.recordings(person);
    const missingMs = (seconds - (recording?.seconds ?? 0)) * 1_000;
    if (recording !== undefined && missingMs <= 0) {
      const pcm = await control.recordedPcm(person, BOT_NAME);
      return { packets: recording.packets, pcm };
    }
    // Music is heard no faster than it lasts, and nothing tells when the first of it is.
    await pause(recording === undefined ? LOOK_AGAIN_MS : Math.max(LOOK_AGAIN_MS, missingMs));
  }
  throw new Error(`${person} did not hear ${seconds} s in time`);
}

/** Sound that was sent from now on reaches this person. */
export async function isHeard(control: ControlClient, person = 'Ada'): Promise<void> {
  await control.forgetRecordings(person);
  await heardFor(control, person, 1);
}

/** Resolves so long from now, whatever happens meanwhile. */
export async function pass(control: ControlClient, ms: number): Promise<void> {
  const { lastEvent } = await control.overview();
  await control.events(lastEvent, { types: ['never'], waitMs: ms });
}

/** The text of the answer to an interaction, its components included. */
export function answerText(interaction: InteractionView): string {
  const { response } = interaction;
  if (response === null) return '';
  return response.components.length === 0
    ? response.content
    : `${response.content}${JSON.stringify(response.components)}`;
}

/** Waits until the bot is in no voice channel and no session with the generator is open. */
export async function nothingIsLeft(control: ControlClient): Promise<void> {
  const deadlineMs = performance.now() + EVENT_PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    const { lastEvent } = await control.overview();
    const states = await control.voiceStates();
    const sessions = await control.lyriaSessions();
    const inVoice = states.some(({ user }) => user === BOT_NAME);
    if (!inVoice && sessions.every(({ closed }) => closed !== null)) return;
    const types = ['voiceStateChanged', 'lyriaClosed'];
    await control.events(lastEvent, { types, waitMs: deadlineMs - performance.now() });
  }
  throw new Error('The bot is still in voice, or a session is still open');
}
