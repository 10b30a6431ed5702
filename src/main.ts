/**
 * Lyrebird: `node src/main.ts [file [parent]]`. Reads the settings from the environment, and from the file
 * (such as `.env`, which need not be there) what the environment does not say; starts the stand-ins
 * that they leave room for; wires the parts; and shuts them down in reverse order on SIGINT, SIGTERM
 * or SIGHUP, or when the process `parent`, which started it, is gone.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { z } from 'zod';
import { tell } from '#src/texts/texts.ts';
import { createBot } from './bot/Bot.ts';
import { systemClock } from './clock.ts';
import { type Config, parseConfig, secretsOf } from './config.ts';
import { doctorForMembers } from './doctor/forMembers.ts';
import { readEnvFile } from './envFile.ts';
import { SECRET_VARIABLES } from './environment.ts';
import { FailureError } from './failure.ts';
import { greeting } from './greeting.ts';
import { encryptionSecret } from './keys/encryptionSecret.ts';
import { Seal } from './keys/Seal.ts';
import { ServerKeys } from './keys/ServerKeys.ts';
import type { Log } from './log.ts';
import { GOOGLE_LYRIA_URL } from './lyria/endpoint.ts';
import { tryLyria } from './lyria/trial.ts';
import { runMediaNode } from './mediaNode.ts';
import { type MusicServices, openMedia } from './openMedia.ts';
import { ChildService } from './ops/ChildService.ts';
import { ConditionBook } from './ops/ConditionBook.ts';
import { calmCollector } from './ops/calmCollector.ts';
import { lockData } from './ops/DataLock.ts';
import { endWithParent } from './ops/endWithParent.ts';
import { exitStatusOf } from './ops/exitStatus.ts';
import { explain } from './ops/explain.ts';
import { IdentifyRecord } from './ops/IdentifyRecord.ts';
import { leaveSoon } from './ops/leaveSoon.ts';
import { createLogger } from './ops/logger.ts';
import { surviveLostOutput } from './ops/surviveLostOutput.ts';
import { Secrets } from './redact/Secrets.ts';
import { reportStation } from './reportStation.ts';
import { StationBook } from './StationBook.ts';
import { type SandboxAnnouncement, sandboxAnnouncement } from './sandbox/announcement.ts';
import { openConsole } from './sandbox/console/Console.ts';
import { serveOperator } from './serveOperator.ts';
import { KeyRing } from './station/KeyRing.ts';
import type { GateLimits } from './station/SessionGate.ts';
import { openStore } from './store/openStore.ts';
import { VERSION } from './version.ts';
import { tellOpusLibrary } from './voice/opusEncoder.ts';
import { Words } from './words/Words.ts';
import { warmUpLexicon } from './words/warmUp.ts';

/** Longer than any orderly shutdown: fades, goodbyes to Discord and Lyria, children. */
const SHUTDOWN_TIMEOUT_MS = 8_000;

/** What a key bears is known of Google's service alone; a generator has no such limits. */
const NO_LIMITS: Partial<GateLimits> = { maxSessions: Number.POSITIVE_INFINITY, spacingMs: 0 };

const NO_SANDBOX = {
  code: 'config.invalid',
  memberText: tell('failure.setup'),
  operatorText:
    'There is no token, and this image is for bots that have one: set DISCORD_TOKEN or DISCORD_TOKEN_FILE. To try things out without, use the image lyrebird:sandbox.',
};

/** Ctrl-C, the end that a supervisor asks for, and the terminal that closes. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves to the exit status: 0 after an orderly end, otherwise as `exitStatusOf` says. */
async function main(): Promise<number> {
  let secrets = new Secrets([]);
  let log: Log | undefined;
  const ending = new AbortController();
  // From the first moment on: in a container nobody else would take a signal.
  for (const signal of SIGNALS) process.on(signal, () => ending.abort());
  const [, , envFile, parent] = process.argv;
  if (parent !== undefined) endWithParent(Number(parent), () => ending.abort());
  surviveLostOutput();
  calmCollector();
  try {
    if (envFile !== undefined) readEnvFile(envFile);
    const config = parseConfig(process.env);
    secrets = new Secrets(secretsOf(config));
    log = createLogger({ level: config.logLevel, format: config.logFormat, secrets });
    log.info({ version: VERSION, node: process.version }, 'Lyrebird starts');
    process.on('uncaughtException', endOn(ending, log));
    for (const warning of config.warnings) log.warn({}, warning);
    tellOpusLibrary(log);
    const { cluster } = config;
    if (cluster?.role === 'media') {
      await runMediaNode({ url: cluster.url, secrets, log, signal: ending.signal });
      return 0;
    }
    await using stack = new AsyncDisposableStack();
    // From the end of the run on, shutting down has a bound.
    const bound = (): void => void setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
    await run(config, secrets, log, stack, ending).finally(bound);
    return 0;
  } catch (error) {
    tellWhy(error, secrets, log);
    return exitStatusOf(error instanceof FailureError ? error.failure.code : '');
  }
}

