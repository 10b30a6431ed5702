import { FRAME_PAIRS, SLICE } from '../dsp/control.ts';

/** Where voices add their sound: one frame, both channels apart. */
export interface StereoBuffer {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** What a musician asks of a voice. One object is used again for every note. */
export interface Note {
  hertz: number;
  /** 0 to 1: how hard. */
  velocity: number;
  /** Loudness apart from how hard it is played, as a factor. */
  gain: number;
  /** How long the note is held. */
  gateSamples: number;
  /** From the beginning of the frame being rendered; may lie beyond its end. */
  waitSamples: number;
  /** -1 left, 1 right. */
  pan: number;
  /** Where the pitch slides in from; 0: it does not. */
  glideFromHertz: number;
}

export function freshNote(): Note {
  return {
    hertz: 440,
    velocity: 0.8,
    gain: 1,
    gateSamples: 0,
    waitSamples: 0,
    pan: 0,
    glideFromHertz: 0,
  };
}

/** What all sounding voices follow while they sound. */
export interface Timbre {
  /** By how many octaves filters open (or close) on account of the brightness asked for. */
  brightnessOctaves: number;
}

/** One sound at a time, added to a bus in slices. */
export abstract class Voice {
  #waitSamples = 0;
  #bus: StereoBuffer | undefined;
  protected leftGain = 0;
  protected rightGain = 0;

  /** Whether it sounds, or is about to. */
  get active(): boolean {
    return this.#bus !== undefined;
  }

  protected begin(note: Note, bus: StereoBuffer, level: number): void {
    this.#waitSamples = Math.max(0, Math.floor(note.waitSamples));
    this.#bus = bus;
    const angle = ((note.pan + 1) * Math.PI) / 4;
    const gain = level * note.gain * Math.SQRT2;
    this.leftGain = gain * Math.cos(angle);
    this.rightGain = gain * Math.sin(angle);
  }

  /** Fades within milliseconds; a sound that has not begun never will. */
  kill(): void {
    if (this.#waitSamples > 0) this.#bus = undefined;
    else this.fadeAway();
  }

  render(): void {
    const bus = this.#bus;
    if (bus === undefined) return;
    if (this.#waitSamples >= FRAME_PAIRS) {
      this.#waitSamples -= FRAME_PAIRS;
      return;
    }
    let from = this.#waitSamples;
    this.#waitSamples = 0;
    while (from < FRAME_PAIRS) {
      const to = (from & ~(SLICE - 1)) + SLICE;
      if (!this.slice(bus.left, bus.right, from, to)) {
        this.#bus = undefined;
        return;
      }
      from = to;
    }
  }

  protected abstract fadeAway(): void;

  /** Adds the samples from `from` up to `to`. False: those were the last. */
  protected abstract slice(
    left: Float32Array,
    right: Float32Array,
    from: number,
    to: number,
  ): boolean;
}
