import type { LimitRefusal } from './RateLimiter.ts';

/** A request that comes too soon: 429, with how long to wait. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly refusal: LimitRefusal;
  /** Discord's error code, where the limit has one of its own. */
  readonly code: number | undefined;

  constructor(
    refusal: LimitRefusal,
    message = 'You are being rate limited.',
    code: number | undefined = undefined,
  ) {
    super(message);
    this.refusal = refusal;
    this.code = code;
  }
}
