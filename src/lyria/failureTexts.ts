import { type Failure, FailureError } from '../failure.ts';
import type { LyriaFailure, LyriaFailureCode, Retry } from './failure.ts';

interface Words {
  readonly retry: Retry;
  /** It says something about the key, and so about every station: see `SessionGate`. */
  readonly concernsKey?: true;
  /** What is wrong, and what to do about it. */
  readonly memberText: string;
  /** The same while a station waits for the end of it: nobody has to do anything. */
  readonly waitingText: string;
  /** What happened and where to look; what was seen follows. */
  readonly operatorText: string;
}

const ASK_THE_OPERATOR = 'Please tell whoever runs this bot.';
const COMES_BACK = 'The music comes back by itself.';

/** What each failure means, in the order of `LyriaFailureCode`. */
const WORDS: Readonly<Record<LyriaFailureCode, Words>> = {
  'lyria.invalid': {
    retry: 'never',
    memberText: 'The music service would not understand that.',
    waitingText: 'The music service would not understand what was asked for.',
    operatorText: 'Nothing was sent to Lyria, since it would refuse this',
  },
  'lyria.quota': {
    retry: 'later',
    concernsKey: true,
    memberText: 'The music service has given all it gives for now. Try again in an hour or so.',
    waitingText: `The music service has given all it gives for now. ${COMES_BACK}`,
    operatorText: "The API key's quota at Lyria is used up; look at its usage in Google AI Studio",
  },
  'lyria.billing': {
    retry: 'later',
    concernsKey: true,
    memberText: `The music service is paid for, and this bot's credit is used up. ${ASK_THE_OPERATOR}`,
    waitingText: `The music service is paid for, and this bot's credit is used up. ${ASK_THE_OPERATOR}`,
    operatorText:
      "Lyria asks for money: the API key's project has no credit left, has reached its spending cap, or has no billing; look at it in Google AI Studio",
  },
  'lyria.bad-key': {
    retry: 'never',
    concernsKey: true,
    memberText: `The music service does not accept this bot's key. ${ASK_THE_OPERATOR}`,
    waitingText: `The music service does not accept this bot's key. ${ASK_THE_OPERATOR}`,
    operatorText:
      'Lyria does not accept the API key; check GEMINI_API_KEY, and make a new key if this one was leaked, has expired or is restricted',
  },
  'lyria.region': {
    retry: 'never',
    concernsKey: true,
    memberText: `The music service is not offered where this bot runs. ${ASK_THE_OPERATOR}`,
    waitingText: `The music service is not offered where this bot runs. ${ASK_THE_OPERATOR}`,
    operatorText:
      "Lyria is not offered at this machine's location, or not to a project without billing there",
  },
  'lyria.denied': {
    retry: 'never',
    concernsKey: true,
    memberText: `The music service does not let this bot in. ${ASK_THE_OPERATOR}`,
    waitingText: `The music service does not let this bot in. ${ASK_THE_OPERATOR}`,
    operatorText:
      "The API key's project may not use Lyria; look at the project in Google AI Studio, and whether the Generative Language API is enabled for it",
  },
  'lyria.model': {
    retry: 'never',
    concernsKey: true,
    memberText: `The music service does not know what this bot asks for. ${ASK_THE_OPERATOR}`,
    waitingText: `The music service does not know what this bot asks for. ${ASK_THE_OPERATOR}`,
    operatorText: 'Lyria does not know the model, or not for this key; check LYRIA_MODEL',
  },
  'lyria.outage': {
    retry: 'soon',
    memberText: 'The music service is down at the moment. Try again in a few minutes.',
    waitingText: `The music service is down at the moment. ${COMES_BACK}`,
    operatorText: 'Lyria is unavailable',
  },
  'lyria.dropped': {
    retry: 'soon',
    memberText: 'The connection to the music service was lost. Try again in a moment.',
    waitingText: 'The connection to the music service was lost. A new one is on its way.',
    operatorText: 'The connection to Lyria was lost',
  },
  'lyria.session-limit': {
    retry: 'now',
    memberText: 'The music service ended this session because of its age. Just start a new one.',
    waitingText: `The music service ended this session because of its age. ${COMES_BACK}`,
    operatorText: 'Lyria closed the session at the 600 s limit',
  },
  'lyria.rejected': {
    retry: 'unsure',
    memberText: 'The music service refuses to play at the moment. Try again in a few minutes.',
    waitingText: 'The music service refuses to play at the moment. I keep trying.',
    operatorText:
      'Lyria refused, which can pass; if it does not, check LYRIA_URL and LYRIA_MODEL and update the bot',
  },
  'lyria.unplayable': {
    retry: 'later',
    memberText: `The music service sends music in a form that this bot cannot play. ${ASK_THE_OPERATOR}`,
    waitingText:
      'The music service sends music in a form that this bot cannot play. I keep trying.',
    operatorText:
      'Lyria sends audio that cannot be played, so the session was closed; check LYRIA_URL and LYRIA_MODEL and update the bot',
  },
  'lyria.unreachable': {
    retry: 'soon',
    memberText: 'The music service cannot be reached right now. Try again in a few minutes.',
    waitingText: `The music service cannot be reached right now. ${COMES_BACK}`,
    operatorText: 'Lyria cannot be reached; check the network and LYRIA_URL',
  },
  'lyria.setup-timeout': {
    retry: 'soon',
    memberText: 'The music service took too long to answer. Try again in a moment.',
    waitingText: `The music service took too long to answer. ${COMES_BACK}`,
    operatorText: 'Lyria did not finish its set-up in time',
  },
  'lyria.aborted': {
    retry: 'never',
    memberText: 'The start was called off.',
    waitingText: 'The start was called off.',
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
  const { memberText, operatorText } = WORDS[code];
  return { code, retry, memberText, operatorText: `${operatorText}: ${detail}` };
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
  const { memberText } = WORDS['lyria.dropped'];
  return { ...failure, code: 'lyria.dropped', retry: 'soon', memberText };
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
  const words = Object.entries(WORDS).find(([code]) => code === failure.code)?.[1];
  return words === undefined ? failure : { ...failure, memberText: words.waitingText };
}
