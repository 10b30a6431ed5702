import type { Failure } from '../failure.ts';

export type LyriaFailureCode =
  | 'lyria.invalid'
  | 'lyria.quota'
  | 'lyria.bad-key'
  | 'lyria.region'
  | 'lyria.denied'
  | 'lyria.outage'
  | 'lyria.dropped'
  | 'lyria.session-limit'
  | 'lyria.rejected'
  | 'lyria.unreachable'
  | 'lyria.setup-timeout'
  | 'lyria.aborted';

/** How a caller should go on: `never` needs a person first, `later` a long back-off. */
export type Retry = 'now' | 'soon' | 'later' | 'never';

export interface LyriaFailure extends Failure<LyriaFailureCode> {
  readonly retry: Retry;
}
