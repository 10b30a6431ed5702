import { GOOGLE_KEY } from './credentials.ts';
import type { Environment } from './environment.ts';
import {
  DEFAULT_LIVE_MINUTES_PER_HOUR,
  DEFAULT_LIVE_MODEL,
  DEFAULT_LIVE_SESSIONS,
  DEFAULT_LIVE_VOICE,
  GOOGLE_LIVE_URL,
} from './live/endpoint.ts';

const MINUTE_MS = 60_000;

/** Whom members talk to. */
export interface LiveConfig {
  /**
   * `service`: Google's, or the server that LIVE_URL names; `sandbox`: what stands in for it there; `off`:
   * nobody, since a stand-in that knows no real voice would look broken to real people.
   */
  readonly kind: 'service' | 'sandbox' | 'off';
  /** Without a key; of the sandbox's it is known once that runs. */
  readonly url: string;
  /** Empty: none is needed. */
  readonly apiKey: string;
  readonly model: string;
  readonly voice: string;
  /** At once. */
  readonly maxSessions: number;
  /** What members of a server may say in an hour. */
  readonly speechMsPerHour: number;
}

/** The key is the one that Lyria takes: it goes to Google only if Google gave it out. */
export function liveConfig(env: Environment): LiveConfig {
  const { GEMINI_API_KEY: key, LIVE_URL: url } = env;
  const isForGoogle = key !== undefined && (env.LYRIA_URL === undefined || GOOGLE_KEY.test(key));
  const hasService = url !== undefined || isForGoogle;
  const isSandbox = env.DISCORD_TOKEN === undefined;
  return {
    kind: hasService ? 'service' : isSandbox ? 'sandbox' : 'off',
    url: url ?? GOOGLE_LIVE_URL,
    apiKey: hasService ? (key ?? '') : '',
    model: env.LIVE_MODEL ?? DEFAULT_LIVE_MODEL,
    voice: env.LIVE_VOICE ?? DEFAULT_LIVE_VOICE,
    maxSessions: env.LIVE_MAX_SESSIONS ?? DEFAULT_LIVE_SESSIONS,
    speechMsPerHour: env.LIVE_MINUTES_PER_HOUR ?? DEFAULT_LIVE_MINUTES_PER_HOUR * MINUTE_MS,
  };
}
