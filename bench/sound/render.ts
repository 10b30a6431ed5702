import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';

export const FRAMES_PER_SECOND = 50;
const FRAME_SAMPLES = 2 * FRAME_PAIRS;

export interface Rendering {
  readonly prompts: readonly WeightedPrompt[];
  readonly config?: MusicGenerationConfig;
  readonly seed: number;
  readonly seconds: number;
  /** Prompts that come into force after so many seconds. */
  readonly vote?: { readonly atSeconds: number; readonly prompts: readonly WeightedPrompt[] };
}

/** What the generator makes, from its first sample on: 16-bit stereo at 48 kHz. */
export function render({ prompts, config = {}, seed, seconds, vote }: Rendering): Int16Array {
  const synth = createSynth({ seed });
  synth.setPrompts(prompts);
  synth.setConfig(config);
  synth.reset();
  const pcm = new Int16Array(seconds * FRAMES_PER_SECOND * FRAME_SAMPLES);
  const votedAt = (vote?.atSeconds ?? Number.POSITIVE_INFINITY) * FRAMES_PER_SECOND * FRAME_SAMPLES;
  for (let at = 0; at < pcm.length; at += FRAME_SAMPLES) {
    if (at === votedAt && vote !== undefined) synth.setPrompts(vote.prompts);
    synth.render(pcm.subarray(at, at + FRAME_SAMPLES));
  }
  return pcm;
}

/** A mix of prompts that all count the same. */
export function evenMix(...texts: string[]): readonly WeightedPrompt[] {
  return texts.map((text) => ({ text, weight: 1 }));
}
