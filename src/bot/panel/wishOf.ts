import type { Wish } from '#src/control/actions.ts';
import type { PanelAction } from './panelIds.ts';

/**
 * What a press on one of a panel's buttons asks of the station; undefined where more has to be told
 * first, in a form or by a choice.
 *
 * @param askIn where others are asked if the panel's channel takes no message
 * @param surprise makes up a prompt
 */
export function wishOf(
  action: PanelAction,
  askIn: string,
  surprise: () => string,
): Wish | undefined {
  switch (action.kind) {
    case 'up':
    case 'down':
      return { kind: 'vote', candidateId: action.candidateId, choice: action.kind };
    case 'more':
      return { kind: 'nudge', control: action.control, direction: 1 };
    case 'less':
      return { kind: 'nudge', control: action.control, direction: -1 };
    case 'surprise':
      return { kind: 'propose', text: surprise(), surprise: true };
    case 'resume':
      return { kind: 'resume' };
    case 'pause':
    case 'stop':
      return { kind: action.kind, askIn };
    case 'propose':
    case 'preset':
      return undefined;
  }
}
