import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { KWeighting } from '#src/audio/meter/KWeighting.ts';
import { toSample } from '#src/audio/toSample.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import { createMaterial, type Material } from './material.ts';

const SECONDS = 66;
const SEAM_PAIRS = SAMPLE_RATE;
/** The synthesiser's own first seconds, in which its level settles, are left out. */
const SETTLE_SECONDS = 8;
/** Loudness is looked at over 1.5 s to either side, as the meter of the simulation does. */
const EVENED_FRAMES = 75;
/** All of it becomes so much of the power of its loudest passage, which leaves room for peaks. */
const EVEN_SHARE = 0.4;
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
  return evened(pcm);
}

/**
 * Brings all of a recording to one loudness: what is judged here is the bot's transitions, and a
 * chorus after a break would pass for one that jumps.
 */
function evened(pcm: Int16Array): Int16Array {
  const weighting = new KWeighting();
  const frames = pcm.length / (2 * FRAME_PAIRS);
  const powers = Float64Array.from({ length: frames }, (_, frame) =>
    weighting.energy(pcm.subarray(2 * FRAME_PAIRS * frame, 2 * FRAME_PAIRS * (frame + 1))),
  );
  const around = powers.map((_, frame) => {
    const span = powers.subarray(Math.max(0, frame - EVENED_FRAMES), frame + EVENED_FRAMES + 1);
    return span.reduce((sum, power) => sum + power, 0) / span.length;
  });
  const loudest = Math.max(...around);
  const gains = around.map((power) => Math.sqrt(EVEN_SHARE * (loudest / power)));
  return pcm.map((sample, i) => {
    const at = i / (2 * FRAME_PAIRS) - 0.5;
    const frame = Math.min(frames - 2, Math.max(0, Math.floor(at)));
    const way = Math.min(1, Math.max(0, at - frame));
    const before = gains[frame] ?? 1;
    return toSample(sample * (before + way * ((gains[frame + 1] ?? 1) - before)));
  });
}
