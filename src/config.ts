import { availableParallelism } from 'node:os';
import { tell } from '#src/texts/texts.ts';
import { GOOGLE_KEY, whyNoBotToken, whyNoGeminiKey } from './credentials.ts';
import {
  type Environment,
  environmentSchema,
  type LogFormat,
  type LogLevel,
} from './environment.ts';
import { FailureError } from './failure.ts';
import { givenVariables, whyNoValue } from './givenVariables.ts';
import { type LiveConfig, liveConfig } from './liveConfig.ts';
import { readSecretFiles } from './secretFiles.ts';
import { DEFAULT_LIMITS, type GateLimits } from './station/SessionGate.ts';
import { RETIRE_AT_MS } from './station/stationTimes.ts';
import { unknownVariables } from './unknownVariables.ts';

/** Where Discord is: the stand-in on this machine, or a real (or Discord-compatible) API. */
export type DiscordConfig =
  | { readonly kind: 'sandbox' }
  | {
      readonly kind: 'api';
      readonly token: string;
      /** Base such as `https://discord.com/api`; absent means discord.js's own default. */
      readonly apiUrl?: string;
    };

/** Where music comes from: the built-in generator, or a server speaking Lyria's protocol. */
export type MusicConfig =
  | { readonly kind: 'generator' }
  | {
      readonly kind: 'lyria';
      /** WebSocket endpoint without a key; absent means Google's. */
      readonly url?: string;
      /** None: the service asks for none. No two are the same. */
      readonly apiKeys: readonly string[];
      readonly model?: string;
    };

/** Who reads what members type, beside the lexicon in this program. */
export type WordsConfig =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'gemini';
      readonly apiKey: string;
      readonly model?: string;
      /** Absent: Google's. */
      readonly baseUrl?: string;
    };

/** What an operator bounds otherwise than the program does by itself. */
export interface LimitsConfig {
  readonly sessions: {
    /** Lyria sessions open at the same time. */
    readonly maxSessions?: number;
    /** Between two starts of sessions. */
    readonly spacingMs?: number;
    /** Between two attempts with a key that was refused. */
    readonly probeMs?: number;
  };
  readonly station: {
    /** Age at which a Lyria session is replaced. */
    readonly retireAtMs?: number;
    /** How long a loop stands in for the music before it fades. */
    readonly bridgeLimitMs?: number;
  };
  readonly empty: {
    /** An empty channel: the music pauses after this ... */
    readonly pauseAfterMs?: number;
    /** ... and the bot leaves after that, unless it is to stay. */
    readonly leaveAfterMs?: number;
  };
  /** How long Discord may be out of reach before a station that is not to stay for ever ends. */
  readonly outageKeepMs?: number;
  /** How long music plays at most. */
  readonly playLimitMs?: number;
}

export interface Config {
  readonly discord: DiscordConfig;
  /** Register commands in this one guild (at once) instead of globally. */
  readonly devGuildId?: string;
  readonly music: MusicConfig;
  readonly words: WordsConfig;
  /** Whom members talk to. */
  readonly live: LiveConfig;
  readonly limits: LimitsConfig;
  /** What the keys of servers are encrypted with; absent: what a file of the data folder holds. */
  readonly keySecret?: string;
  /** Where media nodes of other machines and the bot meet; `control` where there is a token. */
  readonly cluster?: { readonly url: string; readonly role: 'control' | 'media' };
  /** In how many processes of their own stations play; 0: in the program's. */
  readonly mediaProcesses: number;
  readonly logLevel: LogLevel;
  /** Absent: as suits where the log goes to. */
  readonly logFormat?: LogFormat;
  /** Where what survives a restart is kept. */
  readonly dataDir: string;
  /** Port of the health endpoint on `healthHost`; absent: no endpoint. */
  readonly healthPort?: number;
  readonly healthHost: string;
  /** Whether metrics say of which server a station is. */
  readonly labelGuilds: boolean;
  /** What the operator may have meant otherwise, a sentence each. */
  readonly warnings: readonly string[];
}

