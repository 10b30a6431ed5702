import { approachPerSlice, clamp, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { Envelope } from '../dsp/Envelope.ts';
import { NOISE, NOISE_MASK } from '../dsp/noise.ts';
import { SINE, SINE_MASK, SINE_SIZE } from '../dsp/sine.ts';
import { WAVE_SIZE, wavetable } from '../dsp/wavetables.ts';
import type { TonePatch } from './TonePatch.ts';
import { type Note, type StereoBuffer, type Timbre, Voice } from './Voice.ts';

const MIDDLE_C_HZ = 261.63;
const VIBRATO_HZ = 5.2;
/** A player finds the note before it sings. */
const VIBRATO_DELAY_SECONDS = 0.35;
const MIN_CUTOFF_HZ = 60;
const MAX_CUTOFF_HZ = 16_000;
/** How much darker a note is that is played half as hard. */
const VELOCITY_OCTAVES = 1.2;
const MAX_DRIVE_GAIN = 9;

export class ToneVoice extends Voice {
  readonly #timbre: Timbre;
  readonly #envelope = new Envelope();
  #patch: TonePatch | undefined;
  #tableA = wavetable('sine', MIDDLE_C_HZ);
  #tableB = this.#tableA;
  #mixA = 1;
  #mixB = 0;
  #phaseA = 0;
  #phaseB = 0;
  #stepA = 0;
  #ratioB = 1;
  #pitch = 1;
  #glideRate = 1;
  #vibrato = 0;
  #age = 0;
  #filterOctaves = 0;
  #filterRate = 0;
  #cutoffHz = 0;
  #damping = 1;
  #low = 0;
  #band = 0;
  #amp = 0;
  #noiseAt = 0;
  #driveGain = 1;

  constructor(timbre: Timbre) {
    super();
    this.#timbre = timbre;
  }

  start(patch: TonePatch, note: Note, bus: StereoBuffer): void {
    this.begin(note, bus, patch.level * (0.35 + 0.65 * note.velocity));
    this.#patch = patch;
    this.#envelope.start(patch, note.gateSamples);
    const { hertz } = note;
    this.#tableA = wavetable(patch.wave, hertz);
    this.#tableB = wavetable(patch.wave2, hertz * 2 ** Math.max(0, patch.octave2));
    this.#mixA = Math.sqrt(1 - patch.mix);
    this.#mixB = Math.sqrt(patch.mix);
    const spread = 2 ** (patch.detuneCents / 2400);
    this.#stepA = ((hertz / spread) * WAVE_SIZE) / SAMPLE_RATE;
    this.#ratioB = spread * spread * 2 ** patch.octave2;
    this.#phaseA = 0;
    // Out of step, or both would begin as one and drift apart.
    this.#phaseB = patch.detuneCents === 0 ? 0 : WAVE_SIZE * 0.37;
    this.#pitch = note.glideFromHertz > 0 ? note.glideFromHertz / hertz : 1;
    this.#glideRate = approachPerSlice(patch.glide / 2);
    this.#vibrato = 0;
    this.#age = 0;
    this.#filterOctaves = patch.filterOctaves;
    this.#filterRate = approachPerSlice(patch.filterDecay);
    this.#cutoffHz =
      patch.cutoffHz *
      (hertz / MIDDLE_C_HZ) ** patch.track *
      2 ** ((note.velocity - 0.75) * VELOCITY_OCTAVES);
    this.#damping = 2 - 1.85 * patch.resonance;
    this.#low = 0;
    this.#band = 0;
    this.#amp = 0;
    this.#noiseAt = (hertz * 977) & NOISE_MASK;
    this.#driveGain = 1 + patch.drive * MAX_DRIVE_GAIN;
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
    const { breath, drive } = patch;
    const length = to - from;

    this.#movePitch(patch, length);
    const stepA = this.#stepA * this.#pitch * (1 + this.#vibrato);
    const stepB = stepA * this.#ratioB;
    const g = this.#filterGain(length);
    const k = this.#damping;
    const a1 = 1 / (1 + g * (g + k));
    const a2 = g * a1;
    const a3 = g * a2;
    const amp = this.#envelope.advance(length);
    const ampStep = (amp - this.#amp) / length;

    const tableA = this.#tableA;
    const tableB = this.#tableB;
    const mixA = this.#mixA;
    const mixB = this.#mixB;
    const { leftGain, rightGain } = this;
    const driveGain = this.#driveGain;
    let phaseA = this.#phaseA;
    let phaseB = this.#phaseB;
    let low = this.#low;
    let band = this.#band;
    let level = this.#amp;
    let noiseAt = this.#noiseAt;
    for (let i = from; i < to; i += 1) {
      let index = phaseA | 0;
      let sample = tableA[index] ?? 0;
      sample = mixA * (sample + ((tableA[index + 1] ?? 0) - sample) * (phaseA - index));
      phaseA += stepA;
      if (phaseA >= WAVE_SIZE) phaseA -= WAVE_SIZE;
      if (mixB > 0) {
        index = phaseB | 0;
        const other = tableB[index] ?? 0;
        sample += mixB * (other + ((tableB[index + 1] ?? 0) - other) * (phaseB - index));
        phaseB += stepB;
        if (phaseB >= WAVE_SIZE) phaseB -= WAVE_SIZE;
      }
      if (breath > 0) {
        sample += breath * (NOISE[noiseAt] ?? 0);
        noiseAt = (noiseAt + 1) & NOISE_MASK;
      }
      // State-variable filter, trapezoidal: stable however fast it is swept.
      const v3 = sample - low;
      const v1 = a1 * band + a2 * v3;
      const v2 = low + a2 * band + a3 * v3;
      band = 2 * v1 - band;
      low = 2 * v2 - low;
      level += ampStep;
      let out = v2;
      if (drive > 0) {
        const x = clamp(v2 * driveGain, -3, 3);
        out = (0.35 * x * (27 + x * x)) / (27 + 9 * x * x);
      }
      out *= level;
      left[i] = (left[i] ?? 0) + out * leftGain;
      right[i] = (right[i] ?? 0) + out * rightGain;
    }
    this.#phaseA = phaseA;
    this.#phaseB = phaseB;
    this.#low = low;
    this.#band = band;
    this.#amp = amp;
    this.#noiseAt = noiseAt;
    this.#age += length;
    return !this.#envelope.done;
  }

  #movePitch(patch: TonePatch, length: number): void {
    this.#pitch += (1 - this.#pitch) * this.#glideRate * (length / SLICE);
    if (patch.vibratoCents === 0) return;
    const seconds = this.#age / SAMPLE_RATE;
    const depth = Math.min(1, Math.max(0, seconds - VIBRATO_DELAY_SECONDS) * 3);
    const wave = SINE[(seconds * VIBRATO_HZ * SINE_SIZE) & SINE_MASK] ?? 0;
    this.#vibrato = depth * wave * patch.vibratoCents * (Math.LN2 / 1200);
  }

  #filterGain(length: number): number {
    this.#filterOctaves -= this.#filterOctaves * this.#filterRate * (length / SLICE);
    const octaves = this.#filterOctaves + this.#timbre.brightnessOctaves;
    const hertz = clamp(this.#cutoffHz * 2 ** octaves, MIN_CUTOFF_HZ, MAX_CUTOFF_HZ);
    return Math.tan((Math.PI * hertz) / SAMPLE_RATE);
  }
}
