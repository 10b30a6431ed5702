import {
  applyChanges,
  CONTROL_NAMES,
  type ControlName,
  changesBetween,
} from '../music/controlChanges.ts';
import type { MusicGenerationConfig } from '../music/controls.ts';

/** What is about the model rather than the piece, and so outlives it. */
const OUTLIVES_THE_PIECE: readonly ControlName[] = ['guidance', 'temperature', 'topK', 'seed'];

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
  const left = (isChange ? CONTROL_NAMES : OUTLIVES_THE_PIECE).filter(
    (name) => wanted[name] === whenAsked[name],
  );
  return applyChanges(wanted, changesBetween(wanted, now, left));
}
