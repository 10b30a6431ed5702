import { applyChanges, changesBetween } from '#src/music/controlChanges.ts';
import {
  CONTROL_NAMES,
  MODEL_CONTROLS,
  type MusicGenerationConfig,
  TUNABLES,
  type Tunable,
} from '#src/music/controls.ts';
import { type TuningState, tunedSteps, tunedValue } from './tuning.ts';

/**
 * The whole configuration to play: the station's own, moved by what the listeners wish.
 *
 * @param counting whose wishes count now
 */
export function tunedConfig(
  own: MusicGenerationConfig,
  tuning: TuningState,
  counting: ReadonlySet<string>,
): MusicGenerationConfig {
  return TUNABLES.reduce((config, control) => {
    const value = tunedValue(control, own[control], tunedSteps(tuning, control, counting));
    return value === own[control] ? config : applyChanges(config, { [control]: value });
  }, own);
}

/**
 * Another configuration is decided on: it is what plays from now on. A control that becomes
 * another one by it has been decided, and the wishes for it are over; wishes for what stays, stay.
 */
export function adoptConfig(
  before: { readonly own: MusicGenerationConfig; readonly tuning: TuningState },
  counting: ReadonlySet<string>,
  wanted: MusicGenerationConfig,
): { readonly own: MusicGenerationConfig; readonly tuning: TuningState } {
  const playing = tunedConfig(before.own, before.tuning, counting);
  let { tuning } = before;
  let own = wanted;
  for (const control of TUNABLES) {
    if (wanted[control] === playing[control]) {
      own = applyChanges(own, { [control]: before.own[control] ?? null });
    } else tuning = { ...tuning, [control]: [] };
  }
  return { own, tuning };
}

/** How one control stands, for the panel. */
export interface TuningStanding {
  readonly control: Tunable;
  /** What is asked for; undefined: the model decides. */
  readonly value: number | undefined;
  /** Counting listeners who wish for more than the station's own value, and for less. */
  readonly more: number;
  readonly less: number;
}

export function tuningStandings(
  own: MusicGenerationConfig,
  tuning: TuningState,
  counting: ReadonlySet<string>,
): readonly TuningStanding[] {
  const config = tunedConfig(own, tuning, counting);
  return TUNABLES.map((control) => {
    const steps = tuning[control].filter((one) => counting.has(one.userId));
    return {
      control,
      value: config[control],
      more: steps.filter((one) => one.steps > 0).length,
      less: steps.filter((one) => one.steps < 0).length,
    };
  });
}

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
