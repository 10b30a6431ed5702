import { FRAME_PAIRS, SAMPLE_RATE } from '../../src/audio/frame.ts';
import { createSynth } from '../../src/generator/synth/Synth.ts';
import { createMaterial, type Material } from './material.ts';

const SECONDS = 66;
const SEAM_PAIRS = SAMPLE_RATE;
/** The synthesiser's own first seconds, in which its level settles, are left out. */
const SETTLE_SECONDS = 8;
const TAGS = ['Techno', 'Ambient', 'Drum & Bass', 'Bossa Nova'] as const;

/** A minute of the built-in generator's music in each of a few very different styles. */
export function recordMaterial(): Material {
  const [first, ...others] = TAGS.map((text, seed) => record(text, seed + 1));
  if (first === undefined) throw new Error('There is nothing to record');
  return createMaterial([first, ...others], SEAM_PAIRS);
}

function record(text: string, seed: number): Int16Array {
  const synth = createSynth({ seed });
  synth.setPrompts([{ text, weight: 1 }]);
  synth.setConfig({});
  synth.reset();
  const frame = new Int16Array(2 * FRAME_PAIRS);
  for (let i = 0; i < (SETTLE_SECONDS * SAMPLE_RATE) / FRAME_PAIRS; i++) synth.render(frame);
  const pcm = new Int16Array(2 * SECONDS * SAMPLE_RATE);
  for (let at = 0; at + frame.length <= pcm.length; at += frame.length) {
    synth.render(frame);
    pcm.set(frame, at);
  }
  return pcm;
}
