import type { Failure } from '../failure.ts';

export type LyriaFailureCode =
  | 'lyria.invalid'
  | 'lyria.quota'
  | 'lyria.billing'
  | 'lyria.bad-key'
  | 'lyria.region'
  | 'lyria.denied'
  | 'lyria.model'
  | 'lyria.outage'
  | 'lyria.dropped'
  | 'lyria.session-limit'
  | 'lyria.rejected'
  | 'lyria.unplayable'
  | 'lyria.unreachable'
  | 'lyria.setup-timeout'
  | 'lyria.aborted';

/**
 * How a caller should go on. `soon`: it passes. `unsure`: it may pass or not, so a few tries, each
 * after a longer wait, and then fewer and fewer. `later`: a long back-off. `never`: a person has to
 * act first.
 */
export type Retry = 'now' | 'soon' | 'unsure' | 'later' | 'never';

export interface LyriaFailure extends Failure<LyriaFailureCode> {
  readonly retry: Retry;
  /** How long the service asked to be left alone, where it did. */
  readonly retryAfterMs?: number;
}
