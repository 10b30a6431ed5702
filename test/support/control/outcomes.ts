import type { Outcome, Reason } from '#src/control/outcome.ts';

export const DONE: Outcome = { kind: 'done' };

export function refused(reason: Reason): Outcome {
  return { kind: 'refused', reason };
}