const MS_PER_S = 1_000;
/** So many have 30 stations, which take less than half a core. */
const EASY_SESSIONS = 60;
/** Whoever is to ask from elsewhere has to be let in. */
const LOCALHOST = '127.0.0.1';

export type ConfigFailureCode = 'config.invalid';

/** Drops keys whose value is undefined, as `exactOptionalPropertyTypes` wants. */
function defined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/**
 * Turns the environment into typed settings, and reads the files of secrets that it names. An empty
 * variable counts as not set.
 *
 * @throws FailureError `config.invalid`, naming every problem at once and never a value, since
 * a value may be a secret in the wrong place.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const files = readSecretFiles(givenVariables(environment));
  const { given } = files;
  const parsed = environmentSchema.safeParse(given);
  const { problems, warnings } = strangers(given);
  problems.push(
    ...files.problems,
    ...(parsed.success ? [...valueProblems(given, []), ...misfits(withKey(parsed.data))] : []),
    ...(parsed.success ? [] : valueProblems(given, parsed.error.issues)),
  );
  if (!parsed.success || problems.length > 0) throw invalid(problems);
  const env = withKey(parsed.data);
  const apiKeys = keysOf(env);
  const usesLyria = env.GEMINI_API_KEY !== undefined || env.LYRIA_URL !== undefined;
  return {
    discord:
      env.DISCORD_TOKEN === undefined
        ? { kind: 'sandbox' }
        : { kind: 'api', token: env.DISCORD_TOKEN, ...defined({ apiUrl: env.DISCORD_API_URL }) },
    music: usesLyria
      ? {
          kind: 'lyria',
          apiKeys,
          ...defined({ url: env.LYRIA_URL, model: env.LYRIA_MODEL }),
        }
      : { kind: 'generator' },
    words: wordsConfig(env),
    live: liveConfig(env),
    limits: limitsConfig(env),
    mediaProcesses: env.MEDIA_PROCESSES ?? processesFor(env.LYRIA_MAX_SESSIONS, apiKeys.length),
    logLevel: env.LOG_LEVEL ?? (env.DISCORD_TOKEN === undefined ? 'warn' : 'info'),
    dataDir: env.DATA_DIR,
    healthHost: env.HEALTH_HOST ?? LOCALHOST,
    labelGuilds: env.METRICS_LABELS === 'guild',
    warnings,
    ...(env.CLUSTER_URL !== undefined && {
      cluster: {
        url: env.CLUSTER_URL,
        role: env.DISCORD_TOKEN === undefined ? 'media' : 'control',
      },
    }),
    ...defined({
      devGuildId: env.DISCORD_DEV_GUILD_ID,
      healthPort: env.HEALTH_PORT,
      logFormat: env.LOG_FORMAT,
      keySecret: env.KEY_ENCRYPTION_SECRET,
    }),
  };
}

/** Everything in the settings that no log may ever hold. */
export function secretsOf({ discord, music, words, live, keySecret, cluster }: Config): string[] {
  return [
    [keySecret, ...passwordOf(cluster?.url)],
    discord.kind === 'api' ? [discord.token, ...secretsIn(discord.apiUrl)] : [],
    music.kind === 'lyria' ? [...music.apiKeys, ...secretsIn(music.url)] : [],
    words.kind === 'gemini' ? [words.apiKey, ...secretsIn(words.baseUrl)] : [],
    [live.apiKey, ...secretsIn(live.url)],
  ]
    .flat()
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret !== '');
}

/** Of a URL whose password is percent-encoded, both writings. */
function passwordOf(url: string | undefined): string[] {
  const password = url === undefined ? '' : new URL(url).password;
  return [password, decodeURIComponent(password)];
}

/** Several keys have a first one, which does what one alone would. */
function withKey(env: Environment): Environment {
  const [first] = separated(env.GEMINI_API_KEYS);
  const key = env.GEMINI_API_KEY ?? first;
  return key === undefined ? env : { ...env, GEMINI_API_KEY: key };
}

