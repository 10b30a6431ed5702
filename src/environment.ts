import { z } from 'zod';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => {
        const parsed = URL.parse(text);
        return parsed !== null && protocols.includes(parsed.protocol);
      },
      { error: `must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}` },
    )
    .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), {
      error: 'must not hold a name or a password: URLs end up in logs',
    });

const snowflake = z
  .string()
  .regex(/^\d{17,20}$/, { error: 'must be a Discord id: 17 to 20 digits' });

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a port number, 1 to 65535' })
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, { error: 'must be a port number, 1 to 65535' });

const seconds = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,3})?$/, { error: 'must be a number of seconds, such as 120 or 0.5' })
  .transform((text) => Number(text) * 1_000);

const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, { error: 'must be a whole number of at least 1' })
  .transform(Number);

/** Less, and a station would do nothing but replace sessions. */
const LEAST_SESSION_MS = 5_000;

/** Every variable the program reads. README.md and .env.example list the same. */
export const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: url(['http:', 'https:']).optional(),
  DISCORD_DEV_GUILD_ID: snowflake.optional(),
  GEMINI_API_KEY: z.string().optional(),
  LYRIA_URL: url(['ws:', 'wss:'])
    .refine((text) => !URL.parse(text)?.searchParams.has('key'), {
      error: 'must not hold the key: put it into GEMINI_API_KEY',
    })
    .optional(),
  LYRIA_MODEL: z.string().optional(),
  LYRIA_MAX_SESSIONS: count.optional(),
  LYRIA_START_SPACING_SECONDS: seconds.optional(),
  LYRIA_SESSION_SECONDS: seconds
    .refine((ms) => ms >= LEAST_SESSION_MS, {
      error: `must be at least ${LEAST_SESSION_MS / 1_000}: a session needs seconds to begin`,
    })
    .optional(),
  LYRIA_PROBE_SECONDS: seconds.optional(),
  BRIDGE_SECONDS: seconds.optional(),
  EMPTY_PAUSE_SECONDS: seconds.optional(),
  EMPTY_LEAVE_SECONDS: seconds.optional(),
  GEMINI_MODEL: z
    .string()
    .regex(/^[\w.-]+$/, { error: 'must be the name of a model, such as gemini-3.5-flash-lite' })
    .optional(),
  GEMINI_BASE_URL: url(['http:', 'https:'])
    .refine((text) => !URL.parse(text)?.searchParams.has('key'), {
      error: 'must not hold the key: put it into GEMINI_API_KEY',
    })
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
  DATA_DIR: z.string().default('data'),
  HEALTH_PORT: portNumber.optional(),
  HEALTH_HOST: z.string().default('127.0.0.1'),
});

export type Environment = z.infer<typeof environmentSchema>;
