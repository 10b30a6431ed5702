import { describe, expect, test } from 'vitest';
import { Delivered } from '#bench/simulate/Delivered.ts';
import { drumLoop } from '#test/support/signals/drums.ts';
import { music } from '#test/support/signals/music.ts';
import { seededRandom } from '#test/support/signals/random.ts';
import { noise, sine } from '#test/support/signals/tones.ts';

const SAMPLES = 576;
/** As much as the simulation shows: 10 ms to either side. */
const FADE_SAMPLES = 1_920;
/** A tick of a few samples in the middle of a tone. */
const TICK = [900, -2_500, 1_700, -300];
const TICK_AT = 40_000;

/** What counts as the stroke of a drum here. */
const SHARP = 2_000;

/** The sharpest corner that near to the middle. */
function bendInTheMiddle(pcm: Int16Array, reach = 8): number {
  const middle = pcm.length / 2;
  let most = 0;
  for (let i = middle - reach; i < middle + reach; i += 1) {
    const bend = (pcm[i - 2] ?? 0) - 2 * (pcm[i] ?? 0) + (pcm[i + 2] ?? 0);
    most = Math.max(most, Math.abs(bend));
  }
  return most;
}

function loudest(pcm: Int16Array): number {
  return pcm.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
}

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

  test('has the strokes of music at any gain it is played with, but no seam as sharp as these', () => {
    const played = music({ seconds: 6 });
    const all = new Delivered();
    all.push({}, played);
    const random = seededRandom(3);
    const place = (): number =>
      2 * Math.floor(SAMPLES + random() * (played.length / 2 - 2 * SAMPLES));
    let strokes = 0;
    let seams = 0;
    for (let tries = 0; tries < 4_000 && (seams < 25 || strokes < 25); tries += 1) {
      const at = place();
      const here = played.slice(at, at + SAMPLES);
      if (strokes < 25 && bendInTheMiddle(here) > SHARP) {
        strokes += 1;
        const gain = 0.3 + random() * 0.7 * Math.min(3, 30_000 / loudest(here));
        expect(all.hasCornerOf(here.map((value) => value * gain))).toBe(true);
      }
      const seam = here.slice();
      const other = place();
      const there = played.slice(other - SAMPLES / 2, other + SAMPLES / 2);
      const isCalm = [here, there].every((one) => bendInTheMiddle(one, SAMPLES / 6) < SHARP / 4);
      seam.set(played.subarray(other, other + SAMPLES / 2), SAMPLES / 2);
      if (seams < 25 && isCalm && bendInTheMiddle(seam) > SHARP) {
        seams += 1;
        expect(all.hasCornerOf(seam), `${at} to ${other}`).toBe(false);
      }
    }
    expect([strokes, seams]).toEqual([25, 25]);
  });

  test('has the strokes in the middle of a fade from one place to another, but not where it breaks off', () => {
    const played = music({ seconds: 6 });
    const all = new Delivered();
    all.push({}, played);
    const random = seededRandom(11);
    const place = (): number =>
      2 * Math.floor(FADE_SAMPLES + random() * (played.length / 2 - 2 * FADE_SAMPLES));
    const fade = (leaving: number, coming: number, breaksOff: boolean): Int16Array =>
      played.slice(leaving, leaving + FADE_SAMPLES).map((value, i) => {
        // As a splice of the stretcher: before it one is heard alone, after it the other.
        const part = Math.min(1, Math.max(0, (i / FADE_SAMPLES - 0.35) / 0.3));
        const to = breaksOff && i >= FADE_SAMPLES / 2 ? 1 : part;
        const [out, into] = [Math.cos((to * Math.PI) / 2), Math.sin((to * Math.PI) / 2)];
        return value * out + (played[coming + i] ?? 0) * into;
      });
    let strokes = 0;
    let broken = 0;
    for (let tries = 0; tries < 4_000 && (strokes < 12 || broken < 12); tries += 1) {
      const [leaving, coming] = [place(), place()];
      const stroke = fade(leaving, coming, false);
      const isStroke = bendInTheMiddle(stroke) > SHARP;
      if (isStroke && strokes < 12) {
        strokes += 1;
        expect(all.hasCornerOf(stroke), `${leaving} to ${coming}`).toBe(true);
      }
      const seam = fade(leaving, coming, true);
      const isCalm = bendInTheMiddle(stroke, FADE_SAMPLES / 6) < SHARP / 4;
      if (isCalm && bendInTheMiddle(seam) > SHARP && broken < 12) {
        broken += 1;
        expect(all.hasCornerOf(seam), `${leaving} to ${coming}`).toBe(false);
      }
    }
    expect([strokes, broken]).toEqual([12, 12]);
  });

  test('has the strokes of a mix of two places, each of which is drawn off its own by the other', () => {
    const played = music({ seconds: 6 });
    const all = new Delivered();
    all.push({}, played);
    const at = (sample: number): Int16Array => played.subarray(sample, sample + FADE_SAMPLES);
    for (const [one, other] of [
      [53_730, 436_230],
      [146_034, 530_244],
    ] as const) {
      const mixed = at(one).map((value, i) => 0.75 * value + 0.65 * (at(other)[i] ?? 0));
      expect(bendInTheMiddle(mixed)).toBeGreaterThan(SHARP);
      expect(all.hasCornerOf(mixed), `${one} with ${other}`).toBe(true);
    }
  });

  test('has what a loop plays again, with the splices that were heard in it, but no seam of its own', () => {
    const played = music({ seconds: 6 });
    const all = new Delivered();
    all.push({}, played);
    const at = (pair: number): Int16Array => played.subarray(2 * pair, 2 * pair + FADE_SAMPLES);
    // Three places at once: one that fades, and a splice of two others that a loop plays again.
    const [one, other, leaving] = [at(51_000), at(171_000), at(120_500)];
    const heard = one.map((value, i) => {
      const part = i / FADE_SAMPLES;
      return value * (1 - part) + (other[i] ?? 0) * part;
    });
    TICK.forEach((value, i) => {
      const place = FADE_SAMPLES / 2 + 2 * i;
      heard[place] = (heard[place] ?? 0) + 2 * value;
    });
    const mixed = heard.map((value, i) => 0.7 * value + 0.5 * (leaving[i] ?? 0));
    expect(all.hasCornerOf(mixed)).toBe(false);
    expect(all.hasCornerOf(mixed, () => heard)).toBe(true);
    const seam = mixed.map((value, i) =>
      i < FADE_SAMPLES / 2 - 200 ? value : value * 0.8 - 16_000,
    );
    expect(all.hasCornerOf(seam, () => heard)).toBe(false);
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
