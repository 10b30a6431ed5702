import type { Failure } from '../failure.ts';

export type VoiceFailureCode =
  | 'voice.refused'
  | 'voice.lost'
  | 'voice.unavailable'
  | 'voice.encoder';

export function voiceFailure(code: VoiceFailureCode, seen: string): Failure<VoiceFailureCode> {
  return { code, ...TEXTS[code], operatorText: `${TEXTS[code].operatorText} (${seen}).` };
}

const TEXTS: Readonly<Record<VoiceFailureCode, { memberText: string; operatorText: string }>> = {
  'voice.refused': {
    memberText:
      'Discord does not let me speak in this voice channel. Please tell whoever runs this bot.',
    operatorText: 'Discord refused the voice connection for good',
  },
  'voice.lost': {
    memberText: 'I lost the connection to this voice channel. Try `/lyria play` again in a minute.',
    operatorText: 'The voice connection could not be restored',
  },
  'voice.unavailable': {
    memberText: 'I could not connect to this voice channel. Try `/lyria play` again in a minute.',
    operatorText: 'The voice connection was never established; UDP to Discord may be blocked',
  },
  'voice.encoder': {
    memberText: 'The music could not be encoded. Please tell whoever runs this bot.',
    operatorText: 'The Opus encoder fails again and again; was it installed without errors?',
  },
};
