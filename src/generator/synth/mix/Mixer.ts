import { FRAME_PAIRS } from '../dsp/control.ts';
import { CHORUS, Chorus, TAPE } from '../effects/Chorus.ts';
import { Crusher } from '../effects/Crusher.ts';
import { Delay } from '../effects/Delay.ts';
import { Formants } from '../effects/Formants.ts';
import { Leveller } from '../effects/Leveller.ts';
import { Limiter } from '../effects/Limiter.ts';
import { LowCut } from '../effects/LowCut.ts';
import { Phaser } from '../effects/Phaser.ts';
import { Reverb } from '../effects/Reverb.ts';
import { Saturator } from '../effects/Saturator.ts';
import { Texture } from '../effects/Texture.ts';
import { Tilt } from '../effects/Tilt.ts';
import type { StyleVector } from '../style/StyleVector.ts';
import { Ducker } from './Ducker.ts';
import { Strip } from './Strip.ts';

export interface Mutes {
  readonly bass: boolean;
  readonly drums: boolean;
  /** All but bass and drums. */
  readonly others: boolean;
}

/** What the mix follows besides the style. */
export interface MixSettings {
  mutes: Mutes;
  /** 0 to 1, as are the following. */
  vocal: number;
  arp: number;
  brightness: number;
}

/** Level of each role when the style has it at 1: they then sit well with each other. */
const TRIM = { drums: 0.5, bass: 0.55, chords: 0.36, lead: 0.36, arp: 0.32, pad: 0.3, vocal: 0.5 };
/** How much of each role goes into the room, and into the echoes, when the effect is full on. */
const REVERB_SENDS = { drums: 0.12, chords: 0.4, lead: 0.45, pad: 0.55, vocal: 0.6 };
const DELAY_SENDS = { drums: 0.03, chords: 0.22, lead: 0.42, pad: 0.05, vocal: 0.3 };
const BASS_COUNTS = 0.5;
const MAX_FEEDBACK = 0.72;
/** Larger rooms ring longer and so get louder; less goes into them. */
const USUAL_ROOM_SECONDS = 1.8;
const PARTS_DUCKED = 0.75;

