import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { seededNoise } from './random.ts';
import { type StereoSketch, sketch, toPcm } from './stereo.ts';

export type Drum = 'kick' | 'snare' | 'hat';

/** One hit of a drum: `strike` adds it into the sketch at `atPair`. */
interface DrumSound {
  readonly seconds: number;
  readonly level: number;
  readonly pan: number;
  sample(seconds: number, noise: () => number): number;
}

/** Real hits begin and end in a little time; a jump from sample to sample would be a click itself. */
const ATTACK_SECONDS = 0.001;
const RELEASE_SECONDS = 0.01;

const SOUNDS: Readonly<Record<Drum, DrumSound>> = {
  kick: {
    seconds: 0.35,
    level: 0.45,
    pan: 0,
    sample: (t) =>
      Math.sin(2 * Math.PI * (48 * t + 4.5 * (1 - Math.exp(-t * 35)))) * Math.exp(-t * 9),
  },
  snare: {
    seconds: 0.2,
    level: 0.3,
    pan: 0.1,
    sample: (t, noise) =>
      0.7 * noise() * Math.exp(-t * 22) + 0.4 * Math.sin(2 * Math.PI * 190 * t) * Math.exp(-t * 30),
  },
  hat: {
    seconds: 0.06,
    level: 0.14,
    pan: -0.3,
    sample: (t, noise) => noise() * Math.exp(-t * 70),
  },
};

export function strike(out: StereoSketch, drum: Drum, atPair: number, noise: () => number): void {
  const sound = SOUNDS[drum];
  const end = Math.min(out.left.length, atPair + Math.round(sound.seconds * SAMPLE_RATE));
  let last = 0;
  for (let i = atPair; i < end; i += 1) {
    const t = (i - atPair) / SAMPLE_RATE;
    const attack = Math.min(1, t / ATTACK_SECONDS);
    const release = Math.min(1, (sound.seconds - t) / RELEASE_SECONDS);
    const raw = sound.sample(t, noise);
    // A hat is the treble of noise: the difference of neighbours.
    const value = sound.level * attack * release * (drum === 'hat' ? raw - last : raw);
    last = raw;
    out.left[i] = (out.left[i] ?? 0) + value * (1 - sound.pan);
    out.right[i] = (out.right[i] ?? 0) + value * (1 + sound.pan);
  }
}

/** Four to the floor: kick on each beat, snare on two and four, hats on the eighths between. */
export function drumLoop(seconds: number, bpm: number, seed = 1): Int16Array {
  const out = sketch(seconds);
  addDrums(out, bpm, seed);
  return toPcm(out);
}

/** Where the beats of `addDrums` fall, in sample pairs. */
export function beatPairs(seconds: number, bpm: number): number[] {
  const beats = Math.ceil((seconds * bpm) / 60);
  return Array.from({ length: beats }, (_, beat) => Math.round((beat * 60 * SAMPLE_RATE) / bpm));
}

export function addDrums(out: StereoSketch, bpm: number, seed: number): void {
  const noise = seededNoise(seed);
  const half = (30 * SAMPLE_RATE) / bpm;
  for (const [beat, at] of beatPairs(out.left.length / SAMPLE_RATE, bpm).entries()) {
    strike(out, 'kick', at, noise);
    if (beat % 2 === 1) strike(out, 'snare', at, noise);
    strike(out, 'hat', Math.round(at + half), noise);
  }
}
