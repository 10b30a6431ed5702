import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import type { MusicGenerationConfig } from '#src/music/controls.ts';

const FRAMES_PER_SECOND = 50;

/** What the synthesiser plays for a prompt, from its first sample on. */
export function listen(
  text: string,
  config: MusicGenerationConfig,
  seconds: number,
  seed: number,
): Int16Array {
  const synth = createSynth({ seed });
  synth.setPrompts([{ text, weight: 1 }]);
  synth.setConfig(config);
  synth.reset();
  const frameSamples = 2 * FRAME_PAIRS;
  const pcm = new Int16Array(seconds * FRAMES_PER_SECOND * frameSamples);
  for (let at = 0; at < pcm.length; at += frameSamples) {
    synth.render(pcm.subarray(at, at + frameSamples));
  }
  return pcm;
}
