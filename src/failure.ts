import type { Told } from '#src/texts/texts.ts';

/**
 * What went wrong, told twice. Plain data: it crosses from the media side to the control side.
 *
 * Neither text ever contains a key, a token, or a URL that could hold one.
 */
export interface Failure<Code extends string = string> {
  /** Stable and machine-readable, e.g. `lyria.quota`: callers and tests compare this, not texts. */
  readonly code: Code;
  /** For people in Discord: what happened and what they can do, in a sentence or two. */
  readonly memberText: Told;
  /** For the operator's log: what was seen and where to look. */
  readonly operatorText: string;
}

/** A failure on its way up a call stack. */
export class FailureError<F extends Failure = Failure> extends Error {
  override readonly name = 'FailureError';
  readonly failure: F;

  constructor(failure: F, options?: ErrorOptions) {
    super(`${failure.code}: ${failure.operatorText}`, options);
    this.failure = failure;
  }
}
