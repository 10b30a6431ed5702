import { type Told, tell } from '#src/texts/texts.ts';
import { rangeOf } from './controlSchemas.ts';
import type { NumericControl } from './controls.ts';
import { CONTROLS } from './controlTable.ts';

export type ReadControl<Value> =
  | { readonly ok: true; readonly value: Value }
  /** In words: which control, what it takes, and what was probably meant. */
  | { readonly ok: false; readonly text: Told };

const PERCENT = 100;
/** A tempo further beyond its range than this is rather one counted in other beats. */
const MISCOUNTED = 0.1;

/** Takes a number for a control as it was typed. */
export function readNumber(name: NumericControl, typed: number): ReadControl<number> {
  const { min, max, integer } = CONTROLS[name];
  if (typed >= min && typed <= max && (!integer || Number.isInteger(typed))) {
    return { ok: true, value: typed };
  }
  const shown = String(Math.round(typed * 1_000) / 1_000);
  const text = tell('tune.wrong-number', {
    control: tell(`control.${name}.option`),
    range: rangeOf(CONTROLS[name]),
    typed: shown,
    meant: meant(name, typed),
  });
  return { ok: false, text };
}

function meant(name: NumericControl, typed: number): number {
  const { min, max, integer } = CONTROLS[name];
  if (max === 1 && typed > 1 && typed <= PERCENT) return typed / PERCENT;
  if (name === 'bpm') {
    if (typed < min * (1 - MISCOUNTED) && typed * 2 >= min) return Math.round(typed * 2);
    if (typed > max * (1 + MISCOUNTED) && typed / 2 <= max) return Math.round(typed / 2);
  }
  const held = Math.min(max, Math.max(min, typed));
  return integer ? Math.round(held) : held;
}
