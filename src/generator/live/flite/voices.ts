/** What Flite brings that knows any word, at 16 kHz. */
export const VOICE_NAMES = ['slt', 'rms', 'awb', 'kal16'] as const;

/** A way to speak: one of Flite's voices, perhaps bent. */
export interface Voice {
  readonly name: (typeof VOICE_NAMES)[number];
  /** Factor of the pitch; 1 leaves it, 0.7 to 1.4 sound like people. */
  readonly pitch: number;
  /** Factor of the duration: above 1 is slower. */
  readonly pace: number;
}

/** The DJ's own, which no member has. */
export const DJ_VOICE: Voice = { name: 'rms', pitch: 0.82, pace: 1.06 };

const PITCHES = [1, 1.1, 0.92, 1.18];
const PACES = [1, 0.95, 1.06, 0.9];

/** The voice of the member who came `nth`, from 0 on: all differ among the first sixteen. */
export function voiceOf(nth: number): Voice {
  const count = VOICE_NAMES.length;
  const name = VOICE_NAMES[nth % count] ?? 'slt';
  const round = Math.floor(nth / count) % PITCHES.length;
  return { name, pitch: PITCHES[round] ?? 1, pace: PACES[round] ?? 1 };
}