/** All keys for Lyria, each once. */
function keysOf({ GEMINI_API_KEY: key, GEMINI_API_KEYS: more }: Environment): string[] {
  return [...new Set([...(key === undefined ? [] : [key]), ...separated(more)])];
}

function separated(keys = ''): string[] {
  return keys
    .split(/[,\r\n]/)
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

/** A password or key in the address of a server of one's own. */
function secretsIn(url: string | undefined): (string | undefined)[] {
  const address = url === undefined ? null : URL.parse(url);
  if (address === null) return [];
  return [address.password, address.searchParams.get('key') ?? undefined];
}

function invalid(problems: readonly string[]): FailureError {
  const lines = problems.map((problem) => `  - ${problem}`).join('\n');
  return new FailureError({
    code: 'config.invalid' satisfies ConfigFailureCode,
    memberText: tell('failure.setup'),
    operatorText: `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n${lines}`,
  });
}

/** Variables that are not the program's: misspelt ones end the start, others are told of. */
function strangers(given: Readonly<Record<string, string>>): {
  readonly problems: string[];
  readonly warnings: string[];
} {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const { name, meant, isOurs } of unknownVariables(Object.keys(given))) {
    const guess = meant === undefined ? '' : `: is ${meant} meant?`;
    const text = `${name} is not a variable of Lyrebird${guess}`;
    const isMissed = meant !== undefined && given[meant] === undefined;
    (isOurs && isMissed ? problems : warnings).push(text);
  }
  return { problems, warnings };
}

/** One sentence for each variable that is wrong by itself: the one that says most. */
function valueProblems(
  given: Readonly<Record<string, string>>,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string[] {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, GEMINI_API_KEY: key } = given;
  const { GEMINI_API_KEYS: keys } = given;
  return Object.keys(environmentSchema.shape).flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    const why =
      (name === 'GEMINI_API_KEYS' ? whyNoGeminiKeys(keys) : whyNoValue(value)) ??
      (name === 'DISCORD_TOKEN' && token !== undefined
        ? whyNoBotToken(token, apiUrl === undefined)
        : undefined) ??
      (name === 'GEMINI_API_KEY' && key !== undefined ? whyNoGeminiKey(key) : undefined) ??
      issues.find(({ path }) => path[0] === name)?.message;
    if (why === undefined) return [];
    const isInFile = given[`${name}_FILE`] !== undefined;
    return [isInFile ? `${name}_FILE names a file that ${why}` : `${name} ${why}`];
  });
}

/** Of several keys it is said which: they are told apart by their place. */
function whyNoGeminiKeys(keys: string | undefined): string | undefined {
  const all = separated(keys);
  for (const [index, key] of all.entries()) {
    const why = whyNoValue(key) ?? whyNoGeminiKey(key);
    if (why !== undefined) return `(key ${index + 1} of ${all.length}) ${why}`;
  }
  return undefined;
}

/**
 * One a core where more is wanted than one process plays with ease. A process takes 60 MB and half a
 * second to start, so that few stations are better off without.
 */
function processesFor(maxSessions: number | undefined, keys: number): number {
  const sessions =
    keys === 0 ? (maxSessions ?? 0) : keys * (maxSessions ?? DEFAULT_LIMITS.maxSessions);
  return sessions > EASY_SESSIONS ? availableParallelism() : 0;
}

function limitsConfig(env: Environment): LimitsConfig {
  return {
    sessions: defined({
      maxSessions: env.LYRIA_MAX_SESSIONS,
      spacingMs: env.LYRIA_START_SPACING_SECONDS,
      probeMs: env.LYRIA_PROBE_SECONDS,
    }),
    station: defined({
      retireAtMs: env.LYRIA_SESSION_SECONDS,
      bridgeLimitMs: env.BRIDGE_SECONDS,
    }),
    empty: defined({
      pauseAfterMs: env.EMPTY_PAUSE_SECONDS,
      leaveAfterMs: env.EMPTY_LEAVE_SECONDS,
    }),
    ...defined({ outageKeepMs: env.OUTAGE_KEEP_MINUTES, playLimitMs: env.PLAY_LIMIT_MINUTES }),
  };
}

