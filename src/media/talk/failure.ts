import { tell } from '#src/texts/texts.ts';
import type { Failure } from '../../failure.ts';

export type TalkFailureCode = 'talk.full' | 'talk.unheard' | 'talk.unreadable' | 'talk.unavailable';

const OPERATOR_TEXTS: Readonly<Record<TalkFailureCode, string>> = {
  'talk.full': 'As many members talk to the DJ as may at once (two a server, LIVE_MAX_SESSIONS)',
  'talk.unheard': 'Nothing came from a member who pressed to talk',
  'talk.unreadable': "A member's voice packets came and could not be decrypted",
  'talk.unavailable':
    'A member was to be listened to where no Live service is set up, or nothing plays',
};

export function talkFailure(code: TalkFailureCode): Failure<TalkFailureCode> {
  return { code, memberText: tell(`failure.${code}`), operatorText: OPERATOR_TEXTS[code] };
}
