import { tell } from '#src/texts/texts.ts';
import type { Failure } from '../failure.ts';
import type { LyriaFailure, LyriaFailureCode } from '../lyria/failure.ts';
import { detailOf } from '../lyria/failureTexts.ts';

export type LiveFailureCode =
  | 'live.quota'
  | 'live.billing'
  | 'live.bad-key'
  | 'live.region'
  | 'live.denied'
  | 'live.model'
  | 'live.outage'
  | 'live.dropped'
  | 'live.session-limit'
  | 'live.rejected'
  | 'live.unreachable'
  | 'live.setup-timeout'
  | 'live.no-answer';

export interface LiveFailure extends Failure<LiveFailureCode> {
  /** How long to leave the service alone, since the next attempt would meet the same; 0: not at all. */
  readonly restMs: number;
}

interface Words {
  readonly operatorText: string;
  readonly restMs: number;
}

const MINUTE_MS = 60_000;
/** A key, a project or a bill has to be put right by somebody. */
const NEEDS_A_PERSON_MS = 10 * MINUTE_MS;

const WORDS: Readonly<Record<LiveFailureCode, Words>> = {
  'live.quota': {
    operatorText: "The API key's quota for the Live API is used up",
    restMs: 5 * MINUTE_MS,
  },
  'live.billing': {
    operatorText: 'The Live API asks for money: look at the project in Google AI Studio',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.bad-key': {
    operatorText: 'The Live API does not accept the API key; check GEMINI_API_KEY',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.region': {
    operatorText: "The Live API is not offered at this machine's location",
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.denied': {
    operatorText: 'The API key may not use the Live API',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.model': {
    operatorText: 'The Live API does not have the model; check LIVE_MODEL',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.outage': {
    operatorText: 'The Live API is out of order',
    restMs: 0,
  },
  'live.dropped': {
    operatorText: 'A Live session broke off',
    restMs: 0,
  },
  'live.session-limit': {
    operatorText: 'The Live API ended a session for its age',
    restMs: 0,
  },
  // Of one session: the service closes some with 1008 for what it takes from the next.
  'live.rejected': {
    operatorText: 'The Live API rejected what it was sent',
    restMs: 0,
  },
  'live.unreachable': {
    operatorText: 'The Live API cannot be reached; check the network and LIVE_URL',
    restMs: 0,
  },
  'live.setup-timeout': {
    operatorText: 'The Live API did not finish its set-up in time',
    restMs: 0,
  },
  'live.no-answer': {
    operatorText: 'The Live API did not answer what was said',
    restMs: 0,
  },
};

/** What ends a Lyria session, in the words of this service; the rest cannot happen to a Live one. */
const AS_LIVE: Partial<Record<LyriaFailureCode, LiveFailureCode>> = {
  'lyria.quota': 'live.quota',
  'lyria.billing': 'live.billing',
  'lyria.bad-key': 'live.bad-key',
  'lyria.region': 'live.region',
  'lyria.denied': 'live.denied',
  'lyria.model': 'live.model',
  'lyria.outage': 'live.outage',
  'lyria.dropped': 'live.dropped',
  'lyria.session-limit': 'live.session-limit',
  'lyria.unreachable': 'live.unreachable',
};

/** @param detail what was seen, free of keys */
export function liveFailure(code: LiveFailureCode, detail: string): LiveFailure {
  const { operatorText, restMs } = WORDS[code];
  const memberText = tell(`failure.${code}`);
  return { code, memberText, operatorText: `${operatorText}: ${detail}`, restMs };
}

/** Google refuses and ends Live sessions as it does Lyria's. */
export function asLiveFailure(failure: LyriaFailure): LiveFailure {
  const live = liveFailure(AS_LIVE[failure.code] ?? 'live.rejected', detailOf(failure));
  return { ...live, restMs: Math.max(live.restMs, failure.retryAfterMs ?? 0) };
}
