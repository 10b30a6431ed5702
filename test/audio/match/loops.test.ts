import { describe, expect, it } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { LoopPlayer } from '#src/audio/LoopPlayer.ts';
import { type Loop, LoopSearch } from '#src/audio/match/LoopSearch.ts';
import { clicksIn } from '#test/support/clicks.ts';
import { finish } from '#test/support/finish.ts';
import { loudnessRange } from '#test/support/loudness.ts';
import { collect } from '#test/support/PcmBuffer.ts';
import { drumLoop } from '#test/support/signals/drums.ts';
import { materials } from '#test/support/signals/materials.ts';
import { music } from '#test/support/signals/music.ts';
import { chord } from '#test/support/signals/tones.ts';

/** How much is left to play when the bridge begins. */
const LEFT_PAIRS = 0.2 * SAMPLE_RATE;

const lengthOf = ({ startPair, endPair }: Loop): number => endPair - startPair;

function levelOf(pcm: Int16Array): number {
  return Math.sqrt(pcm.reduce((sum, value) => sum + value * value, 0) / pcm.length);
}

function play(pcm: Int16Array, loop: Loop, seconds: number): Int16Array {
  const player = new LoopPlayer(pcm, loop, pcm.length / 2 - LEFT_PAIRS);
  return collect(seconds * 50, (frame) => {
    player.peek(frame, 0, 0, FRAME_PAIRS);
    player.take(FRAME_PAIRS);
  });
}

describe('a loop', () => {
  // Cut off anywhere, as a stream that dries up is.
  const cases = materials.flatMap((material) => [10, 11.37].map((cut) => ({ ...material, cut })));

  it.each(cases)('of $name cut at $cut s goes on without click or dip', ({ make, cut }) => {
    const pcm = make(cut);
    const out = play(pcm, finish(new LoopSearch(pcm)), 40);
    expect(clicksIn(out)).toEqual([]);
    expect(loudnessRange(out)).toBeLessThan(loudnessRange(pcm) + 1.5);
  });

  it.each(cases)('of $name cut at $cut s lasts 1 to 8 s', ({ make, cut }) => {
    const length = lengthOf(finish(new LoopSearch(make(cut))));
    expect(length).toBeGreaterThanOrEqual(SAMPLE_RATE);
    expect(length).toBeLessThanOrEqual(8 * SAMPLE_RATE);
  });

  it.each([83, 97, 120, 128, 174])('of music at %i bpm is whole bars long', (bpm) => {
    const beatPairs = (60 * SAMPLE_RATE) / bpm;
    const loop = finish(new LoopSearch(music({ seconds: 10.9, bpm }), beatPairs));
    const bars = lengthOf(loop) / beatPairs / 4;
    // Within 10 ms.
    expect(Math.abs(bars - Math.round(bars)) * 4 * beatPairs).toBeLessThan(480);
  });

  it.each([97, 128])('of drums at %i bpm keeps the beat though nobody told it', (bpm) => {
    const beats = (lengthOf(finish(new LoopSearch(drumLoop(10.3, bpm)))) * bpm) / 60 / SAMPLE_RATE;
    expect(Math.abs(beats - Math.round(beats))).toBeLessThan(0.02);
  });

  it('of music that swells starts as loud as it ends', () => {
    const swelling = chord([110, 164.8, 220], 10).map((sample, i) =>
      Math.round(sample * 10 ** (((i / 960_000) * 5 - 5) / 20)),
    );
    const out = play(swelling, finish(new LoopSearch(swelling)), 30);
    expect(clicksIn(out)).toEqual([]);
    expect(loudnessRange(out)).toBeLessThan(3);
  });

  it('of music that has just become soft goes on softly', () => {
    const loud = chord([110, 164.8, 220], 10);
    const pcm = loud.map((value, i) => Math.round(value * (i < 14 * SAMPLE_RATE ? 1 : 0.75)));
    const out = play(pcm, finish(new LoopSearch(pcm)), 30);
    expect(clicksIn(out)).toEqual([]);
    const before = levelOf(pcm.subarray(-6 * SAMPLE_RATE));
    expect(
      Math.abs(20 * Math.log10(levelOf(out.subarray(-40 * SAMPLE_RATE)) / before)),
    ).toBeLessThan(1);
  });

  it.each([0.12, 0.7, 2])('is made of %f s, too, if that is all there is', (seconds) => {
    const pcm = music({ seconds, drums: false });
    const loop = finish(new LoopSearch(pcm));
    const player = new LoopPlayer(pcm, loop, 0);
    const out = collect(500, (frame) => {
      player.peek(frame, 0, 0, FRAME_PAIRS);
      player.take(FRAME_PAIRS);
    });
    expect(clicksIn(out)).toEqual([]);
  });

  it('can be found in silence', () => {
    const silence = new Int16Array(2 * 10 * SAMPLE_RATE);
    expect(finish(new LoopSearch(silence)).correlation).toBe(1);
  });
});

describe('LoopPlayer', () => {
  const pcm = music({ seconds: 10 });
  const loop = finish(new LoopSearch(pcm, SAMPLE_RATE / 2));

  it('goes on exactly where the music was', () => {
    const player = new LoopPlayer(pcm, loop, 100_000);
    const out = new Int16Array(2 * FRAME_PAIRS);
    player.peek(out, 0, 0, FRAME_PAIRS);
    expect(out).toEqual(pcm.slice(200_000, 200_000 + 2 * FRAME_PAIRS));
  });

  it('shows the same however far ahead and in whatever pieces it is asked', () => {
    const whole = play(pcm, loop, 30);
    const player = new LoopPlayer(pcm, loop, pcm.length / 2 - LEFT_PAIRS);
    const pieces = new Int16Array(whole.length);
    let pair = 0;
    for (let size = 1; pair + size < pieces.length / 2; size = (size * 7 + 3) % 5000) {
      // Every other piece is looked at from behind.
      if (size % 2 === 0) {
        player.peek(pieces, pair, 0, size);
        player.take(size);
      } else {
        player.take(Math.floor(size / 2));
        player.peek(pieces, pair + Math.floor(size / 2), 0, size - Math.floor(size / 2));
        player.take(size - Math.floor(size / 2));
        pieces.set(whole.subarray(2 * pair, 2 * (pair + Math.floor(size / 2))), 2 * pair);
      }
      pair += size;
    }
    expect(pieces.subarray(0, 2 * pair)).toEqual(whole.subarray(0, 2 * pair));
  });
});
