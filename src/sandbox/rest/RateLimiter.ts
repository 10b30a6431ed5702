import { createHash } from 'node:crypto';

/** A request as the limits see it. */
export interface LimitedRequest {
  readonly method: string;
  /** The route's pattern, such as `/channels/:channelId/messages`. */
  readonly route: string;
  /** The channel, guild or webhook that a limit is counted by; empty where there is none. */
  readonly majorParameter: string;
  /** Whose requests are counted together: a bot's token, or an address where there is none. */
  readonly sender: string;
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
  readonly scope: LimitScope;
}

export type LimitScope = 'user' | 'global' | 'shared';

/** Decides on each request before it is acted upon. */
export interface RateLimiter {
  /** Null for what knows no limit, such as the first answer to an interaction. */
  take(request: LimitedRequest): LimitDecision | null;
  /** Whether one more message older than an hour may be edited in the channel: null, or not yet. */
  takeOldEdit(sender: string, channelId: string): LimitRefusal | null;
}

const BUCKET_LENGTH = 32;
/** A limit that looks like Discord's and is never reached. */
const GENEROUS_LIMIT = 50;

/** Tells limits on each answer and refuses nothing: for tests that are about something else. */
export const unlimited: RateLimiter = {
  take: ({ method, route }) => ({
    bucket: bucketName(`${method} ${route}`),
    limit: GENEROUS_LIMIT,
    remaining: GENEROUS_LIMIT - 1,
    resetAfterS: 1,
  }),
  takeOldEdit: () => null,
};

/** Discord names buckets by a hash that says nothing. */
export function bucketName(family: string): string {
  return createHash('sha256').update(family).digest('hex').slice(0, BUCKET_LENGTH);
}
