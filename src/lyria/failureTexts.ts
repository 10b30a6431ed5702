import { type TextId, tell } from '#src/texts/texts.ts';
import { type Failure, FailureError } from '../failure.ts';
import type { LyriaFailure, LyriaFailureCode, Retry } from './failure.ts';

interface Words {
  readonly retry: Retry;
  /** It says something about the key, and so about every station: see `SessionGate`. */
  readonly concernsKey?: true;
  /** For members while a station waits for the end of it, where nobody has to do anything then. */
  readonly waiting?: Extract<TextId, `failure.${string}.waiting`>;
  /** What happened and where to look; what was seen follows. */
  readonly operatorText: string;
}

/** What each failure means, in the order of `LyriaFailureCode`. */
const WORDS: Readonly<Record<LyriaFailureCode, Words>> = {
  'lyria.invalid': {
    retry: 'never',
    waiting: 'failure.lyria.invalid.waiting',
    operatorText: 'Nothing was sent to Lyria, since it would refuse this',
  },
  'lyria.quota': {
    retry: 'later',
    concernsKey: true,
    waiting: 'failure.lyria.quota.waiting',
    operatorText: "The API key's quota at Lyria is used up; look at its usage in Google AI Studio",
  },
  'lyria.billing': {
    retry: 'later',
    concernsKey: true,
    operatorText:
      "Lyria asks for money: the API key's project has no credit left, has reached its spending cap, or has no billing; look at it in Google AI Studio",
  },
  'lyria.bad-key': {
    retry: 'never',
    concernsKey: true,
    operatorText:
      'Lyria does not accept the API key; check GEMINI_API_KEY, and make a new key if this one was leaked, has expired or is restricted',
  },
  'lyria.region': {
    retry: 'never',
    concernsKey: true,
    operatorText:
      "Lyria is not offered at this machine's location, or not to a project without billing there",
  },
  'lyria.denied': {
    retry: 'never',
    concernsKey: true,
    operatorText:
      "The API key's project may not use Lyria; look at the project in Google AI Studio, and whether the Generative Language API is enabled for it",
  },
  'lyria.model': {
    retry: 'never',
    concernsKey: true,
    operatorText: 'Lyria does not know the model, or not for this key; check LYRIA_MODEL',
  },
  'lyria.outage': {
    retry: 'soon',
    waiting: 'failure.lyria.outage.waiting',
    operatorText: 'Lyria is unavailable',
  },
  'lyria.dropped': {
    retry: 'soon',
    waiting: 'failure.lyria.dropped.waiting',
    operatorText: 'The connection to Lyria was lost',
  },
  'lyria.session-limit': {
    retry: 'now',
    waiting: 'failure.lyria.session-limit.waiting',
    operatorText: 'Lyria closed the session at the 600 s limit',
  },
  'lyria.rejected': {
    retry: 'unsure',
    waiting: 'failure.lyria.rejected.waiting',
    operatorText:
      'Lyria refused, which can pass; if it does not, check LYRIA_URL and LYRIA_MODEL and update the bot',
  },
  'lyria.unplayable': {
    retry: 'later',
    waiting: 'failure.lyria.unplayable.waiting',
    operatorText:
      'Lyria sends audio that cannot be played, so the session was closed; check LYRIA_URL and LYRIA_MODEL and update the bot',
  },
  'lyria.unreachable': {
    retry: 'soon',
    waiting: 'failure.lyria.unreachable.waiting',
    operatorText: 'Lyria cannot be reached; check the network and LYRIA_URL',
  },
  'lyria.setup-timeout': {
    retry: 'soon',
    waiting: 'failure.lyria.setup-timeout.waiting',
    operatorText: 'Lyria did not finish its set-up in time',
  },
  'lyria.aborted': {
    retry: 'never',
    operatorText: 'Connecting to Lyria was called off',
  },
};

/**
 * The failure of that code. `detail`, what was seen, ends the operator's text and must already be
 * free of keys; `retry` says otherwise than the code usually does.
 */
export function lyriaFailure(
  code: LyriaFailureCode,
  detail: string,
  retry: Retry = WORDS[code].retry,
): LyriaFailure {
  const operatorText = `${WORDS[code].operatorText}: ${detail}`;
  return { code, retry, memberText: tell(`failure.${code}`), operatorText };
}

/** What was seen: the end of the operator's text, for whoever has another beginning for it. */
export function detailOf({ code, operatorText }: LyriaFailure): string {
  return operatorText.slice(`${WORDS[code].operatorText}: `.length);
}

/** Whether it says something about the key, and so about every station of this process. */
export function concernsKey({ code }: LyriaFailure): boolean {
  return WORDS[code].concernsKey === true;
}

/**
 * The same failure of a session that has played. Sessions end early now and then, and the next one
 * plays: that the service is down is said once that one cannot be had either.
 */
export function asInterrupted(failure: LyriaFailure): LyriaFailure {
  if (failure.code !== 'lyria.outage' && failure.code !== 'lyria.rejected') return failure;
  const memberText = tell('failure.lyria.dropped');
  return { ...failure, code: 'lyria.dropped', retry: 'soon', memberText };
}

/** The same failure of a session with a server's own key: somebody else can see to it. */
export function asOfServersKey(failure: LyriaFailure): LyriaFailure {
  return concernsKey(failure) ? { ...failure, memberText: tell('failure.lyria.own-key') } : failure;
}

/** What somebody threw on the way to a session. Whatever is no failure of Lyria's was in the way. */
export function asLyriaFailure(error: unknown): LyriaFailure {
  if (error instanceof FailureError && isLyriaFailure(error.failure)) return error.failure;
  return lyriaFailure('lyria.unreachable', `opening a session failed: ${String(error)}`);
}

function isLyriaFailure(failure: Failure): failure is LyriaFailure {
  return Object.hasOwn(WORDS, failure.code) && 'retry' in failure;
}

/** The same failure, in words for the members of a station that waits for the end of it. */
export function whileWaiting(failure: Failure): Failure {
  const id = Object.entries(WORDS).find(([code]) => code === failure.code)?.[1].waiting;
  return id === undefined ? failure : { ...failure, memberText: { id } };
}
