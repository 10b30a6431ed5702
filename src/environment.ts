import { isIP } from 'node:net';
import { z } from 'zod';
import {
  baseUrl,
  count,
  minutes,
  modelName,
  oneOf,
  seconds,
  snowflake,
  url,
  variable,
  variableDocs,
} from './variableTypes.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_FORMATS = ['json', 'pretty'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
const METRICS_LABELS = ['none', 'guild'] as const;

/** Hosts of Discord itself, whose API is below `/api`. */
const DISCORDS_OWN = /^(?:\w+\.)?discord(?:app)?\.com$/;
const GOOGLES_OWN = 'generativelanguage.googleapis.com';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const DAY_MINUTES = DAY_S / 60;

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** This machine, or a container beside this one, whose names have no dot. */
function isNearby(host: string): boolean {
  return /^127\./.test(host) || host === '[::1]' || !/[.:]/.test(host);
}

/** A secret that lies in a file of its own, as Docker, Kubernetes and systemd hand them over. */
const secretFile = z.string().refine((path) => !path.startsWith('~'), {
  error: 'must be written out: nobody here knows what ~ stands for',
});

/**
 * Every variable the program reads, and all that is said of it: `npm run variables` writes README.md,
 * .env.example and the compose files from here.
 */
export const environmentSchema = z.object({
  DISCORD_TOKEN: variable(z.string(), {
    about: "the bot's token",
    default: 'none: run in the sandbox',
    hint: 'From https://discord.com/developers/applications -> your application -> Bot.',
  }),
  GEMINI_API_KEY: variable(z.string(), {
    about: 'Gemini API key for Lyria RealTime, and for reading words',
    default: 'none: built-in generator, built-in word list',
    hint: "From https://aistudio.google.com/apikey. Google's terms apply: see README.md.",
  }),
  GEMINI_API_KEYS: variable(z.string(), {
    about:
      'more keys for Lyria, separated by commas or line breaks, each with sessions of its own; the first stands in where `GEMINI_API_KEY` is not set',
    default: 'none',
  }),
  DISCORD_TOKEN_FILE: variable(secretFile, {
    about: 'a file with the token in it, such as a Docker secret, instead of `DISCORD_TOKEN`',
    default: 'none',
  }),
  GEMINI_API_KEY_FILE: variable(secretFile, {
    about: 'a file with the key in it, instead of `GEMINI_API_KEY`',
    default: 'none',
  }),
  KEY_ENCRYPTION_SECRET: variable(
    z.string().min(32, {
      error: 'must have 32 characters or more, such as those of `openssl rand -base64 32`',
    }),
    {
      about: 'encrypts the keys that servers bring with `/lyria key`; 32 characters or more',
      default: 'a file in the data folder, made at the first start',
    },
  ),
  KEY_ENCRYPTION_SECRET_FILE: variable(secretFile, {
    about: 'a file with that secret in it, instead of `KEY_ENCRYPTION_SECRET`',
    default: 'none',
  }),
  GEMINI_API_KEYS_FILE: variable(secretFile, {
    about: 'a file with the keys in it, instead of `GEMINI_API_KEYS`',
    default: 'none',
  }),
  CLUSTER_URL: variable(
    z
      .string()
      .refine((text) => ['nats:', 'tls:'].includes(URL.parse(text)?.protocol ?? ''), {
        error: 'must be a URL that begins with tls:// or nats://',
        abort: true,
      })
      .refine((text) => URL.parse(text)?.protocol === 'tls:' || isNearby(new URL(text).hostname), {
        error:
          'must begin with tls:// where it leaves this machine or its containers: it carries keys',
      })
      .refine((text) => isDecodable(new URL(text)), {
        error: 'has a user or password with a % that stands for itself: write %25',
      }),
    {
      about:
        'the NATS server that joins media nodes to the bot, with user and password; with a token this is the bot, without one a media node',
      default: 'none: one machine',
    },
  ),
  CLUSTER_URL_FILE: variable(secretFile, {
    about: 'a file with that URL in it, instead of `CLUSTER_URL`',
    default: 'none',
  }),
  DISCORD_DEV_GUILD_ID: variable(snowflake, {
    about: 'register commands in this server only, at once',
    default: 'none: everywhere',
  }),
  DISCORD_API_URL: variable(
    baseUrl.refine(
      (text) => !DISCORDS_OWN.test(new URL(text).hostname) || new URL(text).pathname === '/api',
      { error: "is not needed for Discord's own API, whose address ends with /api" },
    ),
    { about: 'a Discord-compatible API', default: "Discord's" },
  ),
  LYRIA_URL: variable(
    url(['ws:', 'wss:'])
      .refine((text) => !text.includes('#'), { error: 'must not hold a #', abort: true })
      .refine(
        (text) => URL.parse(text)?.hostname !== GOOGLES_OWN || text.includes('BidiGenerate'),
        {
          error: "lacks the path of Google's service: leave LYRIA_URL out, and it is the right one",
        },
      ),
    {
      about: 'a server speaking the Lyria RealTime protocol, without the key',
      default: "Google's",
    },
  ),
  LYRIA_MODEL: variable(
    modelName(
      'models/lyria-realtime-exp',
      /gemini/i,
      'names a model that reads words, which belongs in GEMINI_MODEL',
    ).transform((name) => `models/${name}`),
    { about: 'model name', default: '`models/lyria-realtime-exp`' },
  ),
  LYRIA_MAX_SESSIONS: variable(
    count(
      2,
      1_000,
      'one session plays, and one is kept for replacing it; a key is known to bear 4',
    ),
    {
      about:
        'Lyria sessions open at the same time, with each key; one is kept for replacing another, so 4 serve three servers',
      default: '4; no limit for the generator',
    },
  ),
  MEDIA_PROCESSES: variable(count(0, 64, "more than one a core only get in each other's way"), {
    about:
      'processes that music is mixed and encoded in, beside the one that talks to Discord; 0: in that one',
    default: 'one a core if all keys together allow more than 60 sessions, else 0',
  }),
  LYRIA_START_SPACING_SECONDS: variable(
    seconds(0, 300, 'whoever starts the music would wait that long'),
    {
      about: 'seconds between two starts of sessions with the same key',
      default: '15; 0 for the generator',
    },
  ),
  LYRIA_SESSION_SECONDS: variable(
    seconds(5, 580, 'a session needs seconds to begin, and Lyria ends it at 600'),
    { about: 'age at which a session is replaced; Lyria ends one at 600', default: '540' },
  ),
  LYRIA_PROBE_SECONDS: variable(
    seconds(
      1,
      DAY_S,
      'less would hammer on a key that is refused, more would not notice that it is mended',
    ),
    {
      about: 'seconds between two attempts with a key that was refused, or whose quota is used up',
      default: '600',
    },
  ),
  BRIDGE_SECONDS: variable(seconds(0, HOUR_S, 'nobody listens to the same bars for longer'), {
    about: 'how long the last bars stand in for music that does not come, before they fade',
    default: '120',
  }),
  EMPTY_PAUSE_SECONDS: variable(seconds(0, DAY_S, 'it is how long music plays for nobody'), {
    about: 'an empty channel: when the music pauses',
    default: '10',
  }),
  EMPTY_LEAVE_SECONDS: variable(
    seconds(0, 7 * DAY_S, 'to stay for ever, switch on 24/7 with /lyria settings'),
    {
      about: '... and how long after that the bot leaves, unless 24/7 is on',
      default: '600',
    },
  ),
  OUTAGE_KEEP_MINUTES: variable(
    minutes(0, 7 * DAY_MINUTES, 'to be kept for ever, switch on 24/7 with /lyria settings'),
    {
      about: 'how long Discord may be out of reach before the music ends, unless 24/7 is on',
      default: '60',
    },
  ),
  PLAY_LIMIT_MINUTES: variable(
    minutes(5, 7 * DAY_MINUTES, 'to let it play for ever, leave PLAY_LIMIT_MINUTES out'),
    {
      about:
        'how long music plays at most, 24/7 or not, before it fades out; `/lyria play` starts it again',
      default: 'no limit',
    },
  ),
  GEMINI_MODEL: variable(
    modelName(
      'gemini-3.5-flash-lite',
      /lyria/i,
      'names a model that makes music, which belongs in LYRIA_MODEL',
    ),
    { about: 'model that reads what people type', default: '`gemini-3.5-flash-lite`' },
  ),
  GEMINI_BASE_URL: variable(baseUrl, {
    about: 'a server speaking the Gemini API, without the key',
    default: "Google's",
  }),
  LIVE_URL: variable(
    url(['ws:', 'wss:']).refine((text) => !text.includes('#'), { error: 'must not hold a #' }),
    {
      about:
        "a server speaking the Live API's protocol, for talking to the DJ by voice, without the key",
      default: "Google's, with `GEMINI_API_KEY`; a stand-in in the sandbox; else nobody listens",
    },
  ),
  LIVE_MODEL: variable(
    modelName('gemini-3.8-live', /lyria/i, 'names a model that makes music').transform(
      (name) => `models/${name}`,
    ),
    { about: 'model that members talk to', default: '`models/gemini-3.8-live`' },
  ),
  LIVE_VOICE: variable(
    z.string().regex(/^[\w-]{1,40}$/, { error: 'must be the name of a voice, such as Puck' }),
    { about: "the DJ's voice, one of Google's", default: '`Puck`' },
  ),
  LIVE_MAX_SESSIONS: variable(count(1, 1_000, 'each is a member who talks to the DJ'), {
    about: 'members who talk to the DJ at the same time, in each process that plays',
    default: '4',
  }),
  LIVE_MINUTES_PER_HOUR: variable(
    minutes(0.1, 60, 'to have nobody talk to the DJ, leave it switched off in `/lyria settings`'),
    {
      about: 'minutes of speech that the members of a server may say to the DJ in an hour',
      default: '10',
    },
  ),
  LOG_LEVEL: variable(oneOf(LOG_LEVELS), {
    about: LOG_LEVELS.map((level) => `\`${level}\``).join(', '),
    default: '`info`; `warn` in the sandbox',
  }),
  LOG_FORMAT: variable(oneOf(LOG_FORMATS), {
    about: '`json`, or `pretty` for readable lines',
    default: '`pretty` at a terminal, `json` elsewhere',
  }),
  DATA_DIR: z
    .string()
    .refine((path) => !path.startsWith('~'), {
      error: 'must be written out: nobody here knows what ~ stands for',
    })
    .refine((path) => !/^\w+:\/\//.test(path), { error: 'must be a folder, not a URL' })
    .default('data')
    .register(variableDocs, {
      about: 'where what survives a restart is kept',
      default: '`data`',
      inImage: '/data',
    }),
  HEALTH_PORT: variable(
    count(1, 65_535, 'it is a port alone, and HEALTH_HOST is for the address'),
    {
      about: 'serves `/health`, `/livez`, `/readyz` and `/metrics` on this port',
      default: 'off',
      inImage: '8080',
    },
  ),
  HEALTH_HOST: variable(
    z.string().refine((host) => isIP(host) !== 0 || /^[a-z][a-z\d.-]*$/i.test(host), {
      error: 'must be an address alone, such as 127.0.0.1, or 0.0.0.0 for all there are',
    }),
    { about: 'address of `HEALTH_PORT`', default: '`127.0.0.1`' },
  ),
  METRICS_LABELS: variable(oneOf(METRICS_LABELS), {
    about: "`guild`: each station's metrics bear the id of its server; `none`",
    default: '`none`',
  }),
});

export type Environment = z.infer<typeof environmentSchema>;
export type VariableName = keyof Environment;

export const VARIABLE_NAMES = environmentSchema.keyof().options;

/** What no log may hold; each may lie in a file instead, which `<name>_FILE` names. */
export const SECRET_NAMES = [
  'DISCORD_TOKEN',
  'GEMINI_API_KEY',
  'GEMINI_API_KEYS',
  'KEY_ENCRYPTION_SECRET',
  'CLUSTER_URL',
] as const;

/** The variables that hold a secret or say where one is. */
export const SECRET_VARIABLES = SECRET_NAMES.flatMap((name) => [name, `${name}_FILE`] as const);
