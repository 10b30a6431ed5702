import { approachPerSlice, clamp, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { NOISE, NOISE_MASK } from '../dsp/noise.ts';
import type { PluckPatch } from './PluckPatch.ts';
import { type Note, type StereoBuffer, type Timbre, Voice } from './Voice.ts';

/** Enough for 30 Hz. */
const LINE_SIZE = 2048;
const LINE_MASK = LINE_SIZE - 1;
const MIDDLE_C_HZ = 261.63;
const INAUDIBLE = 2e-4;
const KILL_SECONDS = 0.004;
/** A plectrum is never quite clean. */
const SCRATCH = 0.12;
/** The string's loudest moment is made this strong. */
const RMS = 0.34;

/** Karplus-Strong, tuned exactly by an all-pass filter in the loop. */
export class PluckVoice extends Voice {
  readonly #timbre: Timbre;
  readonly #line = new Float32Array(LINE_SIZE);
  #patch: PluckPatch | undefined;
  #writeAt = 0;
  #delay = 0;
  #damping = 0;
  #feedback = 0;
  #allPass = 0;
  #lastIn = 0;
  #lastOut = 0;
  #lastRead = 0;
  #gateSamples = 0;
  #gain = 0;
  #gainTarget = 1;
  #releaseRate = 0;
  /** A rough idea of how loud it still is. */
  #energy = 0;
  #hertz = 0;

  constructor(timbre: Timbre) {
    super();
    this.#timbre = timbre;
  }

  start(patch: PluckPatch, note: Note, bus: StereoBuffer): void {
    this.begin(note, bus, patch.level * (0.35 + 0.65 * note.velocity));
    this.#patch = patch;
    this.#hertz = note.hertz;
    const octaves = Math.log2(note.hertz / MIDDLE_C_HZ);
    // High strings lose treble in fewer samples than low ones.
    const damping = 0.5 * clamp(patch.damping * 2 ** (-0.4 * octaves), 0.02, 1);
    this.#damping = damping;
    const period = SAMPLE_RATE / note.hertz;
    // The damping filter delays by about its weight on the past sample.
    const loop = period - damping;
    this.#delay = Math.min(LINE_SIZE - 1, Math.floor(loop - 0.3));
    const rest = loop - this.#delay;
    this.#allPass = (1 - rest) / (1 + rest);
    const ring = patch.ring * 2 ** (-0.5 * octaves);
    this.#feedback = 10 ** (-3 / (note.hertz * ring));
    this.#lastIn = 0;
    this.#lastOut = 0;
    this.#lastRead = 0;
    this.#gateSamples = note.gateSamples;
    this.#gain = 0;
    this.#gainTarget = 1;
    this.#releaseRate = approachPerSlice(patch.release / 3);
    this.#energy = 1;
    this.#excite(patch, note);
  }

  protected override fadeAway(): void {
    this.#gateSamples = 0;
    this.#releaseRate = approachPerSlice(KILL_SECONDS);
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
    this.#gateSamples -= length;
    if (this.#gateSamples < 0) {
      this.#gainTarget -= this.#gainTarget * this.#releaseRate * (length / SLICE);
    }
    const gainStep = (this.#gainTarget - this.#gain) / length;

    const line = this.#line;
    const delay = this.#delay;
    const damping = this.#damping;
    const feedback = this.#feedback;
    const allPass = this.#allPass;
    const { buzz, drive } = patch;
    const driveGain = 1 + drive * 12;
    const { leftGain, rightGain } = this;
    let gain = this.#gain;
    let writeAt = this.#writeAt;
    let lastIn = this.#lastIn;
    let lastOut = this.#lastOut;
    let lastRead = this.#lastRead;
    let sum = 0;
    for (let i = from; i < to; i += 1) {
      const read = line[(writeAt - delay) & LINE_MASK] ?? 0;
      const damped = feedback * (read + damping * (lastRead - read));
      lastRead = read;
      const tuned = allPass * (damped - lastOut) + lastIn;
      lastIn = damped;
      lastOut = tuned;
      line[writeAt] = tuned;
      writeAt = (writeAt + 1) & LINE_MASK;
      let out = tuned;
      if (buzz > 0) out += buzz * tuned * Math.abs(tuned) * 2;
      if (drive > 0) {
        const x = clamp(out * driveGain, -3, 3);
        out = (0.4 * x * (27 + x * x)) / (27 + 9 * x * x);
      }
      sum += tuned * tuned;
      gain += gainStep;
      out *= gain;
      left[i] = (left[i] ?? 0) + out * leftGain;
      right[i] = (right[i] ?? 0) + out * rightGain;
    }
    this.#gain = this.#gainTarget;
    this.#writeAt = writeAt;
    this.#lastIn = lastIn;
    this.#lastOut = lastOut;
    this.#lastRead = lastRead;
    this.#energy += (sum / length - this.#energy) * 0.02 * (length / SLICE);
    return Math.sqrt(this.#energy) * this.#gainTarget > INAUDIBLE;
  }

  /**
   * Fills a period with the string's velocity at the moment it is let go: one pulse up, a longer
   * one down. Brightness is taken from the edge, so it is set for good when the note begins.
   */
  #excite(patch: PluckPatch, note: Note): void {
    const line = this.#line;
    const period = this.#delay;
    const edge = patch.edge * 2 ** (this.#timbre.brightnessOctaves + 1.2 * (note.velocity - 0.75));
    const smoothing =
      1 - Math.exp((-2 * Math.PI * Math.min(16_000, this.#hertz * edge)) / SAMPLE_RATE);
    const split = Math.max(2, Math.round(period * patch.position));
    const up = 1 / split;
    const down = -1 / (period - split);
    const noiseAt = (this.#hertz * 313) & NOISE_MASK;
    // Twice round, so that the smoothing has settled and the period closes on itself.
    let value = 0;
    let power = 0;
    for (let i = 0; i < 2 * period; i += 1) {
      const at = i % period;
      const scratch = SCRATCH * up * (NOISE[(noiseAt + at) & NOISE_MASK] ?? 0);
      value += smoothing * ((at < split ? up : down) + scratch - value);
      if (i < period) continue;
      line[(this.#writeAt - period + at) & LINE_MASK] = value;
      power += value * value;
    }
    const scale = RMS / Math.sqrt(power / period);
    for (let i = 0; i < period; i += 1) {
      const at = (this.#writeAt - period + i) & LINE_MASK;
      line[at] = (line[at] ?? 0) * scale;
    }
  }
}
