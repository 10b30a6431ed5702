import { type MusicGenerationConfig, TUNABLES } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import type { Reading } from '../reading/readRequest.ts';
import type { Wish } from '../reading/wishes.ts';
import { held, shifted } from './values.ts';

export type Draft = { -readonly [K in keyof MusicGenerationConfig]: MusicGenerationConfig[K] };

/** "Fast" and "slow" where no genre says what is usual, bpm. */
const FAST_BPM = 140;
const SLOW_BPM = 72;
/** How much "fast" and "slow" change a genre's usual tempo. */
const TEMPO_CHANGE = 0.12;
/** From the middle, where 0 to 1 means nothing special. */
const MIDDLE = 0.5;

/** Values named in so many words: they beat everything else. */
export function setNamed(draft: Draft, reading: Reading): void {
  Object.assign(draft, reading.values);
  if (reading.scale !== undefined) draft.scale = reading.scale;
  if (reading.bpmChange !== undefined) {
    const { times, plus } = reading.bpmChange;
    draft.bpm = held('bpm', (draft.bpm ?? CONTROLS.bpm.steps.from) * times + plus);
  }
}

/** Moves the knobs that a wish is about. `direction`: -1 for less of it. */
export function shift(draft: Draft, { concept, amount }: Wish, direction: 1 | -1): void {
  for (const control of TUNABLES) {
    const steps = concept.shift?.[control];
    if (steps !== undefined) {
      draft[control] = shifted(control, draft[control], direction * steps * amount);
    }
  }
}

/** Sets the knobs as something plainly asked for wants them, in a mix made afresh. */
export function setPlain(draft: Draft, { concept, amount }: Wish, usualBpm?: number): void {
  const { bpm, density, brightness, ...others } = concept.config ?? {};
  Object.assign(draft, others);
  if (density !== undefined) draft.density = stressed('density', density, amount);
  if (brightness !== undefined) draft.brightness = stressed('brightness', brightness, amount);
  // A genre knows its own tempo better than a scene.
  if (bpm !== undefined && usualBpm === undefined) draft.bpm = bpm;
  const tempo = concept.kind === 'control' ? concept.shift?.bpm : undefined;
  if (tempo !== undefined) draft.bpm = tempoOf(tempo, amount, usualBpm);
}

/** "Very" goes further from the middle, "a bit" less far. */
function stressed(control: 'density' | 'brightness', value: number, amount: number): number {
  return held(control, MIDDLE + (value - MIDDLE) * amount);
}

function tempoOf(direction: number, amount: number, usualBpm: number | undefined): number {
  if (usualBpm !== undefined) {
    return held('bpm', usualBpm * (1 + TEMPO_CHANGE * direction * amount));
  }
  const plain = direction > 0 ? FAST_BPM : SLOW_BPM;
  // "Very" is 50 % more of a wish, which is a fifth more of a tempo.
  return held('bpm', plain * (1 + TEMPO_CHANGE * direction * (amount - 1) * 2));
}
