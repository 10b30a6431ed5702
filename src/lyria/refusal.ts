import type { LyriaFailure, LyriaFailureCode } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';
import { readErrorBody } from './googleError.ts';
import { codeOfReason, codeOfStatusName, codeOfWords, statusNameIn } from './refusalWords.ts';

/**
 * Google closes sessions at 600 s. The age is counted from the start of the connection, so ours is
 * never younger than Google's; the tolerance is for a limit that is not kept to the second.
 */
const SESSION_LIMIT_MS = 600_000;
const SESSION_LIMIT_TOLERANCE_MS = 30_000;

/** What a service may say when it ends a session for its age. */
const SESSION_LIMIT_TEXT = /session|duration|lifetime/i;

/** The longest quotation in an operator's line. */
const MAX_QUOTED_LENGTH = 600;

/** What a close code (RFC 6455, IANA) means where no word says more; any other: dropped. */
const CLOSE_CODES: Readonly<Record<number, LyriaFailureCode>> = {
  1002: 'lyria.rejected',
  1003: 'lyria.rejected',
  1007: 'lyria.rejected',
  1008: 'lyria.rejected',
  1009: 'lyria.rejected',
  1010: 'lyria.rejected',
  1011: 'lyria.outage',
  1012: 'lyria.outage',
  1014: 'lyria.outage',
  3000: 'lyria.bad-key',
  3003: 'lyria.denied',
};
const INTERNAL_ERROR = 1011;

/** What an HTTP status means where no word says more; other 5xx: outage, others: rejected. */
const HTTP_STATUSES: Readonly<Record<number, LyriaFailureCode>> = {
  401: 'lyria.bad-key',
  402: 'lyria.billing',
  403: 'lyria.denied',
  // "Request Timeout", "Conflict", "Too Early", "Client Closed Request": a second try can mend them.
  408: 'lyria.dropped',
  409: 'lyria.outage',
  425: 'lyria.dropped',
  429: 'lyria.quota',
  451: 'lyria.region',
  499: 'lyria.dropped',
  501: 'lyria.rejected',
};

/**
 * What it means that an established connection, `ageMs` old, was closed. `text`, the close reason
 * or the local error, must already be free of keys.
 *
 * The words decide, whatever the code beside them is: the same text has been seen with several.
 */
export function closeFailure(code: number, text: string, ageMs: number): LyriaFailure {
  const detail = quoting(`close code ${code} after ${Math.round(ageMs / 1000)} s`, text);
  return lyriaFailure(codeOfClose(code, text, ageMs), detail);
}

function codeOfClose(code: number, text: string, ageMs: number): LyriaFailureCode {
  const said = codeOfText(text);
  const isOld = ageMs >= SESSION_LIMIT_MS - SESSION_LIMIT_TOLERANCE_MS;
  if (isOld && code === INTERNAL_ERROR) {
    if (said === undefined || said === 'lyria.outage' || SESSION_LIMIT_TEXT.test(text)) {
      return 'lyria.session-limit';
    }
  }
  return said ?? CLOSE_CODES[code] ?? 'lyria.dropped';
}

/**
 * What it means that the request to open a WebSocket was answered with an HTTP status instead.
 * `text`, the beginning of the body, must already be free of keys.
 *
 * @param retryAfterMs from the answer's head; a body that says the same is heeded, too
 */
export function httpFailure(status: number, text: string, retryAfterMs?: number): LyriaFailure {
  // No refusal of the service's has such a status, so the words are somebody else's.
  const error = readErrorBody(status >= 400 ? text : '');
  const said = error.reasons.map(codeOfReason).find((code) => code !== undefined);
  const code =
    said ??
    codeOfWords([error.message, ...error.reasons].join(' ')) ??
    (error.status === undefined ? undefined : codeOfStatusName(error.status)) ??
    HTTP_STATUSES[status] ??
    (status >= 500 ? 'lyria.outage' : 'lyria.rejected');
  const waitMs = retryAfterMs ?? error.retryAfterMs;
  return {
    ...lyriaFailure(code, quoting(`HTTP status ${status} instead of a WebSocket`, text)),
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  };
}

function codeOfText(text: string): LyriaFailureCode | undefined {
  const status = statusNameIn(text);
  return codeOfWords(text) ?? (status === undefined ? undefined : codeOfStatusName(status));
}

function quoting(seen: string, text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  if (oneLine === '') return `${seen}.`;
  const quoted =
    oneLine.length > MAX_QUOTED_LENGTH ? `${oneLine.slice(0, MAX_QUOTED_LENGTH)}…` : oneLine;
  return `${seen}, "${quoted}".`;
}
