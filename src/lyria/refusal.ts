import type { LyriaFailure, LyriaFailureCode, Retry } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';

/**
 * Google closes sessions at 600 s. The age is counted from the start of the connection, so ours is
 * never younger than Google's; the tolerance is for a limit that is not kept to the second.
 */
const SESSION_LIMIT_MS = 600_000;
const SESSION_LIMIT_TOLERANCE_MS = 30_000;

/** Close codes of RFC 6455 that mean something here. */
const CLOSE = {
  invalidPayload: 1007,
  policyViolation: 1008,
  messageTooBig: 1009,
  internalError: 1011,
  badGateway: 1014,
} as const;

/**
 * What the service's texts mean. They decide whatever the code beside them is: the same text has
 * been seen with several codes.
 */
const PERMANENT_TEXTS: readonly (readonly [RegExp, LyriaFailureCode])[] = [
  [/quota|exhausted/i, 'lyria.quota'],
  [/API[ _]key not valid|API_KEY_INVALID/i, 'lyria.bad-key'],
  [/location is not supported/i, 'lyria.region'],
  [/denied access/i, 'lyria.denied'],
];
const OUTAGE_TEXT = /currently unavailable/i;

/**
 * What it means that an established connection, `ageMs` old, was closed. `text`, the close reason
 * or the local error, must already be free of keys.
 */
export function closeFailure(code: number, text: string, ageMs: number): LyriaFailure {
  const detail = quoting(`close code ${code} after ${Math.round(ageMs / 1000)} s`, text);
  return lyriaFailure(codeOfClose(code, text, ageMs), detail);
}

function codeOfClose(code: number, text: string, ageMs: number): LyriaFailureCode {
  const byText = codeOfText(text);
  if (byText !== undefined) return byText;
  const isOld = ageMs >= SESSION_LIMIT_MS - SESSION_LIMIT_TOLERANCE_MS;
  if (code === CLOSE.internalError && isOld) return 'lyria.session-limit';
  if (OUTAGE_TEXT.test(text)) return 'lyria.outage';
  switch (code) {
    case CLOSE.internalError:
    case CLOSE.badGateway:
      return 'lyria.outage';
    case CLOSE.invalidPayload:
    case CLOSE.policyViolation:
    case CLOSE.messageTooBig:
      return 'lyria.rejected';
    default:
      return 'lyria.dropped';
  }
}

/**
 * What it means that the request to open a WebSocket was answered with an HTTP status instead.
 * `text`, the beginning of the body, must already be free of keys.
 */
export function httpFailure(status: number, text: string): LyriaFailure {
  const [code, retry] = codeOfStatus(status, text);
  return lyriaFailure(code, quoting(`HTTP status ${status} instead of a WebSocket`, text), retry);
}

function codeOfStatus(status: number, text: string): readonly [LyriaFailureCode, Retry?] {
  const byText = codeOfText(text);
  if (byText !== undefined) return [byText];
  if (status === 401) return ['lyria.bad-key'];
  if (status === 403) return ['lyria.denied'];
  if (status === 429) return ['lyria.quota'];
  // "Request Timeout" and "Too Early": the one 4xx kind that a second try can mend.
  if (status === 408 || status === 425) return ['lyria.dropped'];
  if (status >= 500) return ['lyria.outage'];
  return ['lyria.rejected'];
}

function codeOfText(text: string): LyriaFailureCode | undefined {
  return PERMANENT_TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}

function quoting(seen: string, text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  return oneLine === '' ? `${seen}.` : `${seen}, "${oneLine}".`;
}
