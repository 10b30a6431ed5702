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
  readonly memberText: string;
  readonly operatorText: string;
  readonly restMs: number;
}

const MINUTE_MS = 60_000;
/** A key, a project or a bill has to be put right by somebody. */
const NEEDS_A_PERSON_MS = 10 * MINUTE_MS;

const TELL_THE_OPERATOR = 'Please tell whoever runs this bot.';
const IN_WRITING = 'Typing still works: /lyria play, /lyria tune.';

const WORDS: Readonly<Record<LiveFailureCode, Words>> = {
  'live.quota': {
    memberText: `The DJ has no time left for now. ${IN_WRITING}`,
    operatorText: "The API key's quota for the Live API is used up",
    restMs: 5 * MINUTE_MS,
  },
  'live.billing': {
    memberText: `The DJ cannot listen: this bot's credit is used up. ${TELL_THE_OPERATOR}`,
    operatorText: 'The Live API asks for money: look at the project in Google AI Studio',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.bad-key': {
    memberText: `The DJ cannot listen: this bot's key is not accepted. ${TELL_THE_OPERATOR}`,
    operatorText: 'The Live API does not accept the API key; check GEMINI_API_KEY',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.region': {
    memberText: `The DJ is not offered where this bot runs. ${TELL_THE_OPERATOR}`,
    operatorText: "The Live API is not offered at this machine's location",
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.denied': {
    memberText: `The DJ may not be used with this bot's key. ${TELL_THE_OPERATOR}`,
    operatorText: 'The API key may not use the Live API',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.model': {
    memberText: `The DJ's model is not there. ${TELL_THE_OPERATOR}`,
    operatorText: 'The Live API does not have the model; check LIVE_MODEL',
    restMs: NEEDS_A_PERSON_MS,
  },
  'live.outage': {
    memberText: `The DJ cannot listen right now. Try again in a minute. ${IN_WRITING}`,
    operatorText: 'The Live API is out of order',
    restMs: 0,
  },
  'live.dropped': {
    memberText: 'The line to the DJ broke. Press again and say it once more.',
    operatorText: 'A Live session broke off',
    restMs: 0,
  },
  'live.session-limit': {
    memberText: 'The DJ had to hang up. Press again to go on.',
    operatorText: 'The Live API ended a session for its age',
    restMs: 0,
  },
  'live.rejected': {
    memberText: `The DJ did not understand this bot. ${TELL_THE_OPERATOR}`,
    operatorText: 'The Live API rejected what it was sent',
    restMs: MINUTE_MS,
  },
  'live.unreachable': {
    memberText: `The DJ cannot be reached right now. ${IN_WRITING}`,
    operatorText: 'The Live API cannot be reached; check the network and LIVE_URL',
    restMs: 0,
  },
  'live.setup-timeout': {
    memberText: 'The DJ took too long to pick up. Press again in a moment.',
    operatorText: 'The Live API did not finish its set-up in time',
    restMs: 0,
  },
  'live.no-answer': {
    memberText: 'The DJ did not get that. Press again and say it once more.',
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
  const { memberText, operatorText, restMs } = WORDS[code];
  return { code, memberText, operatorText: `${operatorText}: ${detail}`, restMs };
}

/** Google refuses and ends Live sessions as it does Lyria's. */
export function asLiveFailure(failure: LyriaFailure): LiveFailure {
  const live = liveFailure(AS_LIVE[failure.code] ?? 'live.rejected', detailOf(failure));
  return { ...live, restMs: Math.max(live.restMs, failure.retryAfterMs ?? 0) };
}
