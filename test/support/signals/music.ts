import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { addDrums } from './drums.ts';
import { seededRandom } from './random.ts';
import { type StereoSketch, sketch, toPcm } from './stereo.ts';

/** A minor, F major, C major, G major as semitones above A2. */
const PROGRESSION = [
  [0, 12, 15, 19],
  [-4, 8, 12, 15],
  [3, 10, 15, 19],
  [-2, 10, 14, 17],
] as const;
const A2_HZ = 110;
const RELEASE_SECONDS = 0.03;

export interface MusicOptions {
  readonly seconds: number;
  readonly bpm?: number;
  readonly seed?: number;
  readonly drums?: boolean;
}

/** A simple piece: bass and pad follow four chords, a lead picks notes, drums keep time. */
export function music({ seconds, bpm = 120, seed = 1, drums = true }: MusicOptions): Int16Array {
  const out = sketch(seconds);
  const random = seededRandom(seed);
  const beatSeconds = 60 / bpm;
  for (let beat = 0; beat * beatSeconds < seconds; beat += 1) {
    const notes = PROGRESSION[Math.floor(beat / 4) % PROGRESSION.length] ?? PROGRESSION[0];
    const at = beat * beatSeconds;
    addNote(out, {
      semitone: notes[0] - 12,
      at,
      seconds: beatSeconds,
      level: 0.12,
      decay: 1.5,
      pan: 0,
    });
    if (beat % 4 === 0) {
      for (const [voice, semitone] of notes.slice(1).entries()) {
        addNote(out, {
          semitone,
          at,
          seconds: 4 * beatSeconds,
          level: 0.045,
          decay: 0.1,
          pan: voice * 0.5 - 0.5,
        });
      }
    }
    const picked = notes[1 + Math.floor(random() * 3)] ?? 12;
    addNote(out, {
      semitone: picked + 12,
      at: at + (random() < 0.5 ? 0 : beatSeconds / 2),
      seconds: beatSeconds / 2,
      level: 0.07,
      decay: 5,
      pan: 0.4,
    });
  }
  if (drums) addDrums(out, bpm, seed);
  return toPcm(out);
}

interface Note {
  readonly semitone: number;
  readonly at: number;
  readonly seconds: number;
  readonly level: number;
  /** How fast it dies away, per second. */
  readonly decay: number;
  /** -1 left to 1 right. */
  readonly pan: number;
}

/** A plucked tone of five harmonics with a soft start and end. */
function addNote(out: StereoSketch, note: Note): void {
  const step = (2 * Math.PI * A2_HZ * 2 ** (note.semitone / 12)) / SAMPLE_RATE;
  const start = Math.round(note.at * SAMPLE_RATE);
  const end = Math.min(out.left.length, start + Math.round(note.seconds * SAMPLE_RATE));
  for (let i = start; i < end; i += 1) {
    const t = (i - start) / SAMPLE_RATE;
    const left = (end - i) / SAMPLE_RATE;
    const envelope = Math.min(1, t / 0.004) * Math.min(1, left / RELEASE_SECONDS);
    let value = 0;
    for (let harmonic = 1; harmonic <= 5; harmonic += 1) {
      value += Math.sin(step * harmonic * (i - start)) / harmonic;
    }
    value *= note.level * envelope * Math.exp(-t * note.decay);
    out.left[i] = (out.left[i] ?? 0) + value * (1 - note.pan * 0.5);
    out.right[i] = (out.right[i] ?? 0) + value * (1 + note.pan * 0.5);
  }
}
