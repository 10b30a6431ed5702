import { clamp, midiOfHertz, SAMPLE_RATE } from '../dsp/control.ts';
import { sampleBank } from '../samples/SampleBank.ts';
import type { SampledDrum, SamplePatch } from '../samples/SamplePatch.ts';
import { SampleVoice } from '../samples/SampleVoice.ts';
import type { DrumSound } from './DrumSound.ts';
import { DrumVoice } from './DrumVoice.ts';
import type { FmPatch } from './FmPatch.ts';
import { FmVoice } from './FmVoice.ts';
import type { PluckPatch } from './PluckPatch.ts';
import { PluckVoice } from './PluckVoice.ts';
import type { TonePatch } from './TonePatch.ts';
import { ToneVoice } from './ToneVoice.ts';
import { freshNote, type Note, type StereoBuffer, type Timbre } from './Voice.ts';
import { VoicePool } from './VoicePool.ts';

export type Patch = TonePatch | FmPatch | PluckPatch | SamplePatch;

/** What the thickest music needs, and a few that are fading. */
const TONES = 26;
const FMS = 20;
const PLUCKS = 20;
const DRUMS = 20;
/** A note of a piano takes two, or four. */
const SAMPLES = 64;
/** Two who play the same: how far apart in time, pitch and place, and how loud each. */
const DOUBLE_SAMPLES = 0.011 * SAMPLE_RATE;
const DOUBLE_RATIO = 2 ** (9 / 1200);
const DOUBLE_PAN = 0.85;
const DOUBLE_GAIN = Math.SQRT1_2;
const HIGHEST_KEY = 127;

/** A recorded kit is wider than its place in the mix. */
const SAMPLED_DRUM_WIDTH = 0.6;
/** Cymbals would ring for eight seconds, unheard below the next ones. */
const LONGEST_RING_SECONDS = 1.2;
const RING_OUT_SECONDS = 0.8;

/** All voices there are. */
export class Band {
  readonly #tones: VoicePool<ToneVoice>;
  readonly #fms: VoicePool<FmVoice>;
  readonly #plucks: VoicePool<PluckVoice>;
  readonly #drums: VoicePool<DrumVoice>;
  readonly #samples: VoicePool<SampleVoice>;
  readonly #other: Note = freshNote();

  constructor(timbre: Timbre) {
    this.#tones = new VoicePool(TONES, () => new ToneVoice(timbre));
    this.#fms = new VoicePool(FMS, () => new FmVoice(timbre));
    this.#plucks = new VoicePool(PLUCKS, () => new PluckVoice(timbre));
    this.#drums = new VoicePool(DRUMS, () => new DrumVoice(timbre));
    this.#samples = new VoicePool(SAMPLES, () => new SampleVoice(timbre));
  }

  play(patch: Patch, note: Note, bus: StereoBuffer): void {
    switch (patch.kind) {
      case 'tone':
        this.#tones.take()?.start(patch, note, bus);
        break;
      case 'fm':
        this.#fms.take()?.start(patch, note, bus);
        break;
      case 'pluck':
        this.#plucks.take()?.start(patch, note, bus);
        break;
      case 'sample':
        this.#playSample(patch, note, bus);
        break;
    }
  }

  hit(sound: DrumSound, note: Note, bus: StereoBuffer, random: number): void {
    this.#drums.take()?.start(sound, note, bus, random);
  }

  /** Strikes a sampled drum. */
  strike({ preset, key, gain }: SampledDrum, note: Note, bus: StereoBuffer): void {
    const other = Object.assign(this.#other, note);
    const pitch = key ?? clamp(Math.round(midiOfHertz(note.hertz)), 0, HIGHEST_KEY);
    other.gateSamples = LONGEST_RING_SECONDS * SAMPLE_RATE;
    for (const zone of sampleBank.zonesOf(preset, pitch, note.velocity)) {
      if (zone.exclusiveClass !== 0) this.#choke(zone.exclusiveClass);
      other.pan = clamp(note.pan + SAMPLED_DRUM_WIDTH * zone.pan, -1, 1);
      const release = Math.min(1, RING_OUT_SECONDS / zone.volume.release);
      this.#samples.take()?.start(zone, other, bus, gain, 1, release);
    }
  }

  #choke(exclusiveClass: number): void {
    for (const voice of this.#samples.voices) {
      if (voice.exclusiveClass === exclusiveClass) voice.kill();
    }
  }

  #playSample(patch: SamplePatch, note: Note, bus: StereoBuffer): void {
    if (!patch.double) {
      this.#playZones(patch, note, note, bus, 1);
      return;
    }
    const other = Object.assign(this.#other, note);
    other.gain = DOUBLE_GAIN * note.gain;
    other.pan = -DOUBLE_PAN;
    this.#playZones(patch, note, other, bus, 1);
    other.pan = DOUBLE_PAN;
    other.waitSamples = note.waitSamples + DOUBLE_SAMPLES;
    this.#playZones(patch, note, other, bus, DOUBLE_RATIO);
  }

  /** @param how The note as it is to sound: with another place and time. */
  #playZones(patch: SamplePatch, note: Note, how: Note, bus: StereoBuffer, detune: number): void {
    const midi = midiOfHertz(note.hertz);
    const key = clamp(Math.round(midi), 0, HIGHEST_KEY);
    const ratio = detune * 2 ** ((midi - key) / 12);
    const { pan } = how;
    for (const zone of sampleBank.zonesOf(patch.preset, key, note.velocity)) {
      how.pan = clamp(pan + patch.width * zone.pan, -1, 1);
      this.#samples.take()?.start(zone, how, bus, patch.level, ratio, patch.release);
    }
    how.pan = pan;
  }

  /** Adds the next frame of everything that sounds to the buses. */
  render(): void {
    this.#tones.render();
    this.#fms.render();
    this.#plucks.render();
    this.#drums.render();
    this.#samples.render();
  }

  /** Ends everything within milliseconds. */
  silence(): void {
    this.#tones.kill();
    this.#fms.kill();
    this.#plucks.kill();
    this.#drums.kill();
    this.#samples.kill();
  }
}