/** A failure is told in one line that says what to do, anything else with where it came from. */
function tellWhy(error: unknown, { redact }: Secrets, log: Log | undefined): void {
  const tell = (text: string): void => {
    process.stderr.write(`${redact(text)}\n`);
  };
  if (error instanceof FailureError) {
    tell(explain(error.failure, { now: new Date(), userId: process.getuid?.() }));
  } else if (log === undefined) tell(String(error));
  else log.error({ error }, 'The program ended because of an unexpected error');
}

/**
 * Runs until `ending` is aborted; what is to be closed then goes onto the stack.
 *
 * @throws FailureError when it cannot start, or not go on
 */
async function run(
  config: Config,
  secrets: Secrets,
  log: Log,
  stack: AsyncDisposableStack,
  ending: AbortController,
): Promise<void> {
  const { signal } = ending;
  const conditions = new ConditionBook({ clock: systemClock, log });
  const ended = endOf(signal);
  // It is awaited further down; until then a rejection is no error that nobody caught.
  ended.catch(() => {});
  const onLost = (failure: FailureError): void => ending.abort(failure);
  const starting = startSurroundings(config, log, stack, onLost);
  // Ctrl-C reaches the stand-ins, too, so that they may end while they start.
  const surroundings = await starting.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (surroundings === undefined || signal.aborted) return ended;

  const ring = createRing(config, surroundings);
  const opened = await openMedia({
    config,
    services: surroundings,
    caFile: surroundings.sandbox?.caFile,
    gates: ring,
    conditions,
    log,
    signal,
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (opened === undefined) return ended;
  const { media, restored } = opened;
  // Its processes end however far the start comes; where there is music, it ends further down.
  stack.defer(() => media.close());
  const words = await openWords(config, log, stack);
  // Before the store is opened, which may bring what is in it up to date.
  if (config.discord.kind === 'api') {
    const lock = lockData(config.dataDir);
    stack.defer(() => lock.release());
  }
  const store = openStore({ directory: config.dataDir, clock: systemClock, conditions, log });
  stack.defer(() => store.close());
  const keySecret = config.keySecret ?? encryptionSecret(config.dataDir, log);
  if (keySecret !== undefined) secrets.learn(keySecret);
  const { url, urlWithKey = url, model } = surroundings.music;
  const service = {
    ...(urlWithKey !== undefined && { url: urlWithKey }),
    ...(model !== undefined && { model }),
  };
  const keys = new ServerKeys({
    clock: systemClock,
    log,
    ring,
    store: store.keys,
    seal: keySecret === undefined ? undefined : new Seal(keySecret),
    secrets,
    tryKey: (apiKey) => tryLyria({ ...service, apiKey, clock: systemClock, log }),
  });
  const isReal = config.discord.kind === 'api';
  const identifies = new IdentifyRecord(isReal ? config.dataDir : undefined, log);
  // At a terminal: whoever tries things out starts and ends the bot many times a day.
  if (process.stdin.isTTY) process.once('SIGINT', () => identifies.forgetStart());
  const bot = createBot({
    ...surroundings.discord,
    talk: config.live,
    keys,
    ...(config.devGuildId === undefined ? {} : { devGuildId: config.devGuildId }),
    media,
    store,
    words,
    doctor: doctorForMembers(environmentOf(surroundings), () => media.vitals().length > 0),
    log,
    conditions,
    identifies,
    clock: systemClock,
    random: Math.random,
    patience: {
      ...config.limits.empty,
      ...(config.limits.outageKeepMs !== undefined && {
        outageKeepMs: config.limits.outageKeepMs,
      }),
      ...(config.limits.playLimitMs !== undefined && { playLimitMs: config.limits.playLimitMs }),
    },
    onLost,
  });
  const book = new StationBook({ clock: systemClock, media, log });
  stack.defer(() => book.close());
  // Last first: what plays is marked to come back, fades out, says goodbye through the gateway.
  stack.defer(() => bot.close());
  stack.defer(() => media.close());
  stack.defer(() => bot.suspend());
  const observed = { config, clock: systemClock, log, bot, store, media, book, conditions };
  await serveOperator(observed, stack);
  await Promise.race([bot.start().then(restored), ended]);
  if (signal.aborted) return ended;

  const { sandbox } = surroundings;
  process.stdout.write(greeting(config, bot.inviteUrl, sandbox?.pageUrl));
  if (sandbox !== undefined) {
    stack.defer(
      reportStation({ controlUrl: sandbox.controlUrl, vitals: () => media.vitals(), log }),
    );
    const prompt = openConsole({
      sandbox,
      input: process.stdin,
      output: process.stdout,
      onQuit: () => ending.abort(),
    });
    stack.defer(() => prompt.close());
  }
  await ended;
}

/** What the program talks to, once the stand-ins it needs are running. */
interface Surroundings extends MusicServices {
  readonly discord: { readonly token: string; readonly apiUrl?: string };
  /** Present when Discord is the stand-in. */
  readonly sandbox?: SandboxAnnouncement;
}

/** What a doctor needs to know: the environment, or, in the sandbox, as if it were Discord's. */
function environmentOf({ sandbox }: Surroundings): NodeJS.ProcessEnv {
  if (sandbox === undefined) return process.env;
  return {
    ...process.env,
    DISCORD_TOKEN: sandbox.discordToken,
    DISCORD_API_URL: sandbox.discordApiUrl,
    LYRIA_URL: process.env['LYRIA_URL'] ?? sandbox.lyriaUrl,
  };
}

/** Starts the stand-ins that the configuration leaves room for, each in its own process. */
async function startSurroundings(
  config: Config,
  log: Log,
  stack: AsyncDisposableStack,
  onLost: (failure: FailureError) => void,
): Promise<Surroundings> {
  if (config.discord.kind === 'sandbox') {
    if (!hasSandbox()) throw new FailureError(NO_SANDBOX);
    const child = await ChildService.start({
      name: 'The sandbox',
      module: new URL('./sandbox/main.ts', import.meta.url),
      flags: ['--prepare-ears'],
      announcement: sandboxAnnouncement,
      withheld: SECRET_VARIABLES,
      logLevel: config.logLevel,
      log,
      onLost,
    });
    stack.defer(() => child.stop());
    const sandbox = child.announcement;
    await trust(sandbox.caFile);
    const discord = { token: sandbox.discordToken, apiUrl: sandbox.discordApiUrl };
    const music = config.music.kind === 'lyria' ? config.music : { url: sandbox.lyriaUrl };
    const live = { ...config.live, url: sandbox.liveUrl };
    return { discord, music, live: config.live.kind === 'sandbox' ? live : config.live, sandbox };
  }
  const live = config.live.kind === 'off' ? {} : { live: config.live };
  if (config.music.kind === 'lyria') {
    return { discord: config.discord, music: config.music, ...live };
  }
  const child = await ChildService.start({
    name: 'The built-in generator',
    module: new URL('./generator/main.ts', import.meta.url),
    announcement: z.object({ lyriaUrl: z.string() }),
    withheld: SECRET_VARIABLES,
    logLevel: config.logLevel,
    log,
    onLost,
  });
  stack.defer(() => child.stop());
  // Whoever brings a key of their own wants Lyria.
  const music = { url: child.announcement.lyriaUrl, urlWithKey: GOOGLE_LYRIA_URL };
  return { discord: config.discord, music, ...live };
}

/** The image of the bot leaves out what only the sandbox needs. */
function hasSandbox(): boolean {
  try {
    import.meta.resolve('fastify');
    return true;
  } catch {
    return false;
  }
}

/** Makes this process accept the sandbox's certificate, beside all it accepts already. */
async function trust(caFile: string): Promise<void> {
  const ca = await readFile(caFile, 'utf8');
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
}

/** All keys, with what each bears. */
function createRing({ limits }: Config, { music: { apiKeys: keys = [] } }: Surroundings): KeyRing {
  const isUnlimited = keys.length === 0;
  return new KeyRing({
    clock: systemClock,
    limits: { ...(isUnlimited ? NO_LIMITS : {}), ...limits.sessions },
    keys,
    ownLimits: limits.sessions,
  });
}

/** The SDK is only loaded where it is used, and before anything plays. */
async function openWords({ words }: Config, log: Log, stack: AsyncDisposableStack): Promise<Words> {
  warmUpLexicon();
  if (words.kind === 'local') return new Words({ log });
  const { GeminiInterpreter } = await import('./words/GeminiInterpreter.ts');
  const model = new GeminiInterpreter({ ...words, clock: systemClock });
  stack.defer(() => model.close());
  return new Words({ model, log });
}

/** Settles when the signal is aborted: rejects when that was because of an error. */
async function endOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  const reason: unknown = signal.reason;
  const wasAsked = reason instanceof DOMException && reason.name === 'AbortError';
  if (!wasAsked) throw reason;
}

/** An error that nobody caught ends the run, but in order: music that stops says goodbye. */
function endOn(ending: AbortController, log: Log): (error: unknown) => void {
  return (error) => {
    if (ending.signal.aborted) log.error({ error }, 'An unexpected error at the end of the run');
    else ending.abort(error);
  };
}

process.exitCode = await main();
leaveSoon();
