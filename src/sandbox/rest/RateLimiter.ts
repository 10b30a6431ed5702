import { createHash } from 'node:crypto';

/** A request as the limits see it. */
export interface LimitedRequest {
  readonly method: string;
  /** The route's pattern, such as `/channels/:channelId/messages`. */
  readonly route: string;
  /** The channel, guild or webhook that a limit is counted by; empty where there is none. */
  readonly majorParameter: string;
  /** Whose requests are counted together; empty for requests without a bot's token. */
  readonly token: string;
}

/** What the limits say to a request. */
export interface LimitDecision {
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterS: number;
  /** Present when the request is refused with 429. */
  readonly refused?: LimitRefusal;
}

export interface LimitRefusal {
  readonly retryAfterS: number;
  readonly scope: 'user' | 'global' | 'shared';
}

/** Decides on each request before it is acted upon. */
export interface RateLimiter {
  take(request: LimitedRequest): LimitDecision;
}

const BUCKET_LENGTH = 32;
/** A limit that looks like Discord's and is never reached. */
const GENEROUS_LIMIT = 50;

/** Tells limits on each answer and refuses nothing. */
export const unlimited: RateLimiter = {
  take: ({ method, route }) => ({
    bucket: bucketName(method, route),
    limit: GENEROUS_LIMIT,
    remaining: GENEROUS_LIMIT - 1,
    resetAfterS: 1,
  }),
};

/** Discord names buckets by a hash that says nothing. */
export function bucketName(method: string, route: string): string {
  return createHash('sha256').update(`${method} ${route}`).digest('hex').slice(0, BUCKET_LENGTH);
}
