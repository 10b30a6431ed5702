import { approachPerSlice, clamp, SAMPLE_RATE, SLICE } from '../dsp/control.ts';
import { type Note, type StereoBuffer, type Timbre, Voice } from '../voices/Voice.ts';
import { SampleVolume } from './SampleVolume.ts';
import type { Zone } from './Zone.ts';

const GLIDE_SECONDS = 0.03;
const MIN_FILTER_HZ = 80;
const MAX_FILTER_HZ = 20_000;
/** Where a filter begins to close that is open, when the music is to be darker. */
const OPEN_HZ = 18_000;
/** How much more than others a recording darkens: it has no filter of its own that helps. */
const DARKER = 1.6;
/** What a sample's full scale comes to: about as strong as the wavetables are. */
const AMPLITUDE = 1 / 32_768;

/** Plays one zone: a recording, at any pitch, as the SoundFont standard has it. */
export class SampleVoice extends Voice {
  readonly #timbre: Timbre;
  readonly #volume = new SampleVolume();
  #zone: Zone | undefined;
  #samples: Int16Array = new Int16Array(0);
  #end = 0;
  #cursor = 0;
  #step = 1;
  #pitch = 1;
  #glideRate = 0;
  #gain = 0;
  #age = 0;
  #gateSamples = 0;
  #low = 0;
  #band = 0;

  constructor(timbre: Timbre) {
    super();
    this.#timbre = timbre;
  }

  /** Which zones of the same class end it; 0: none. */
  get exclusiveClass(): number {
    return this.active ? (this.#zone?.exclusiveClass ?? 0) : 0;
  }

  /**
   * @param ratio How much higher than the key's own pitch it sounds.
   * @param release Factor on the time in which it dies away.
   */
  start(zone: Zone, note: Note, bus: StereoBuffer, level: number, ratio: number, release: number) {
    this.begin(note, bus, level * zone.gain * AMPLITUDE);
    this.#zone = zone;
    this.#samples = zone.samples;
    this.#end = Math.max(0, this.#samples.length + zone.endOffset);
    this.#cursor = zone.start;
    this.#step = zone.step * ratio;
    this.#pitch = note.glideFromHertz > 0 ? note.glideFromHertz / note.hertz : 1;
    this.#glideRate = approachPerSlice(GLIDE_SECONDS);
    this.#volume.start(zone, release);
    this.#gateSamples = note.gateSamples;
    this.#gain = 0;
    this.#age = 0;
    this.#low = 0;
    this.#band = 0;
  }

  protected override fadeAway(): void {
    this.#volume.kill();
  }

  protected override slice(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
  ): boolean {
    const zone = this.#zone;
    if (zone === undefined) return false;
    const length = to - from;
    this.#age += length;
    if (this.#age > this.#gateSamples && !this.#volume.isReleased) this.#volume.release();
    const seconds = this.#age / SAMPLE_RATE;
    const modulation = this.#volume.modulationAt(zone, seconds);
    const step = this.#stepAt(zone, seconds, modulation, length);
    const target = this.#volume.advance(length) * this.#tremoloAt(zone, seconds);
    const filterHz = this.#filterAt(zone, modulation);
    const isPlaying =
      filterHz === 0
        ? this.#addPlain(left, right, from, to, step, target)
        : this.#addFiltered(left, right, from, to, step, target, filterHz);
    this.#gain = target;
    return isPlaying && !this.#volume.done;
  }

  #stepAt(zone: Zone, seconds: number, modulation: number, length: number): number {
    this.#pitch += (1 - this.#pitch) * this.#glideRate * (length / SLICE);
    let cents = modulation * zone.modulationToPitchCents;
    const { vibrato, tremolo } = zone;
    if (vibrato.cents !== 0) cents += vibrato.cents * triangle(seconds, vibrato);
    if (tremolo.cents !== 0) cents += tremolo.cents * triangle(seconds, tremolo);
    const step = this.#step * this.#pitch;
    return cents === 0 ? step : step * 2 ** (cents / 1200);
  }

  #tremoloAt({ tremolo }: Zone, seconds: number): number {
    if (tremolo.db === 0) return 1;
    return 10 ** ((tremolo.db * triangle(seconds, tremolo)) / 20);
  }

