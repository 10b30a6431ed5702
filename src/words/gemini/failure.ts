import { type Failure, FailureError } from '#src/failure.ts';
import { tell } from '#src/texts/texts.ts';

/** Why Gemini did not read a request. */
export type GeminiFailureCode =
  | 'words.gemini-timeout'
  | 'words.gemini-unreachable'
  | 'words.gemini-bad-key'
  | 'words.gemini-quota'
  | 'words.gemini-unavailable'
  | 'words.gemini-rejected'
  | 'words.gemini-blocked'
  | 'words.gemini-wrong-answer'
  /** Not asked: it failed a moment ago, or has enough to do. */
  | 'words.gemini-resting';

export type GeminiFailure = Failure<GeminiFailureCode>;

const OPERATOR_TEXTS: Readonly<Record<GeminiFailureCode, string>> = {
  'words.gemini-timeout': 'Gemini did not answer in time.',
  'words.gemini-unreachable': 'Gemini cannot be reached. Look at the network and GEMINI_BASE_URL.',
  'words.gemini-bad-key': 'Gemini does not take the key. Look at GEMINI_API_KEY.',
  'words.gemini-quota': "The key's quota for Gemini is used up.",
  'words.gemini-unavailable': 'Gemini is out of order.',
  'words.gemini-rejected': 'Gemini rejects the request. Look at GEMINI_MODEL.',
  'words.gemini-blocked': "Gemini's own filter stopped the request or the answer.",
  'words.gemini-wrong-answer': 'Gemini answered something that is no mix.',
  'words.gemini-resting':
    'Gemini failed a moment ago, or has enough to do, and is left alone for a while.',
};

/**
 * An error that tells nothing of what the service wrote: its texts can quote the key.
 *
 * @param detail of ours, such as a status or the name of a field
 */
export function geminiFailure(
  code: GeminiFailureCode,
  detail?: string,
): FailureError<GeminiFailure> {
  const text = OPERATOR_TEXTS[code];
  return new FailureError({
    code,
    memberText: tell('failure.words'),
    operatorText: detail === undefined ? text : `${text} (${detail})`,
  });
}

const BAD_KEY_STATUS: ReadonlySet<number> = new Set([401, 403]);
const QUOTA_STATUS = 429;
const SERVER_ERROR_STATUS = 500;

/** @param status of an HTTP answer that is no success */
export function failureOfStatus(status: number): FailureError<GeminiFailure> {
  return geminiFailure(codeOf(status), `HTTP ${status}`);
}

function codeOf(status: number): GeminiFailureCode {
  if (BAD_KEY_STATUS.has(status)) return 'words.gemini-bad-key';
  if (status === QUOTA_STATUS) return 'words.gemini-quota';
  return status >= SERVER_ERROR_STATUS ? 'words.gemini-unavailable' : 'words.gemini-rejected';
}
