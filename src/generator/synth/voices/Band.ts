import type { DrumSound } from './DrumSound.ts';
import { DrumVoice } from './DrumVoice.ts';
import type { FmPatch } from './FmPatch.ts';
import { FmVoice } from './FmVoice.ts';
import type { PluckPatch } from './PluckPatch.ts';
import { PluckVoice } from './PluckVoice.ts';
import type { TonePatch } from './TonePatch.ts';
import { ToneVoice } from './ToneVoice.ts';
import type { Note, StereoBuffer, Timbre } from './Voice.ts';
import { VoicePool } from './VoicePool.ts';

export type Patch = TonePatch | FmPatch | PluckPatch;

/** What the thickest music needs, and a few that are fading. */
const TONES = 26;
const FMS = 20;
const PLUCKS = 20;
const DRUMS = 20;

/** All voices there are. */
export class Band {
  readonly #tones: VoicePool<ToneVoice>;
  readonly #fms: VoicePool<FmVoice>;
  readonly #plucks: VoicePool<PluckVoice>;
  readonly #drums: VoicePool<DrumVoice>;

  constructor(timbre: Timbre) {
    this.#tones = new VoicePool(TONES, () => new ToneVoice(timbre));
    this.#fms = new VoicePool(FMS, () => new FmVoice(timbre));
    this.#plucks = new VoicePool(PLUCKS, () => new PluckVoice(timbre));
    this.#drums = new VoicePool(DRUMS, () => new DrumVoice(timbre));
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
    }
  }

  hit(sound: DrumSound, note: Note, bus: StereoBuffer, random: number): void {
    this.#drums.take()?.start(sound, note, bus, random);
  }

  /** Adds the next frame of everything that sounds to the buses. */
  render(): void {
    this.#tones.render();
    this.#fms.render();
    this.#plucks.render();
    this.#drums.render();
  }

  /** Ends everything within milliseconds. */
  silence(): void {
    this.#tones.kill();
    this.#fms.kill();
    this.#plucks.kill();
    this.#drums.kill();
  }
}
