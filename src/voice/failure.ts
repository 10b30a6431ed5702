import { tell } from '#src/texts/texts.ts';
import type { Failure } from '../failure.ts';

export type VoiceFailureCode =
  | 'voice.refused'
  | 'voice.limited'
  | 'voice.unavailable'
  | 'voice.stream';

export function voiceFailure(code: VoiceFailureCode, seen: string): Failure<VoiceFailureCode> {
  const operatorText = `${OPERATOR_TEXTS[code]} (${seen}).`;
  return { code, memberText: tell(`failure.${code}`), operatorText };
}

const OPERATOR_TEXTS: Readonly<Record<VoiceFailureCode, string>> = {
  'voice.refused': 'Discord refused the voice connection for good',
  'voice.limited': 'Discord closed the voice connection because of a rate limit',
  'voice.unavailable': 'The voice connection was never established; UDP to Discord may be blocked',
  'voice.stream': 'Mixing or encoding fails again and again; the errors are in the log',
};
