import type { LyriaFailure, LyriaFailureCode, Retry } from '../../src/lyria/failure.ts';

/** A failure as the client would report it; its texts do not matter here. */
export function failure(code: LyriaFailureCode, retry: Retry): LyriaFailure {
  return { code, retry, memberText: code, operatorText: code };
}
