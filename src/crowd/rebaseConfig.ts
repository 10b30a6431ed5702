import { applyChanges, changesBetween } from '../music/controlChanges.ts';
import { CONTROL_NAMES, MODEL_CONTROLS, type MusicGenerationConfig } from '../music/controls.ts';

/**
 * A whole configuration that was asked for some time ago, as it is to be now: controls it left as
 * they were are left as they have become meanwhile.
 *
 * @param isChange what played, changed, rather than another piece with controls of its own
 */
export function rebaseConfig(
  wanted: MusicGenerationConfig,
  whenAsked: MusicGenerationConfig,
  now: MusicGenerationConfig,
  isChange: boolean,
): MusicGenerationConfig {
  const left = (isChange ? CONTROL_NAMES : MODEL_CONTROLS).filter(
    (name) => wanted[name] === whenAsked[name],
  );
  return applyChanges(wanted, changesBetween(wanted, now, left));
}
