import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import type { CreateMusicSource, MusicSource } from '../MusicSource.ts';
import { FRAME_PAIRS, SAMPLE_RATE } from './dsp/control.ts';
import { Mixer, type MixSettings } from './mix/Mixer.ts';
import { Conductor, type Directions } from './music/Conductor.ts';
import { Prefetch } from './samples/Prefetch.ts';
import { blend } from './style/blend.ts';
import { type Controls, readControls } from './style/controls.ts';
import { type Mix, mixOf } from './style/mix.ts';
import { beginPiece } from './style/piece.ts';
import { StyleVector } from './style/StyleVector.ts';
import { Band } from './voices/Band.ts';
import type { Timbre } from './voices/Voice.ts';

const FRAME_SECONDS = FRAME_PAIRS / SAMPLE_RATE;
/** Brightness opens filters by so many octaves either way. */
const BRIGHTNESS_OCTAVES = 2.2;
/** Density and brightness glide to a new value in about this time. */
const CONTROL_SECONDS = 0.4;
/** From this density on an arpeggio joins, and how loud it gets. */
const DENSE_FROM = 0.5;
const DENSE_ARP = 0.9;
/** A new style is taken up within a bar: most of the way in half of it. */
const STYLE_BARS = 0.3;
/** After so many of these times nothing is left to move. */
const SETTLED_TIMES = 8;

/** A procedural synthesiser: makes endless music in the style of any prompts. */
class Synth implements MusicSource {
  readonly #sessionSeed: number;
  readonly #timbre: Timbre = { brightnessOctaves: 0 };
  readonly #band = new Band(this.#timbre);
  readonly #mixer = new Mixer();
  readonly #conductor = new Conductor(this.#band, this.#mixer);
  readonly #style = new StyleVector();
  readonly #directions: Directions;
  #prompts: readonly WeightedPrompt[] = [];
  #promptsKey = '';
  #config: MusicGenerationConfig = {};
  #controls: Controls = readControls({});
  readonly #settings: MixSettings;
  #mix: Mix = mixOf([]);
  #target = blend(this.#mix, this.#controls.guidance);
  #barSeconds = 2;
  #gliding = 0;
  readonly #prefetch = new Prefetch();

  constructor(seed: number) {
    this.#sessionSeed = seed;
    const { daring } = this.#controls;
    this.#directions = { seed, density: 0.5, vocal: 0, arp: 0, daring };
    this.#settings = { mutes: this.#controls.mutes, vocal: 0, arp: 0, brightness: 0.5 };
    this.reset();
  }

  setPrompts(prompts: readonly WeightedPrompt[]): void {
    const key = JSON.stringify(prompts);
    if (key === this.#promptsKey) return;
    this.#promptsKey = key;
    this.#prompts = prompts;
    this.#mix = mixOf(this.#prompts);
    this.#aim();
  }

  setConfig(config: MusicGenerationConfig): void {
    const before = this.#controls.guidance;
    this.#config = config;
    this.#controls = readControls(config);
    const { mutes, daring, seed, guidance } = this.#controls;
    this.#settings.mutes = mutes;
    this.#directions.daring = daring;
    this.#directions.seed = seed ?? this.#sessionSeed;
    if (guidance !== before) this.#aim();
  }

  reset(): void {
    const piece = beginPiece(this.#config, this.#mix);
    this.#barSeconds = (60 / piece.bpm) * 4;
    this.#style.copyFrom(this.#target);
    this.#gliding = 0;
    this.#followControls(1);
    this.#band.silence();
    this.#mixer.start(this.#style, this.#settings);
    this.#conductor.begin(piece);
  }

  render(out: Int16Array): void {
    this.#glide();
    this.#mixer.clear();
    this.#conductor.playFrame(this.#style, this.#directions);
    this.#band.render();
    this.#mixer.mix(this.#style, this.#settings, out);
    this.#prefetch.step();
  }

  #aim(): void {
    this.#target = blend(this.#mix, this.#controls.guidance);
    this.#prefetch.aim(this.#target);
    this.#gliding = Math.ceil((SETTLED_TIMES * this.#styleSeconds()) / FRAME_SECONDS);
  }

  /** Follows prompts the faster the more guided. */
  #styleSeconds(): number {
    return STYLE_BARS * this.#barSeconds * (1.4 - 0.1 * this.#controls.guidance);
  }

  #wanted(control: 'density' | 'brightness'): number {
    return this.#controls[control] ?? this.#style.get(control);
  }

  #vocal(): number {
    return Math.max(this.#style.get('vocal'), this.#controls.sings ? 1 : 0);
  }

  #glide(): void {
    if (this.#gliding > 0) {
      this.#gliding -= 1;
      this.#style.approach(this.#target, 1 - Math.exp(-FRAME_SECONDS / this.#styleSeconds()));
    }
    this.#followControls(FRAME_SECONDS / CONTROL_SECONDS);
  }

  /** @param share Of the way to what is wanted, 0 to 1. */
  #followControls(share: number): void {
    const directions = this.#directions;
    const settings = this.#settings;
    directions.density += share * (this.#wanted('density') - directions.density);
    // Where it is to be dense, an arpeggio comes in even if the style hardly has one.
    const denseArp = DENSE_ARP * Math.max(0, directions.density - DENSE_FROM);
    directions.arp = Math.min(1, this.#style.get('arp') + denseArp);
    directions.vocal += share * (this.#vocal() - directions.vocal);
    settings.arp = directions.arp;
    settings.vocal = directions.vocal;
    settings.brightness += share * (this.#wanted('brightness') - settings.brightness);
    this.#timbre.brightnessOctaves =
      BRIGHTNESS_OCTAVES * (settings.brightness - 0.5) + this.#conductor.brightnessOctaves;
  }
}

export const createSynth: CreateMusicSource = ({ seed }) => new Synth(seed);
