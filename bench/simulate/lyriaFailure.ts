import type { LyriaFailure, LyriaFailureCode, Retry } from '#src/lyria/failure.ts';
import { closeFailure, httpFailure } from '#src/lyria/refusal.ts';
import { tell } from '#src/texts/texts.ts';

/**
 * What good keys are told now and then although nothing is wrong, in Google's words, as the client
 * reads them; and an overload that says how long to wait.
 */
export const MISTAKES: readonly LyriaFailure[] = [
  closeFailure(1008, 'Operation is not implemented, or supported, or enabled.', 0),
  closeFailure(1007, 'Request contains an invalid argument.', 0),
  closeFailure(1007, 'API key not valid. Please pass a valid API key.', 0),
  httpFailure(503, '{"error":{"status":"UNAVAILABLE","message":"Overloaded."}}', 20_000),
];

/** A failure as the client would report it; its texts do not matter here. */
export function failure(code: LyriaFailureCode, retry: Retry): LyriaFailure {
  return { code, retry, memberText: tell('failure.lyria.rejected'), operatorText: code };
}
