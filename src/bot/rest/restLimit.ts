/** Who limits: a server in front of the API, the API for the whole bot, or for one route. */
export type LimitKind = 'edge' | 'global' | 'route';

/** Why a request was told to wait, and for how long. */
export interface RestLimit {
  readonly kind: LimitKind;
  readonly ms: number;
}

interface Refusal {
  readonly headers: { get(name: string): string | null };
}

/** Where a limit does not say how long it lasts: Cloudflare's last from half a minute to hours. */
const UNNAMED_MS = 60_000;
/** Longer than any limit or ban that bots have met: then it is asked again all the same. */
const MOST_MS = 24 * 60 * 60_000;
const MS_PER_S = 1_000;

/**
 * Reads an answer with status 429.
 *
 * @param nowEpochMs what `Retry-After` counts from where it is a date
 */
export function limitOf({ headers }: Refusal, nowEpochMs: number): RestLimit {
  const kind = kindOf(headers);
  const retryAfter = headers.get('retry-after') ?? '';
  const seconds = retryAfter.trim() === '' ? Number.NaN : Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - nowEpochMs : seconds * MS_PER_S;
  return { kind, ms: ms > 0 ? Math.min(ms, MOST_MS) : UNNAMED_MS };
}

/** The API answers in JSON; whatever is in front of it with a page. */
function kindOf(headers: Refusal['headers']): LimitKind {
  if (headers.get('content-type')?.startsWith('application/json') !== true) return 'edge';
  const isGlobal =
    headers.get('x-ratelimit-global') !== null || headers.get('x-ratelimit-scope') === 'global';
  return isGlobal ? 'global' : 'route';
}

/** What a limit of the kind stops, of the request by this method to this URL; undefined: nothing. */
export function limitKey(kind: LimitKind, method: string, url: string): string | undefined {
  const { pathname } = new URL(url);
  if (kind === 'edge') return 'edge';
  if (kind === 'route') return `${method} ${pathname}`;
  // The bot's global limit does not bind answers to interactions.
  return /\/(?:interactions|webhooks)\//.test(pathname) ? undefined : 'global';
}

/** A route for people: without ids and tokens. */
export function routeText(key: string): string {
  return key.replace(/\/\d{15,}/g, '/:id').replace(/\/[\w.-]{40,}/g, '/:token');
}
