/**
 * How far apart a bot introduces itself to the gateway (IDENTIFY). Discord counts: after 1,000 in a
 * day it resets the token. Whatever restarts a bot that cannot stay would use them up: every 30 s is
 * 2,880 a day.
 */

const MS_PER_S = 1_000;
const MS_PER_MIN = 60 * MS_PER_S;
export const DAY_MS = 24 * 60 * MS_PER_MIN;

/** Discord takes one in 5 s; the clock that tells across programs may be a little off. */
export const LEAST_GAP_MS = 5_500;
/** Starts a day that are nobody's trouble: updates, a setting that is tried out. */
const FREE_STARTS = 5;
/** From then on the gap between two doubles from here ... */
const FIRST_GAP_MS = 10 * MS_PER_S;
/** ... up to this: with those before, 97 in any 24 hours. */
const MOST_GAP_MS = 1_000 * MS_PER_S;

/** Introductions a day and connection, starts included, that bad networks are allowed without waiting ... */
const FREE_IDENTIFIES = 50;
/** ... and of all connections together: with the further ones, fewer than a day's 1,000. */
const MOST_FREE_IDENTIFIES = 400;
/** Further ones: 480 a day. */
const LATER_GAP_MS = 3 * MS_PER_MIN;

/** When a bot has introduced itself, epoch ms, by the wall clock: it is all two programs share. */
export interface PastIdentifies {
  /** For the first time since the program began. */
  readonly starts: readonly number[];
  /** In place of a session that was lost. */
  readonly others: readonly number[];
}

/** How Discord has counted, from `GET /gateway/bot`. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
  /** Connections that the bot is to have to the gateway; one unless given. */
  readonly shards?: number;
}

/** The wait before the first IDENTIFY of a program, ms. */
export function waitBeforeStart(
  past: PastIdentifies,
  limit: SessionStartLimit | undefined,
  nowMs: number,
): number {
  const over = since(past.starts, nowMs).length - FREE_STARTS;
  const gapMs = over < 0 ? LEAST_GAP_MS : Math.min(MOST_GAP_MS, FIRST_GAP_MS * 2 ** over);
  return Math.max(
    untilGap(past.starts, gapMs, nowMs),
    waitBeforeAnother(past, nowMs, limit?.shards),
    limit === undefined ? 0 : sharedOut(limit),
  );
}

/**
 * The wait before an IDENTIFY in place of a session that was lost, ms.
 *
 * @param shards connections that the bot has to the gateway
 */
export function waitBeforeAnother(
  { starts, others }: PastIdentifies,
  nowMs: number,
  shards = 1,
): number {
  const all = [...starts, ...others];
  const free = Math.min(MOST_FREE_IDENTIFIES, FREE_IDENTIFIES * shards);
  return since(all, nowMs).length < free ? 0 : untilGap(all, LATER_GAP_MS, nowMs);
}

/** Where more than half of a day's are gone, whoever took them, the rest has to last. */
function sharedOut({ total, remaining, resetAfterMs }: SessionStartLimit): number {
  if (remaining >= total / 2) return 0;
  return remaining < 1 ? resetAfterMs : resetAfterMs / remaining;
}

function since(times: readonly number[], nowMs: number): readonly number[] {
  return times.filter((at) => at > nowMs - DAY_MS);
}

/** A clock that was set back has put some into the future: they count as just now. */
function untilGap(times: readonly number[], gapMs: number, nowMs: number): number {
  const last = Math.min(nowMs, Math.max(Number.NEGATIVE_INFINITY, ...times));
  return Math.max(0, last + gapMs - nowMs);
}

/** The library waits half a second by itself, which is enough for most drops. */
const FIRST_MS = 1_000;
/**
 * The music has to be back within 10 s of the end of an outage, of which a new session and the way
 * back into voice take up to 6; and an attempt that fails costs the other side next to nothing.
 */
const MOST_MS = 4_000;

/**
 * How long to wait before an attempt to reach the gateway: not at all at first, then ever longer,
 * each with jitter so that bots that were lost together do not return together.
 */
export class ReconnectDelays {
  readonly #random: () => number;
  #attempts = 0;

  /** @param random 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait before the next attempt, ms: half to all of a time that doubles. */
  next(): number {
    const attempts = this.#attempts;
    this.#attempts += 1;
    if (attempts === 0) return 0;
    const most = Math.min(MOST_MS, FIRST_MS * 2 ** (attempts - 1));
    return most * (0.5 + 0.5 * this.#random());
  }

  /** The gateway has been reached. */
  reset(): void {
    this.#attempts = 0;
  }
}
