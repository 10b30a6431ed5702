import { midiOfHertz } from '../dsp/control.ts';

/** Semitones of a major scale. */
const MAJOR = [0, 2, 4, 5, 7, 9, 11] as const;
const MIDDLE_C = 60;

/**
 * The notes of a key as steps: step 0 is the tonic of the major scale nearest to middle C, step 7
 * an octave above. Nothing outside the scale can be named, so nothing outside is played.
 */
export function midiOfStep(step: number, tonic: number): number {
  const octave = Math.floor(step / 7);
  const base = MIDDLE_C + (tonic > 6 ? tonic - 12 : tonic);
  return base + 12 * octave + (MAJOR[step - 7 * octave] ?? 0);
}

/** The step whose note is nearest to a pitch. */
export function stepNear(midi: number, tonic: number): number {
  const guess = Math.round(((midi - midiOfStep(0, tonic)) * 7) / 12);
  let best = guess;
  for (let step = guess - 1; step <= guess + 1; step += 1) {
    const distance = Math.abs(midiOfStep(step, tonic) - midi);
    if (distance < Math.abs(midiOfStep(best, tonic) - midi)) best = step;
  }
  return best;
}

/** The octave of a step that lies at or above `lowest`. */
export function liftedAbove(step: number, lowest: number, tonic: number): number {
  let lifted = step;
  while (midiOfStep(lifted, tonic) >= lowest + 12) lifted -= 7;
  while (midiOfStep(lifted, tonic) < lowest) lifted += 7;
  return lifted;
}

/** The frequency nearest to `hertz` that is the tonic `homeStep` or the fifth above it. */
export function tunedHertz(hertz: number, homeStep: number, tonic: number): number {
  const midi = midiOfHertz(hertz);
  let best = Number.POSITIVE_INFINITY;
  for (let note = 0; note < 2; note += 1) {
    const pitch = midiOfStep(homeStep + 4 * note, tonic);
    const nearest = pitch + 12 * Math.round((midi - pitch) / 12);
    if (Math.abs(nearest - midi) < Math.abs(best - midi)) best = nearest;
  }
  return 440 * 2 ** ((best - 69) / 12);
}
