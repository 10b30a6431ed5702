import { GOOGLE_KEY, whyNoBotToken, whyNoGeminiKey } from './credentials.ts';
import { type Environment, environmentSchema, type LogLevel } from './environment.ts';
import { FailureError } from './failure.ts';

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
      readonly apiKey?: string;
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
}

export interface Config {
  readonly discord: DiscordConfig;
  /** Register commands in this one guild (at once) instead of globally. */
  readonly devGuildId?: string;
  readonly music: MusicConfig;
  readonly words: WordsConfig;
  readonly limits: LimitsConfig;
  readonly logLevel: LogLevel;
  /** Where what survives a restart is kept. */
  readonly dataDir: string;
  /** Port of the health endpoint on `healthHost`; absent: no endpoint. */
  readonly healthPort?: number;
  readonly healthHost: string;
}

export type ConfigFailureCode = 'config.invalid';

/** Drops keys whose value is undefined, as `exactOptionalPropertyTypes` wants. */
function defined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/**
 * Turns the environment into typed settings. An empty variable counts as not set.
 *
 * @throws FailureError `config.invalid`, naming every problem at once and never a value, since
 * a value may be a secret in the wrong place.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment)
      // A byte order mark, which some editors write, counts as white space.
      .map(([name, value]) => [name.trim(), value === undefined ? '' : unquoted(value.trim())])
      .filter(([, value]) => value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  const problems = [
    ...credentialProblems(given),
    ...(parsed.success
      ? orphaned(parsed.data)
      : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)),
  ];
  if (!parsed.success || problems.length > 0) {
    const lines = problems.map((problem) => `  - ${problem}`).join('\n');
    throw new FailureError({
      code: 'config.invalid' satisfies ConfigFailureCode,
      memberText: 'The bot is not set up correctly. Its operator finds the reason in the log.',
      operatorText: `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n${lines}`,
    });
  }
  const env = parsed.data;
  const usesLyria = env.GEMINI_API_KEY !== undefined || env.LYRIA_URL !== undefined;
  return {
    discord:
      env.DISCORD_TOKEN === undefined
        ? { kind: 'sandbox' }
        : { kind: 'api', token: env.DISCORD_TOKEN, ...defined({ apiUrl: env.DISCORD_API_URL }) },
    music: usesLyria
      ? {
          kind: 'lyria',
          ...defined({ url: env.LYRIA_URL, apiKey: env.GEMINI_API_KEY, model: env.LYRIA_MODEL }),
        }
      : { kind: 'generator' },
    words: wordsConfig(env),
    limits: limitsConfig(env),
    logLevel: env.LOG_LEVEL ?? (env.DISCORD_TOKEN === undefined ? 'warn' : 'info'),
    dataDir: env.DATA_DIR,
    healthHost: env.HEALTH_HOST,
    ...defined({ devGuildId: env.DISCORD_DEV_GUILD_ID, healthPort: env.HEALTH_PORT }),
  };
}

/** Everything in the settings that no log may ever hold. */
export function secretsOf({ discord, music, words }: Config): string[] {
  const token = discord.kind === 'api' ? discord.token : undefined;
  const keys = [
    music.kind === 'lyria' ? music.apiKey : undefined,
    words.kind === 'gemini' ? words.apiKey : undefined,
  ];
  return [token, ...keys].filter((secret) => secret !== undefined);
}

/** `docker run --env-file` keeps the quotes that every other reader of such a file takes off. */
function unquoted(value: string): string {
  return /^(["'])(.*)\1$/s.exec(value)?.[2]?.trim() ?? value;
}

function credentialProblems(given: Readonly<Record<string, string>>): string[] {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, GEMINI_API_KEY: key } = given;
  const noToken = token === undefined ? undefined : whyNoBotToken(token, apiUrl === undefined);
  const noKey = key === undefined ? undefined : whyNoGeminiKey(key);
  return [
    ...(noToken === undefined ? [] : [`DISCORD_TOKEN ${noToken}`]),
    ...(noKey === undefined ? [] : [`GEMINI_API_KEY ${noKey}`]),
  ];
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

/** Variables that would be ignored without another one: better said than wondered about. */
function orphaned(env: Environment): string[] {
  const problems: string[] = [];
  if (env.DISCORD_TOKEN === undefined) {
    for (const name of ['DISCORD_API_URL', 'DISCORD_DEV_GUILD_ID'] as const) {
      if (env[name] !== undefined) problems.push(`${name} needs DISCORD_TOKEN beside it`);
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
  return problems;
}
