import { describe, expect, test } from 'vitest';
import { Delivered } from '../../../bench/simulate/Delivered.ts';
import { drumLoop } from '../../support/signals/drums.ts';
import { noise, sine } from '../../support/signals/tones.ts';

const SAMPLES = 576;
/** A tick of a few samples in the middle of a tone. */
const TICK = [900, -2_500, 1_700, -300];
const TICK_AT = 40_000;

function ticking(): Int16Array {
  const pcm = sine({ hz: 220, seconds: 1 });
  TICK.forEach((value, i) => {
    pcm[TICK_AT + 2 * i] = (pcm[TICK_AT + 2 * i] ?? 0) + value;
    pcm[TICK_AT + 2 * i + 1] = (pcm[TICK_AT + 2 * i + 1] ?? 0) + value / 2;
  });
  return pcm;
}

describe('what the service delivered', () => {
  const pcm = ticking();
  const delivered = new Delivered();
  const session = {};
  delivered.push({}, drumLoop(2, 120));
  delivered.push(session, pcm.subarray(0, TICK_AT + 2));
  delivered.push({}, noise(1));
  delivered.push(session, pcm.subarray(TICK_AT + 2));
  const around = pcm.slice(TICK_AT - SAMPLES / 2, TICK_AT + SAMPLES / 2);

  test('has its own tick, across chunks, faded down and mixed with something smooth', () => {
    expect(delivered.hasCornerOf(around)).toBe(true);
    expect(delivered.hasCornerOf(around.map((value) => value * 0.6))).toBe(true);
    const other = sine({ hz: 300, seconds: 0.1, level: 0.2 });
    const mixed = around.map((value, i) => 0.7 * value + (other[i] ?? 0));
    expect(delivered.hasCornerOf(mixed)).toBe(true);
  });

  test('has a tick that is faded into other music, but not one made in a crossfade', () => {
    const mix = new Delivered();
    const coming = drumLoop(1, 120);
    mix.push({}, pcm);
    mix.push({}, coming);
    const faded = pcm
      .slice(TICK_AT - SAMPLES / 2, TICK_AT + SAMPLES / 2)
      .map((value, i) => 0.14 * value + 0.99 * (coming[i + 2_000] ?? 0));
    expect(mix.hasCornerOf(faded)).toBe(true);
    const strong = pcm
      .slice(TICK_AT - SAMPLES / 2, TICK_AT + SAMPLES / 2)
      .map((value, i) => 0.92 * value + 0.33 * (coming[i + 2_000] ?? 0));
    expect(mix.hasCornerOf(strong)).toBe(true);
    const seam = faded.map((value, i) => (i < SAMPLES / 2 ? value : value * 0.9));
    expect(mix.hasCornerOf(seam)).toBe(false);
  });

  test('has no tick that was made louder by far, and no seam', () => {
    expect(delivered.hasCornerOf(around.map((value) => value * 2))).toBe(false);
    for (let shift = 2; shift < 200; shift += 2) {
      const seam = sine({ hz: 220, seconds: 0.1 }).slice(0, SAMPLES);
      seam.set(sine({ hz: 220, seconds: 0.1 }).subarray(shift, shift + SAMPLES / 2), SAMPLES / 2);
      const step = Math.abs((seam[SAMPLES / 2] ?? 0) - (seam[SAMPLES / 2 - 2] ?? 0));
      if (step > 1_500) expect(delivered.hasCornerOf(seam), `${shift} samples`).toBe(false);
    }
  });
});
