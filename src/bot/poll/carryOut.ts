import type { StationControl } from '../../../commands/ports.ts';
import type { PollQuestion } from '../../crowd/pollQuestion.ts';
import { rebaseConfig } from '../../crowd/rebaseConfig.ts';
import { applyChanges } from '../../music/controlChanges.ts';
import type { MusicGenerationConfig } from '../../music/controls.ts';

/**
 * Does what a passed poll has decided, and undoes nothing that was changed while it ran.
 *
 * @param whenAsked the configuration when it was asked
 */
export function carryOut(
  station: StationControl,
  question: PollQuestion,
  askedBy: string,
  whenAsked: MusicGenerationConfig,
): void {
  switch (question.kind) {
    case 'stop':
      station.stop();
      break;
    case 'new-start': {
      const { prompts, config, isChange = false } = question;
      const rebased = config && rebaseConfig(config, whenAsked, station.config, isChange);
      station.restart(prompts, askedBy, rebased);
      break;
    }
    case 'tempo':
      station.setConfig(applyChanges(station.config, { bpm: question.bpm }));
      break;
    case 'scale':
      station.setConfig(applyChanges(station.config, { scale: question.scale }));
      break;
    case 'tempo-and-scale': {
      const { bpm, scale } = question;
      station.setConfig(applyChanges(station.config, { bpm, scale }));
      break;
    }
  }
}
