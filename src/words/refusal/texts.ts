import type { Interpreter, NoMusic, RefusedRequest } from '../interpretation.ts';
import { UNKIND_TEXT } from './hurtful.ts';

/** Warm, and with something to try; nothing that was typed is repeated. */
const TEXTS: Readonly<Record<NoMusic, string>> = {
  'not-music':
    'I only know about music, so I cannot help with that. Tell me what you would like to hear, such as `rainy lo-fi with soft piano`.',
  unkind: UNKIND_TEXT,
  unclear:
    'I could not make music out of that. Name a genre, an instrument or a mood, such as `dreamy synths, slow`.',
};

export function refuse(
  by: Interpreter,
  reason: NoMusic,
  memberText: string = TEXTS[reason],
): RefusedRequest {
  return { kind: 'refused', by, reason, memberText };
}

/** Points to the command that was meant. */
export function pointTo(memberText: string): RefusedRequest {
  return { kind: 'refused', by: 'local', reason: 'command', memberText };
}