  /** 0: open. */
  #filterAt(zone: Zone, modulation: number): number {
    const { brightnessOctaves } = this.#timbre;
    const isOpen = zone.filterHz === Number.POSITIVE_INFINITY;
    if (isOpen && brightnessOctaves >= 0) return 0;
    const octaves =
      (brightnessOctaves < 0 ? DARKER * brightnessOctaves : brightnessOctaves) +
      (modulation * zone.modulationToFilterCents) / 1200;
    const hertz = (isOpen ? OPEN_HZ : zone.filterHz) * 2 ** octaves;
    return hertz >= MAX_FILTER_HZ && zone.resonanceDb === 0 ? 0 : Math.max(MIN_FILTER_HZ, hertz);
  }

  /** False: the recording is over. */
  #addPlain(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
    step: number,
    target: number,
  ): boolean {
    const { leftGain, rightGain } = this;
    const samples = this.#samples;
    const end = this.#loopEnd();
    const loopLength = this.#loopLength();
    const gainStep = (target - this.#gain) / (to - from);
    let gain = this.#gain;
    let cursor = this.#cursor;
    for (let i = from; i < to; i += 1) {
      if (cursor >= end) {
        if (loopLength === 0) return false;
        cursor -= loopLength;
      }
      const at = cursor | 0;
      const t = cursor - at;
      // Hermite: a curve through four samples, without corners.
      const a = samples[at - 1] ?? 0;
      const b = samples[at] ?? 0;
      const c = samples[at + 1] ?? 0;
      const d = samples[at + 2] ?? 0;
      const slope = 0.5 * (c - a);
      const bow = b - c;
      const lean = slope + bow;
      const twist = lean + bow + 0.5 * (d - b);
      const value = ((twist * t - (lean + twist)) * t + slope) * t + b;
      gain += gainStep;
      const out = value * gain;
      left[i] = (left[i] ?? 0) + out * leftGain;
      right[i] = (right[i] ?? 0) + out * rightGain;
      cursor += step;
    }
    this.#cursor = cursor;
    return true;
  }

  #addFiltered(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
    step: number,
    target: number,
    filterHz: number,
  ): boolean {
    const { leftGain, rightGain } = this;
    const samples = this.#samples;
    const end = this.#loopEnd();
    const loopLength = this.#loopLength();
    const gainStep = (target - this.#gain) / (to - from);
    const g = Math.tan((Math.PI * clamp(filterHz, MIN_FILTER_HZ, MAX_FILTER_HZ)) / SAMPLE_RATE);
    // Half of a resonance is given back. Without any, the library leaves a bump of 0.3 dB below it.
    const resonanceDb = this.#zone?.resonanceDb ?? 0;
    const k = 10 ** (-(resonanceDb - 0.301) / 20);
    const makeUp = 10 ** (-resonanceDb / 40);
    const a1 = 1 / (1 + g * (g + k));
    const a2 = g * a1;
    const a3 = g * a2;
    let low = this.#low;
    let band = this.#band;
    let gain = this.#gain;
    let cursor = this.#cursor;
    for (let i = from; i < to; i += 1) {
      if (cursor >= end) {
        if (loopLength === 0) return false;
        cursor -= loopLength;
      }
      const at = cursor | 0;
      const t = cursor - at;
      const a = samples[at - 1] ?? 0;
      const b = samples[at] ?? 0;
      const c = samples[at + 1] ?? 0;
      const d = samples[at + 2] ?? 0;
      const slope = 0.5 * (c - a);
      const bow = b - c;
      const lean = slope + bow;
      const twist = lean + bow + 0.5 * (d - b);
      const value = ((twist * t - (lean + twist)) * t + slope) * t + b;
      const v3 = value - low;
      const v1 = a1 * band + a2 * v3;
      const v2 = low + a2 * band + a3 * v3;
      band = 2 * v1 - band;
      low = 2 * v2 - low;
      gain += gainStep;
      const out = makeUp * v2 * gain;
      left[i] = (left[i] ?? 0) + out * leftGain;
      right[i] = (right[i] ?? 0) + out * rightGain;
      cursor += step;
    }
    this.#cursor = cursor;
    this.#low = low;
    this.#band = band;
    return true;
  }

  #isLooping(): boolean {
    const loops = this.#zone?.loops;
    return loops === 'always' || (loops === 'held' && !this.#volume.isReleased);
  }

  #loopEnd(): number {
    return this.#isLooping() ? Math.min(this.#end, this.#zone?.loopEnd ?? 0) : this.#end;
  }

  #loopLength(): number {
    const zone = this.#zone;
    return zone !== undefined && this.#isLooping() ? zone.loopEnd - zone.loopStart : 0;
  }
}

/** -1 to 1, from its middle up; before its time still. */
function triangle(
  seconds: number,
  lfo: { readonly delay: number; readonly hertz: number },
): number {
  const turns = (seconds - lfo.delay) * lfo.hertz;
  if (turns <= 0) return 0;
  const phase = turns + 0.25 - Math.floor(turns + 0.25);
  return 1 - 4 * Math.abs(phase - 0.5);
}
