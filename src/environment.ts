import { isIP } from 'node:net';
import { z } from 'zod';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_FORMATS = ['json', 'pretty'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
const METRICS_LABELS = ['none', 'guild'] as const;

/** Hosts of Discord itself, whose API is below `/api`. */
const DISCORDS_OWN = /^(?:\w+\.)?discord(?:app)?\.com$/;
const GOOGLES_OWN = 'generativelanguage.googleapis.com';

const url = (protocols: readonly string[]) => {
  const error = `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`;
  return z
    .string()
    .refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), { error, abort: true })
    .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), {
      error: 'must not hold a name or a password: URLs end up in logs',
      abort: true,
    })
    .refine((text) => !URL.parse(text)?.searchParams.has('key'), {
      error: 'must not hold the key: put it into GEMINI_API_KEY',
      abort: true,
    });
};

/** Something is appended to it, with a slash between. */
const baseUrl = url(['http:', 'https:'])
  .refine((text) => !/[?#]/.test(text), {
    error: 'must end with its path: without ? or # and what follows',
    abort: true,
  })
  .refine((text) => !/\/v\d+(?:beta|alpha)?\/*$/.test(text), {
    error: 'must end before the version, such as /v10, which the bot adds by itself',
  })
  .transform((text) => text.replace(/\/+$/, ''));

const snowflake = z.string().regex(/^\d{17,20}$/, {
  error:
    'must be the id of one server: 17 to 20 digits, from Copy Server ID in the menu of the server',
});

/** @param why what is wrong with numbers outside */
function numberFrom(least: number, most: number, unit: string, why: string, pattern: RegExp) {
  const error = `must be ${unit} from ${least} to ${most}: ${why}`;
  return z
    .string()
    .regex(pattern, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

const seconds = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a plain number of seconds', why, /^\d{1,9}(\.\d{1,3})?$/).transform(
    (value) => value * 1_000,
  );

const minutes = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a plain number of minutes', why, /^\d{1,9}(\.\d{1,3})?$/).transform(
    (value) => value * 60_000,
  );

const count = (least: number, most: number, why: string) =>
  numberFrom(least, most, 'a whole number', why, /^\d{1,9}$/);

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const DAY_MINUTES = DAY_S / 60;

/** A model's name, with or without what Google's lists put before it. */
const modelName = (known: string, other: RegExp, error: string) =>
  z
    .string()
    .regex(/^(?:models\/)?[\w. -]+$/, {
      error: `must be the name of a model, such as ${known}`,
      abort: true,
    })
    .refine((name) => !other.test(name), { error })
    .transform((name) => name.replace(/^models\//, ''));

/** Every variable the program reads. README.md, .env.example and compose.yaml list the same. */
export const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: baseUrl
    .refine(
      (text) => !DISCORDS_OWN.test(new URL(text).hostname) || new URL(text).pathname === '/api',
      { error: "is not needed for Discord's own API, whose address ends with /api" },
    )
    .optional(),
  DISCORD_DEV_GUILD_ID: snowflake.optional(),
  GEMINI_API_KEY: z.string().optional(),
  LYRIA_URL: url(['ws:', 'wss:'])
    .refine((text) => !text.includes('#'), { error: 'must not hold a #', abort: true })
    .refine((text) => URL.parse(text)?.hostname !== GOOGLES_OWN || text.includes('BidiGenerate'), {
      error: "lacks the path of Google's service: leave LYRIA_URL out, and it is the right one",
    })
    .optional(),
  LYRIA_MODEL: modelName(
    'models/lyria-realtime-exp',
    /gemini/i,
    'names a model that reads words, which belongs into GEMINI_MODEL',
  )
    .transform((name) => `models/${name}`)
    .optional(),
  LYRIA_MAX_SESSIONS: count(
    2,
    1_000,
    'one session plays, and one is kept for replacing it; a key is known to bear 4',
  ).optional(),
  LYRIA_START_SPACING_SECONDS: seconds(
    0,
    300,
    'whoever starts the music would wait that long',
  ).optional(),
  LYRIA_SESSION_SECONDS: seconds(
    5,
    580,
    'a session needs seconds to begin, and Lyria ends it at 600',
  ).optional(),
  LYRIA_PROBE_SECONDS: seconds(
    1,
    DAY_S,
    'less would hammer on a key that is refused, more would not notice that it is mended',
  ).optional(),
  BRIDGE_SECONDS: seconds(0, HOUR_S, 'nobody listens to the same bars for longer').optional(),
  EMPTY_PAUSE_SECONDS: seconds(0, DAY_S, 'it is how long music plays for nobody').optional(),
  EMPTY_LEAVE_SECONDS: seconds(
    0,
    7 * DAY_S,
    'to stay for ever, switch on 24/7 with /lyria settings',
  ).optional(),
  OUTAGE_KEEP_MINUTES: minutes(
    0,
    7 * DAY_MINUTES,
    'to be kept for ever, switch on 24/7 with /lyria settings',
  ).optional(),
  GEMINI_MODEL: modelName(
    'gemini-3.5-flash-lite',
    /lyria/i,
    'names a model that makes music, which belongs into LYRIA_MODEL',
  ).optional(),
  GEMINI_BASE_URL: baseUrl.optional(),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }))
    .optional(),
  LOG_FORMAT: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LOG_FORMATS, { error: `must be one of ${LOG_FORMATS.join(', ')}` }))
    .optional(),
  DATA_DIR: z
    .string()
    .refine((path) => !path.startsWith('~'), {
      error: 'must be written out: nobody here knows what ~ stands for',
    })
    .refine((path) => !/^\w+:\/\//.test(path), { error: 'must be a folder, not a URL' })
    .default('data'),
  HEALTH_PORT: count(
    1,
    65_535,
    'it is a port alone, and HEALTH_HOST is for the address',
  ).optional(),
  HEALTH_HOST: z
    .string()
    .refine((host) => isIP(host) !== 0 || /^[a-z][a-z\d.-]*$/i.test(host), {
      error: 'must be an address alone, such as 127.0.0.1, or 0.0.0.0 for all there are',
    })
    .optional(),
  METRICS_LABELS: z
    .string()
    .toLowerCase()
    .pipe(z.enum(METRICS_LABELS, { error: `must be one of ${METRICS_LABELS.join(', ')}` }))
    .optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
export type VariableName = keyof Environment;

export const VARIABLE_NAMES = environmentSchema.keyof().options;
