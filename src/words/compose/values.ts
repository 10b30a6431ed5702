import { MAX_WEIGHT, MIN_WEIGHT } from '#src/crowd/typed/parsePrompts.ts';
import type { NumericControl, Tunable } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';

/** Within Lyria's range; two places are more than anybody hears. */
export function held(control: NumericControl, value: number): number {
  const { min, max, integer } = CONTROLS[control];
  const within = Math.min(max, Math.max(min, value));
  return integer ? Math.round(within) : round(within);
}

/** A control some steps from where it is, or from what is usual while the model decides. */
export function shifted(control: Tunable, from: number | undefined, steps: number): number {
  const { size, from: usual } = CONTROLS[control].steps;
  return held(control, (from ?? usual) + steps * size);
}

/** A weight that a member could have typed. */
export function weighed(weight: number): number {
  const size = Math.min(MAX_WEIGHT, Math.max(MIN_WEIGHT, Math.abs(weight)));
  return Math.sign(weight) * round(size);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
