import { highPass, highShelf, peaking } from '../dsp/biquad.ts';
import { FRAME_PAIRS } from '../dsp/control.ts';
import { Air } from '../effects/Air.ts';
import { Balance, type BalanceTarget } from '../effects/Balance.ts';
import { CHORUS, Chorus, TAPE } from '../effects/Chorus.ts';
import { Crusher } from '../effects/Crusher.ts';
import { Delay } from '../effects/Delay.ts';
import { Equaliser } from '../effects/Equaliser.ts';
import { Formants } from '../effects/Formants.ts';
import { Harmonics } from '../effects/Harmonics.ts';
import { Leveller } from '../effects/Leveller.ts';
import { Limiter } from '../effects/Limiter.ts';
import { LowCut } from '../effects/LowCut.ts';
import { Phaser } from '../effects/Phaser.ts';
import { Reflections } from '../effects/Reflections.ts';
import { Reverb } from '../effects/Reverb.ts';
import { Saturator } from '../effects/Saturator.ts';
import { Texture } from '../effects/Texture.ts';
import { Tilt } from '../effects/Tilt.ts';
import { Width } from '../effects/Width.ts';
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
type MixedRole = keyof typeof TRIM;
const MIXED_ROLES = ['drums', 'bass', 'chords', 'lead', 'arp', 'pad', 'vocal'] as const;
/** How much of each role goes into the room, and into the echoes, when the effect is full on. */
const REVERB_SENDS = { drums: 0.18, chords: 0.55, lead: 0.6, pad: 0.7, vocal: 0.7 };
const DELAY_SENDS = { drums: 0.03, chords: 0.22, lead: 0.42, pad: 0.05, vocal: 0.3 };
/** How much of each role the near walls throw back, in any room. */
const WALL_SENDS = { drums: 0.2, chords: 0.3, lead: 0.3, pad: 0.15 };
/** What lies below in these roles only muddies the bass. */
const CHORDS_CUT_HZ = 130;
const LEAD_CUT_HZ = 160;
const PAD_CUT_HZ = 110;
/** How much of a bass's overtones is added. */
const BASS_OVERTONES = 0.16;
/** What brightness does to the balance wanted: away from the middle, per unit. */
const LOW_PER_BRIGHTNESS = -0.3;
const PRESENCE_DB_PER_BRIGHTNESS = 16;
const AIR_DB_PER_BRIGHTNESS = 24;
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
  readonly #levels: Record<MixedRole, number> = { ...TRIM };
  /** What would be heard if nothing were muted, but is not. */
  readonly #missing = new Strip();
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
  readonly #drumsShape = new Equaliser(highPass(32), peaking(380, 0.9, -3), highShelf(7000, 1));
  readonly #bassShape = new Equaliser(highPass(34), peaking(240, 0.8, -2));
  readonly #chordsShape = new Equaliser(highPass(CHORDS_CUT_HZ), peaking(320, 0.8, -2.5));
  readonly #leadShape = new Equaliser(highPass(LEAD_CUT_HZ), highShelf(3500, 2.5));
  readonly #padShape = new Equaliser(highPass(PAD_CUT_HZ));
  readonly #harmonics = new Harmonics();
  readonly #reflections = new Reflections();
  readonly #air = new Air();
  readonly #balance = new Balance();
  readonly #wanted: BalanceTarget = { low: 0.5, presence: -15, air: -22 };
  readonly #width = new Width();
  readonly #wallsIn = new Float32Array(FRAME_PAIRS);
  #intentDb = 0;
  readonly #saturator = new Saturator();
  readonly #leveller = new Leveller();
  readonly #texture = new Texture();
  readonly #limiter = new Limiter();

  /** Sets levels and brightness at once, for a new piece. */
  start(style: StyleVector, settings: MixSettings): void {
    this.#findLevels(style, settings);
    for (const role of MIXED_ROLES) {
      this[role].jumpTo(isMuted(role, settings.mutes) ? 0 : this.#levels[role]);
    }
    this.#tilt.jumpTo(settings.brightness);
  }

  setDelayTime(samples: number): void {
    this.#delay.setTime(samples);
  }

  /** What vowel the voices sing. */
  sing(vowel: number): void {
    this.#formants.sing(vowel);
  }

  /** How loud the section means to be. @param db Relative to music as a whole. */
  setIntent(db: number): void {
    this.#intentDb = db;
  }

  /** Makes room for a new frame: after it the voices may be rendered. */
  clear(): void {
    for (const role of MIXED_ROLES) this[role].clear();
    this.#sum.clear();
    this.#reverbIn.fill(0);
    this.#delayIn.fill(0);
    this.#wallsIn.fill(0);
  }

  /** Mixes what the voices have added since `clear`. */
  mix(style: StyleVector, settings: MixSettings, out: Int16Array): void {
    const { mutes } = settings;
    this.#findLevels(style, settings);
    const missing = mutes.bass || mutes.drums || mutes.others ? this.#missing : undefined;
    if (missing !== undefined) this.#findMissing(mutes);
    for (const role of MIXED_ROLES) {
      this[role].follow(isMuted(role, mutes) ? 0 : this.#levels[role]);
    }
    this.ducker.advance(style.get('pump') * PARTS_DUCKED);
    this.#mixParts(style);
    this.#prepareRhythm(style, mutes.bass);
    const { left, right } = this.#sum;
    this.#reflections.process(this.#wallsIn, left, right);
    this.#reverb.setTime(style.get('room'));
    this.#reverb.process(this.#reverbIn, left, right);
    this.#delay.process(this.#delayIn, MAX_FEEDBACK * style.get('delay') ** 0.5, left, right);
    this.#tape.wander(left, right, style.get('wow'));
    // Drums and bass stay clear of what blurs.
    this.drums.addTo(this.#sum);
    this.bass.addTo(this.#sum);
    this.#saturator.process(left, right, style.get('drive'));
    this.#air.process(left, right);
    this.#balance.process(left, right, this.#balanceWanted(style, settings.brightness), missing);
    this.#width.process(left, right, style.get('width'), missing !== undefined);
    this.#tilt.process(left, right, settings.brightness);
    this.#leveller.process(left, right, this.#intentDb, missing);
    this.#texture.process(left, right, style.get('hiss'), style.get('crackle'));
    this.#limiter.process(left, right, out);
  }

  #balanceWanted(style: StyleVector, brightness: number): BalanceTarget {
    const wanted = this.#wanted;
    const away = brightness - 0.5;
    wanted.low = Math.min(0.9, Math.max(0.1, style.get('low') + LOW_PER_BRIGHTNESS * away));
    wanted.presence = style.get('presence') + PRESENCE_DB_PER_BRIGHTNESS * away;
    wanted.air = style.get('air') + AIR_DB_PER_BRIGHTNESS * away;
    return wanted;
  }

  /** Level of each role as the style has it, whatever is muted. */
  #findLevels(style: StyleVector, { vocal, arp }: MixSettings): void {
    const levels = this.#levels;
    levels.drums = TRIM.drums * style.get('drums');
    levels.bass = TRIM.bass * style.get('bass');
    levels.chords = TRIM.chords * style.get('chords');
    levels.lead = TRIM.lead * style.get('lead');
    levels.arp = TRIM.arp * Math.sqrt(arp);
    levels.pad = TRIM.pad * style.get('pad');
    levels.vocal = TRIM.vocal * vocal;
  }

  /** Collects what is muted: it still counts where the mix listens to itself, and so is missed. */
  #findMissing(mutes: Mutes): void {
    this.#missing.clear();
    for (const role of MIXED_ROLES) {
      if (isMuted(role, mutes)) this[role].addScaledTo(this.#missing, this.#levels[role]);
    }
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
    this.#chordsShape.process(chords.left, chords.right);
    this.#leadShape.process(lead.left, lead.right);
    this.#padShape.process(pad.left, pad.right);
    chords.sendMono(this.#wallsIn, WALL_SENDS.chords);
    lead.sendMono(this.#wallsIn, WALL_SENDS.lead);
    pad.sendMono(this.#wallsIn, WALL_SENDS.pad);
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
    this.#drumsShape.process(this.drums.left, this.drums.right);
    this.drums.sendMono(this.#wallsIn, WALL_SENDS.drums);
    this.bass.applyGain(style.get('pump') > 0.01 ? this.ducker.gains : undefined);
    if (!this.bass.silent) {
      this.#bassShape.process(this.bass.left, this.bass.right);
      this.#harmonics.process(this.bass.left, this.bass.right, BASS_OVERTONES);
    }
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

function isMuted(role: MixedRole, mutes: Mutes): boolean {
  if (role === 'bass' || role === 'drums') return mutes[role];
  return mutes.others;
}

function roomShare(style: StyleVector): number {
  return style.get('reverb') * Math.sqrt(USUAL_ROOM_SECONDS / style.get('room'));
}
