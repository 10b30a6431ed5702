import type { Wish } from '../../control/actions.ts';
import type { PanelAction } from './panelIds.ts';

/**
 * What a press on one of a panel's buttons asks of the station; undefined where more has to be told
 * first, in a form or by a choice.
 *
 * @param askIn the text channel in which others are asked
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
      return { kind: 'propose', text: surprise() };
    case 'pause':
    case 'resume':
      return { kind: action.kind };
    case 'stop':
      return { kind: 'stop', askIn };
    case 'propose':
    case 'preset':
      return undefined;
  }
}
