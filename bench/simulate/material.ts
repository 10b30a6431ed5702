import { toSample } from '#src/audio/toSample.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';

const CHANNELS = 2;

/** Endless pieces of music, one for each sort of mix. */
export interface Material {
  /** The piece that a mix sounds like: the same for the same leading prompt. */
  pieceFor(prompts: readonly WeightedPrompt[]): Piece;
}

/** A loop without a seam. */
export interface Piece {
  readonly pcm: Int16Array;
  /** Length in stereo samples. */
  readonly length: number;
}

/**
 * Makes loops out of recordings by fading each one's end into its beginning, and deals them out to
 * mixes by their heaviest prompt.
 *
 * @param recordings interleaved stereo, 48 kHz, all of one length well above `seamSamples`
 */
export function createMaterial(
  recordings: readonly [Int16Array, ...Int16Array[]],
  seamSamples: number,
): Material {
  const pieces = recordings.map((recording) => loop(recording, seamSamples));
  return {
    pieceFor(prompts) {
      const heaviest = prompts.reduce<WeightedPrompt | undefined>(
        (best, prompt) => (best === undefined || prompt.weight > best.weight ? prompt : best),
        undefined,
      );
      const piece = pieces[hash(heaviest?.text ?? '') % pieces.length];
      if (piece === undefined) throw new Error('There is no material to play');
      return piece;
    },
  };
}

function loop(recording: Int16Array, seamSamples: number): Piece {
  const length = recording.length / CHANNELS - seamSamples;
  const pcm = recording.slice(0, length * CHANNELS);
  for (let i = 0; i < seamSamples; i++) {
    const angle = ((i + 0.5) / seamSamples) * (Math.PI / 2);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const head = recording[i * CHANNELS + channel] ?? 0;
      const tail = recording[(length + i) * CHANNELS + channel] ?? 0;
      const mixed = head * Math.sin(angle) + tail * Math.cos(angle);
      pcm[i * CHANNELS + channel] = toSample(mixed);
    }
  }
  return { pcm, length };
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value;
}
