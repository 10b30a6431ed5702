import type { Failure } from '../failure.ts';

export type VoiceFailureCode =
  | 'voice.refused'
  | 'voice.limited'
  | 'voice.unavailable'
  | 'voice.stream';

export function voiceFailure(code: VoiceFailureCode, seen: string): Failure<VoiceFailureCode> {
  return { code, ...TEXTS[code], operatorText: `${TEXTS[code].operatorText} (${seen}).` };
}

const TEXTS: Readonly<Record<VoiceFailureCode, { memberText: string; operatorText: string }>> = {
  'voice.refused': {
    memberText:
      'Discord does not let me speak in this voice channel. Please tell whoever runs this bot.',
    operatorText: 'Discord refused the voice connection for good',
  },
  'voice.limited': {
    memberText: 'Discord asks me to connect less often. Try `/lyria play` again in a few minutes.',
    operatorText: 'Discord closed the voice connection because of a rate limit',
  },
  'voice.unavailable': {
    memberText: 'I could not connect to this voice channel. Try `/lyria play` again in a minute.',
    operatorText: 'The voice connection was never established; UDP to Discord may be blocked',
  },
  'voice.stream': {
    memberText: 'Something broke while I played. Please tell whoever runs this bot.',
    operatorText: 'Mixing or encoding fails again and again; the errors are in the log',
  },
};