/**
 * The key is the one that Lyria takes. With `LYRIA_URL` it may be for somebody else's server: then
 * it goes to Google only if Google gave it out, and elsewhere only if `GEMINI_BASE_URL` says so.
 */
function wordsConfig(env: Environment): WordsConfig {
  const { GEMINI_API_KEY: apiKey, GEMINI_BASE_URL: baseUrl, GEMINI_MODEL: model } = env;
  if (apiKey === undefined) return { kind: 'local' };
  const isForGoogle = env.LYRIA_URL === undefined || GOOGLE_KEY.test(apiKey);
  if (!isForGoogle && baseUrl === undefined) return { kind: 'local' };
  return { kind: 'gemini', apiKey, ...defined({ model, baseUrl }) };
}

/** What is right by itself, but not beside the rest. */
function misfits(env: Environment): string[] {
  return [...orphaned(env), ...unreplaceable(env)];
}

/** Sessions start one after the other: a station whose turn comes too late falls to its loop. */
function unreplaceable(env: Environment): string[] {
  const own: Partial<GateLimits> = env.GEMINI_API_KEY === undefined ? {} : DEFAULT_LIMITS;
  const sessions = env.LYRIA_MAX_SESSIONS ?? own.maxSessions;
  const spacing = env.LYRIA_START_SPACING_SECONDS ?? own.spacingMs;
  if (sessions === undefined || spacing === undefined) return [];
  const lastsMs = env.LYRIA_SESSION_SECONDS ?? RETIRE_AT_MS;
  if ((sessions - 1) * spacing < lastsMs) return [];
  const needed = Math.ceil(((sessions - 1) * spacing) / MS_PER_S);
  const name =
    env.LYRIA_MAX_SESSIONS === undefined ? 'LYRIA_START_SPACING_SECONDS' : 'LYRIA_MAX_SESSIONS';
  return [
    `${name} is too high: ${sessions} sessions, one every ${spacing / MS_PER_S} s, take ${needed} s to replace, and each lasts ${lastsMs / MS_PER_S} s`,
  ];
}

/** Variables that would be ignored without another one: better said than wondered about. */
function orphaned(env: Environment): string[] {
  const problems: string[] = [];
  if (env.DISCORD_TOKEN === undefined) {
    for (const name of ['DISCORD_API_URL', 'DISCORD_DEV_GUILD_ID'] as const) {
      if (env[name] !== undefined) problems.push(`${name} needs DISCORD_TOKEN beside it`);
    }
  }
  if (env.CLUSTER_URL !== undefined && (env.MEDIA_PROCESSES ?? 0) > 0) {
    problems.push(
      'MEDIA_PROCESSES is of no use beside CLUSTER_URL: start a media node for each core',
    );
  }
  if (env.HEALTH_PORT === undefined) {
    for (const name of ['HEALTH_HOST', 'METRICS_LABELS'] as const) {
      if (env[name] !== undefined) problems.push(`${name} needs HEALTH_PORT beside it`);
    }
  }
  if (env.GEMINI_API_KEY === undefined) {
    for (const name of ['GEMINI_MODEL', 'GEMINI_BASE_URL'] as const) {
      if (env[name] !== undefined) problems.push(`${name} needs GEMINI_API_KEY beside it`);
    }
  }
  if (env.GEMINI_API_KEY === undefined && env.LYRIA_URL === undefined && env.LYRIA_MODEL) {
    problems.push('LYRIA_MODEL needs GEMINI_API_KEY or LYRIA_URL beside it');
  }
  if (env.GEMINI_API_KEY === undefined && env.LIVE_URL === undefined) {
    for (const name of ['LIVE_MODEL', 'LIVE_VOICE'] as const) {
      if (env[name] !== undefined)
        problems.push(`${name} needs GEMINI_API_KEY or LIVE_URL beside it`);
    }
  }
  return problems;
}
