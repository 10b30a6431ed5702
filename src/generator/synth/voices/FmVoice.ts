import { approachPerSlice, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { Envelope } from '../dsp/Envelope.ts';
import { SINE, SINE_MASK, SINE_SIZE } from '../dsp/sine.ts';
import type { FmPatch } from './FmPatch.ts';
import { type Note, type StereoBuffer, type Timbre, Voice } from './Voice.ts';

const RADIAN = SINE_SIZE / (2 * Math.PI);
/** Keeps a phase above 0 whatever is taken from it, so that cutting off decimals rounds down. */
const LIFT = SINE_SIZE * 16;
const TREMOLO_HZ = 4.7;
/** An amplitude of a third is about as strong as the wavetables are. */
const AMPLITUDE = 0.42;
/** Modulating high notes as deeply as low ones would make them fold back. */
const INDEX_CORNER_HZ = 700;

export class FmVoice extends Voice {
  readonly #timbre: Timbre;
  readonly #envelope = new Envelope();
  #patch: FmPatch | undefined;
  #carrier = 0;
  #modulator = 0;
  #overtone = 0;
  #step = 0;
  #index = 0;
  #indexRest = 0;
  #indexRate = 0;
  #depth = 0;
  #partial = 0;
  #partialRate = 0;
  #amp = 0;
  #tremoloPhase = 0;

  constructor(timbre: Timbre) {
    super();
    this.#timbre = timbre;
  }

  start(patch: FmPatch, note: Note, bus: StereoBuffer): void {
    this.begin(note, bus, patch.level * AMPLITUDE * (0.35 + 0.65 * note.velocity));
    this.#patch = patch;
    this.#envelope.start(patch, note.gateSamples);
    this.#carrier = 0;
    this.#modulator = 0;
    this.#overtone = 0;
    this.#step = (note.hertz * SINE_SIZE) / SAMPLE_RATE;
    const height = INDEX_CORNER_HZ / (INDEX_CORNER_HZ + note.hertz);
    const peak = patch.index * 1.4 * height * (0.3 + 0.7 * note.velocity);
    this.#index = peak;
    this.#indexRest = peak * patch.indexSustain;
    this.#indexRate = approachPerSlice(patch.indexDecay);
    this.#depth = 0;
    const partialFits = note.hertz * patch.partial < SAMPLE_RATE / 3;
    this.#partial = partialFits ? patch.partialLevel * note.velocity : 0;
    this.#partialRate = approachPerSlice(patch.partialDecay);
    this.#amp = 0;
  }

  protected override fadeAway(): void {
    this.#envelope.kill();
  }

  protected override slice(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
  ): boolean {
    const patch = this.#patch;
    if (patch === undefined) return false;
    const length = to - from;
    const share = length / SLICE;

    this.#index += (this.#indexRest - this.#index) * this.#indexRate * share;
    const depthTarget = this.#index * RADIAN * 2 ** (0.7 * this.#timbre.brightnessOctaves);
    const depthStep = (depthTarget - this.#depth) / length;
    this.#partial -= this.#partial * this.#partialRate * share;
    const partial = this.#partial;
    const amp = this.#envelope.advance(length);
    const ampStep = (amp - this.#amp) / length;

    this.#tremoloPhase += (length * TREMOLO_HZ * SINE_SIZE) / SAMPLE_RATE;
    const sway = patch.tremolo * (SINE[this.#tremoloPhase & SINE_MASK] ?? 0);
    const leftGain = this.leftGain * (1 + 0.5 * sway);
    const rightGain = this.rightGain * (1 - 0.5 * sway);

    const step = this.#step;
    const modulatorStep = step * patch.ratio;
    const overtoneStep = step * patch.partial;
    let carrier = this.#carrier;
    let modulator = this.#modulator;
    let overtone = this.#overtone;
    let depth = this.#depth;
    let level = this.#amp;
    for (let i = from; i < to; i += 1) {
      let index = modulator | 0;
      const a = SINE[index] ?? 0;
      depth += depthStep;
      const bend = depth * (a + ((SINE[index + 1] ?? 0) - a) * (modulator - index));
      const phase = carrier + bend + LIFT;
      const whole = phase | 0;
      index = whole & SINE_MASK;
      const b = SINE[index] ?? 0;
      let sample = b + ((SINE[index + 1] ?? 0) - b) * (phase - whole);
      if (partial > 1e-4) {
        sample += partial * (SINE[overtone | 0] ?? 0);
        overtone += overtoneStep;
        if (overtone >= SINE_SIZE) overtone -= SINE_SIZE;
      }
      carrier += step;
      if (carrier >= SINE_SIZE) carrier -= SINE_SIZE;
      modulator += modulatorStep;
      if (modulator >= SINE_SIZE) modulator -= SINE_SIZE;
      level += ampStep;
      sample *= level;
      left[i] = (left[i] ?? 0) + sample * leftGain;
      right[i] = (right[i] ?? 0) + sample * rightGain;
    }
    this.#carrier = carrier;
    this.#modulator = modulator;
    this.#overtone = overtone;
    this.#depth = depthTarget;
    this.#amp = amp;
    return !this.#envelope.done;
  }
}
