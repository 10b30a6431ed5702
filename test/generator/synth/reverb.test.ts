import { expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/generator/synth/dsp/control.ts';
import { Reverb } from '#src/generator/synth/effects/Reverb.ts';

const ROOM_SECONDS = 5;
const FRAMES = 5 * 50;
/** By then the room is filled. */
const FROM_FRAME = 2 * 50;

/** What a long room makes of a tone that is held, in dB. */
function gainDb(hertz: number): number {
  const reverb = new Reverb();
  reverb.setTime(ROOM_SECONDS);
  const input = new Float32Array(FRAME_PAIRS);
  const left = new Float32Array(FRAME_PAIRS);
  const right = new Float32Array(FRAME_PAIRS);
  let sum = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    for (let i = 0; i < FRAME_PAIRS; i++) {
      input[i] = Math.sin((2 * Math.PI * hertz * (frame * FRAME_PAIRS + i)) / SAMPLE_RATE);
    }
    left.fill(0);
    right.fill(0);
    reverb.process(input, left, right);
    if (frame >= FROM_FRAME) sum += left.reduce((total, value) => total + value * value, 0);
  }
  return 10 * Math.log10(sum / (FRAMES - FROM_FRAME) / FRAME_PAIRS);
}

test('no held note rings far louder than the next', () => {
  const gains = Array.from({ length: 24 }, (_, n) => gainDb(220 * 2 ** (n / 24)));
  const mean = gains.reduce((total, gain) => total + gain, 0) / gains.length;
  const spread = Math.sqrt(gains.reduce((s, gain) => s + (gain - mean) ** 2, 0) / gains.length);
  // Walls that stand still make it 8.4 dB.
  expect(spread).toBeLessThan(6);
});
