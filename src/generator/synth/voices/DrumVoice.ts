import { approachPerSlice, clamp, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { NOISE, NOISE_MASK } from '../dsp/noise.ts';
import { SINE, SINE_SIZE } from '../dsp/sine.ts';
import type { DrumSound } from './DrumSound.ts';
import { type Note, type StereoBuffer, type Timbre, Voice } from './Voice.ts';

const INAUDIBLE = 3e-4;
const KILL_SECONDS = 0.004;
const BURST_SECONDS = 0.011;
const MIN_FILTER_HZ = 150;
const MAX_FILTER_HZ = 15_000;
/** Where cymbals have their lowest partials; the ratios are far from any harmonic series. */
const METAL_HZ = 1130;
const METAL_RATIOS = [1, 1.483, 1.932, 2.546] as const;
/** Turns each partial into a band of noise some hundred Hz wide. */
const SHAKE = 1.6;
const SHAKES_APART = 9_001;
/** Overdrive makes a drum longer and fuller: so much of its gain is taken back. */
const DRIVE_MAKE_UP = 0.5;
/** A drum's skin and a cymbal answer within so many samples. */
const ATTACK_SAMPLES = 24;

export class DrumVoice extends Voice {
  readonly #timbre: Timbre;
  #velocity = 0;
  #tone = 0;
  #toneRate = 0;
  #noise = 0;
  #noiseRate = 0;
  #noisePeak = 0;
  #metal = 0;
  #bursts = 0;
  #burstSamples = 0;
  #step = 0;
  #sweep = 0;
  #sweepRate = 0;
  #phase = 0;
  #driveGain = 1;
  #filterHz = 0;
  #damping = 1;
  #low = 0;
  #band = 0;
  #noiseAt = 0;
  #age = 0;
  #killed = false;
  readonly #metalPhases = new Float64Array(METAL_RATIOS.length);

  constructor(timbre: Timbre) {
    super();
    this.#timbre = timbre;
  }

  /** @param random 0 to 1: where in the noise to begin, so that no two hits are alike. */
  start(sound: DrumSound, note: Note, bus: StereoBuffer, random: number): void {
    const { velocity } = note;
    this.begin(note, bus, sound.level * velocity);
    this.#velocity = velocity;
    this.#tone = sound.tone;
    this.#toneRate = approachPerSlice(sound.toneDecay);
    this.#noisePeak = sound.noise + sound.metal;
    this.#noise = this.#noisePeak;
    this.#noiseRate = approachPerSlice(sound.noiseDecay * (0.6 + 0.4 * velocity));
    this.#metal = sound.metal / Math.max(1e-6, this.#noisePeak);
    this.#bursts = Math.round(sound.bursts);
    this.#burstSamples = 0;
    this.#step = (note.hertz * SINE_SIZE) / SAMPLE_RATE;
    this.#sweep = 2 ** (sound.sweep * (0.6 + 0.4 * velocity)) - 1;
    this.#sweepRate = Math.exp(-1 / (Math.max(0.002, sound.sweepTime) * SAMPLE_RATE));
    this.#phase = 0;
    this.#driveGain = 1 + sound.drive * 5;
    this.#filterHz = sound.noiseHz;
    this.#damping = 2 - 1.7 * sound.noiseFocus;
    this.#low = 0;
    this.#band = 0;
    this.#noiseAt = Math.floor(random * NOISE.length);
    this.#age = 0;
    this.#killed = false;
  }

  protected override fadeAway(): void {
    this.#killed = true;
    this.#toneRate = approachPerSlice(KILL_SECONDS);
    this.#noiseRate = this.#toneRate;
    this.#bursts = 0;
  }

  protected override slice(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
  ): boolean {
    const share = (to - from) / SLICE;
    const tone = this.#tone;
    this.#tone -= tone * this.#toneRate * share;
    if (tone > INAUDIBLE) this.#addTone(left, right, from, to, tone);
    const noise = this.#noise;
    this.#noise -= noise * this.#noiseRate * share;
    this.#burst(to - from);
    if (noise > INAUDIBLE) this.#addNoise(left, right, from, to, noise);
    this.#age += to - from;
    return this.#tone > INAUDIBLE || this.#noise > INAUDIBLE;
  }

  #burst(samples: number): void {
    if (this.#bursts === 0) return;
    this.#burstSamples += samples;
    if (this.#burstSamples < BURST_SECONDS * SAMPLE_RATE) return;
    this.#burstSamples = 0;
    this.#bursts -= 1;
    this.#noise = this.#noisePeak;
  }

  #addTone(left: Float32Array, right: Float32Array, from: number, to: number, amp: number): void {
    const { leftGain, rightGain } = this;
    const driveGain = this.#driveGain;
    const makeUp = driveGain ** -DRIVE_MAKE_UP;
    const step = this.#step;
    const sweepRate = this.#sweepRate;
    const ampStep = (this.#tone - amp) / (to - from);
    let level = amp;
    let sweep = this.#sweep;
    let phase = this.#phase;
    let attack = this.#age;
    for (let i = from; i < to; i += 1) {
      let sample = SINE[phase | 0] ?? 0;
      phase += step * (1 + sweep);
      if (phase >= SINE_SIZE) phase -= SINE_SIZE;
      sweep *= sweepRate;
      level += ampStep;
      sample *= level;
      if (attack < ATTACK_SAMPLES) {
        attack += 1;
        sample *= attack / ATTACK_SAMPLES;
      }
      if (driveGain > 1) {
        const x = clamp(sample * driveGain, -3, 3);
        sample = (makeUp * x * (27 + x * x)) / (27 + 9 * x * x);
      }
      left[i] = (left[i] ?? 0) + sample * leftGain;
      right[i] = (right[i] ?? 0) + sample * rightGain;
    }
    this.#sweep = sweep;
    this.#phase = phase;
  }

  #addNoise(left: Float32Array, right: Float32Array, from: number, to: number, amp: number): void {
    const { leftGain, rightGain } = this;
    const octaves = 0.4 * this.#timbre.brightnessOctaves + 0.8 * (this.#velocity - 0.8);
    const hertz = clamp(this.#filterHz * 2 ** octaves, MIN_FILTER_HZ, MAX_FILTER_HZ);
    const g = Math.tan((Math.PI * hertz) / SAMPLE_RATE);
    const k = this.#damping;
    const a1 = 1 / (1 + g * (g + k));
    const a2 = g * a1;
    const a3 = g * a2;
    // Cymbals are open above their band, everything else is closed around it.
    const highShare = this.#filterHz > 4000 ? 1 : 0;
    const metal = this.#metal;
    const ampStep = (this.#killed ? -amp : this.#noise - amp) / (to - from);
    if (this.#killed) this.#noise = 0;
    let level = amp;
    let low = this.#low;
    let band = this.#band;
    let noiseAt = this.#noiseAt;
    let attack = this.#age;
    for (let i = from; i < to; i += 1) {
      let sample = NOISE[noiseAt] ?? 0;
      noiseAt = (noiseAt + 1) & NOISE_MASK;
      if (metal > 0) sample += metal * (this.#clang(noiseAt) - sample);
      const v3 = sample - low;
      const v1 = a1 * band + a2 * v3;
      const v2 = low + a2 * band + a3 * v3;
      band = 2 * v1 - band;
      low = 2 * v2 - low;
      level += ampStep;
      let out = k * v1 + highShare * (sample - k * v1 - v2 - k * v1);
      out *= level;
      if (attack < ATTACK_SAMPLES) {
        attack += 1;
        out *= attack / ATTACK_SAMPLES;
      }
      left[i] = (left[i] ?? 0) + out * leftGain;
      right[i] = (right[i] ?? 0) + out * rightGain;
    }
    this.#low = low;
    this.#band = band;
    this.#noiseAt = noiseAt;
  }

  /**
   * The next sample of four square waves out of tune with each other. Noise shakes them, or each
   * would whistle through the whole piece, always at the same place.
   */
  #clang(noiseAt: number): number {
    const phases = this.#metalPhases;
    let sum = 0;
    for (let n = 0; n < phases.length; n += 1) {
      const shake = 1 + SHAKE * (NOISE[(noiseAt + n * SHAKES_APART) & NOISE_MASK] ?? 0);
      let phase =
        (phases[n] ?? 0) + (shake * METAL_HZ * 2.3 * (METAL_RATIOS[n] ?? 1)) / SAMPLE_RATE;
      phase -= Math.floor(phase);
      phases[n] = phase;
      sum += phase < 0.5 ? 0.3 : -0.3;
    }
    return sum;
  }
}