/** Brings all roles together: levels, effects, and one loud, clean stereo sum. */
export class Mixer {
  readonly drums = new Strip();
  readonly bass = new Strip();
  readonly chords = new Strip();
  /** Lead and arpeggio share their effects, but not their level. */
  readonly lead = new Strip();
  readonly arp = new Strip();
  readonly pad = new Strip();
  readonly vocal = new Strip();
  readonly ducker = new Ducker();
  readonly #strips = [
    this.drums,
    this.bass,
    this.chords,
    this.lead,
    this.arp,
    this.pad,
    this.vocal,
  ] as const;
  readonly #sum = new Strip();
  readonly #reverbIn = new Float32Array(FRAME_PAIRS);
  readonly #delayIn = new Float32Array(FRAME_PAIRS);
  readonly #reverb = new Reverb();
  readonly #delay = new Delay();
  readonly #chorus = new Chorus(CHORUS);
  readonly #tape = new Chorus(TAPE);
  readonly #phaser = new Phaser();
  readonly #crusher = new Crusher();
  readonly #formants = new Formants();
  readonly #tilt = new Tilt();
  /** With the bass muted, the kick has no business down there either. */
  readonly #lowCut = new LowCut();
  readonly #saturator = new Saturator();
  readonly #leveller = new Leveller();
  readonly #texture = new Texture();
  readonly #limiter = new Limiter();

  /** Sets levels and brightness at once, for a new piece. */
  start(style: StyleVector, settings: MixSettings): void {
    this.#setLevels(style, settings, jump);
    this.#tilt.jumpTo(settings.brightness);
  }

  setDelayTime(samples: number): void {
    this.#delay.setTime(samples);
  }

  /** What vowel the voices sing. */
  sing(vowel: number): void {
    this.#formants.sing(vowel);
  }

  /** Makes room for a new frame: after it the voices may be rendered. */
  clear(): void {
    for (const strip of this.#strips) strip.clear();
    this.#sum.clear();
    this.#reverbIn.fill(0);
    this.#delayIn.fill(0);
  }

  /** Mixes what the voices have added since `clear`. */
  mix(style: StyleVector, settings: MixSettings, out: Int16Array): void {
    const { mutes } = settings;
    const partsPower = this.#partsPower(style, settings);
    this.#setLevels(style, settings, follow);
    this.ducker.advance(style.get('pump') * PARTS_DUCKED);
    this.#mixParts(style);
    this.#prepareRhythm(style, mutes.bass);
    const { left, right } = this.#sum;
    this.#reverb.setTime(style.get('room'));
    this.#reverb.process(this.#reverbIn, left, right);
    this.#delay.process(this.#delayIn, MAX_FEEDBACK * style.get('delay') ** 0.5, left, right);
    this.#tape.wander(left, right, style.get('wow'));
    // Drums and bass stay clear of what blurs.
    this.drums.addTo(this.#sum);
    this.bass.addTo(this.#sum);
    this.#tilt.process(left, right, settings.brightness);
    this.#saturator.process(left, right, style.get('drive'));
    const isMuted = mutes.bass || mutes.drums || mutes.others;
    this.#leveller.process(left, right, partsPower, isMuted);
    this.#texture.process(left, right, style.get('hiss'), style.get('crackle'));
    this.#limiter.process(left, right, out);
  }

  /** How loud all roles would be together if nothing were muted; bass counts less, as for the ear. */
  #partsPower(style: StyleVector, { vocal, arp }: MixSettings): number {
    return (
      BASS_COUNTS * this.bass.power * (TRIM.bass * style.get('bass')) ** 2 +
      BASS_COUNTS * this.drums.power * (TRIM.drums * style.get('drums')) ** 2 +
      this.chords.power * (TRIM.chords * style.get('chords')) ** 2 +
      this.lead.power * (TRIM.lead * style.get('lead')) ** 2 +
      this.arp.power * TRIM.arp ** 2 * arp +
      this.pad.power * (TRIM.pad * style.get('pad')) ** 2 +
      this.vocal.power * (TRIM.vocal * vocal) ** 2
    );
  }

  #setLevels(
    style: StyleVector,
    { mutes, vocal, arp }: MixSettings,
    set: (strip: Strip, level: number) => void,
  ): void {
    const others = mutes.others ? 0 : 1;
    set(this.drums, mutes.drums ? 0 : TRIM.drums * style.get('drums'));
    set(this.bass, mutes.bass ? 0 : TRIM.bass * style.get('bass'));
    set(this.chords, others * TRIM.chords * style.get('chords'));
    set(this.lead, others * TRIM.lead * style.get('lead'));
    set(this.arp, others * TRIM.arp * Math.sqrt(arp));
    set(this.pad, others * TRIM.pad * style.get('pad'));
    set(this.vocal, others * TRIM.vocal * vocal);
  }

  /** Chords, lead, arpeggio, pad, voices: with all their effects. */
  #mixParts(style: StyleVector): void {
    const reverb = roomShare(style);
    const delay = style.get('delay');
    const duck = style.get('pump') > 0.01 ? this.ducker.gains : undefined;
    const { chords, lead, arp, pad, vocal } = this;
    chords.applyGain(duck);
    lead.applyGain(duck);
    arp.applyGain(duck);
    pad.applyGain(duck);
    arp.addTo(lead);
    this.#send(chords, reverb * REVERB_SENDS.chords, delay * DELAY_SENDS.chords);
    this.#send(lead, reverb * REVERB_SENDS.lead, delay * DELAY_SENDS.lead);
    this.#send(pad, reverb * REVERB_SENDS.pad, delay * DELAY_SENDS.pad);
    pad.addTo(chords);
    this.#chorus.double(chords.left, chords.right, style.get('chorus'));
    lead.addTo(chords);
    this.#phaser.process(chords.left, chords.right, style.get('phaser'));
    this.#crusher.process(chords.left, chords.right, style.get('crush'));
    chords.addTo(this.#sum);
    if (vocal.silent) return;
    this.#formants.process(vocal.left, vocal.right);
    vocal.applyGain(undefined);
    this.#send(vocal, (0.3 + reverb) * REVERB_SENDS.vocal, delay * DELAY_SENDS.vocal);
    vocal.addTo(this.#sum);
  }

  #prepareRhythm(style: StyleVector, isBassMuted: boolean): void {
    this.drums.applyGain(undefined);
    this.#lowCut.process(this.drums.left, this.drums.right, isBassMuted);
    this.bass.applyGain(style.get('pump') > 0.01 ? this.ducker.gains : undefined);
    this.#send(
      this.drums,
      roomShare(style) * REVERB_SENDS.drums,
      style.get('delay') * DELAY_SENDS.drums,
    );
  }

  #send(strip: Strip, reverb: number, delay: number): void {
    strip.sendTo(this.#reverbIn, reverb, this.#delayIn, delay);
  }
}

function follow(strip: Strip, level: number): void {
  strip.follow(level);
}

function jump(strip: Strip, level: number): void {
  strip.jumpTo(level);
}

function roomShare(style: StyleVector): number {
  return style.get('reverb') * Math.sqrt(USUAL_ROOM_SECONDS / style.get('room'));
}
