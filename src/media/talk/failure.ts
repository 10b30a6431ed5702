import type { Failure } from '../../failure.ts';

export type TalkFailureCode = 'talk.full' | 'talk.unheard' | 'talk.unreadable' | 'talk.unavailable';

const TEXTS: Readonly<Record<TalkFailureCode, { memberText: string; operatorText: string }>> = {
  'talk.full': {
    memberText: 'The DJ is listening to others right now. Press again in a moment.',
    operatorText: 'As many members talk to the DJ as may at once (two a server, LIVE_MAX_SESSIONS)',
  },
  'talk.unheard': {
    memberText:
      'The DJ heard nothing from you. Are you muted? Check your microphone and press again.',
    operatorText: 'Nothing came from a member who pressed to talk',
  },
  'talk.unreadable': {
    memberText:
      'The DJ could not make out your voice. Leave the voice channel, come back, and try again.',
    operatorText: "A member's voice packets came and could not be decrypted",
  },
  'talk.unavailable': {
    memberText: 'There is no DJ to talk to right now.',
    operatorText:
      'A member was to be listened to where no Live service is set up, or nothing plays',
  },
};

export function talkFailure(code: TalkFailureCode): Failure<TalkFailureCode> {
  return { code, ...TEXTS[code] };
}
