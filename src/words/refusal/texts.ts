import { type Told, tell } from '#src/texts/texts.ts';
import type { Interpreter, NoMusic, RefusedRequest } from '../interpretation.ts';

/** Warm, and with something to try; nothing that was typed is repeated. */
const TEXTS: Readonly<Record<NoMusic, Told>> = {
  'not-music': tell('request.not-music'),
  unkind: tell('reason.unkind'),
  unclear: tell('request.unclear'),
};

export function refuse(
  by: Interpreter,
  reason: NoMusic,
  memberText: Told = TEXTS[reason],
): RefusedRequest {
  return { kind: 'refused', by, reason, memberText };
}

/** Points to the command that was meant. */
export function pointTo(memberText: Told): RefusedRequest {
  return { kind: 'refused', by: 'local', reason: 'command', memberText };
}
