import { describe, expect, it } from 'vitest';
import { type Beat, BeatTracker } from '../../../src/audio/beat/BeatTracker.ts';
import { SAMPLE_RATE } from '../../../src/audio/frame.ts';
import { framesOf } from '../../support/PcmBuffer.ts';
import { drumLoop } from '../../support/signals/drums.ts';
import { music } from '../../support/signals/music.ts';
import { chord, noise } from '../../support/signals/tones.ts';

const SECONDS = 15;

function listen(pcm: Int16Array, bpm?: number): Beat | undefined {
  const tracker = new BeatTracker();
  for (const frame of framesOf(pcm)) tracker.push(frame);
  return tracker.beat(bpm);
}

/** How far off the beat's place is, in ms, in a piece whose first beat is its first sample. */
function errorMs(beat: Beat | undefined, bpm: number): number {
  const beatPairs = (60 * SAMPLE_RATE) / bpm;
  const difference = (beat?.sinceBeatPairs ?? Number.NaN) - ((SECONDS * SAMPLE_RATE) % beatPairs);
  const wrapped = difference - Math.round(difference / beatPairs) * beatPairs;
  return (Math.abs(wrapped) / SAMPLE_RATE) * 1000;
}

describe('where the tempo is known', () => {
  it.each([64, 97, 120, 128, 155, 190])('finds the beat at %i bpm', (bpm) => {
    const drums = listen(drumLoop(SECONDS, bpm), bpm);
    const piece = listen(music({ seconds: SECONDS, bpm }), bpm);
    const soft = listen(music({ seconds: SECONDS, bpm, drums: false }), bpm);
    expect(errorMs(drums, bpm)).toBeLessThan(5);
    expect(errorMs(piece, bpm)).toBeLessThan(5);
    expect(errorMs(soft, bpm)).toBeLessThan(10);
  });

  it('is sure of it in music and unsure in noise', () => {
    expect(listen(music({ seconds: SECONDS, bpm: 128 }), 128)?.confidence).toBeGreaterThan(0.3);
    expect(listen(noise(SECONDS), 128)?.confidence).toBeLessThan(0.1);
    expect(listen(chord([110, 164.8], SECONDS), 128)?.confidence).toBeLessThan(0.1);
  });
});

describe('where it is not', () => {
  it.each([90, 97, 110, 120, 128, 140])('finds the tempo, too, at %i bpm', (bpm) => {
    for (const pcm of [drumLoop(SECONDS, bpm), music({ seconds: SECONDS, bpm })]) {
      const beat = listen(pcm);
      expect(Math.abs((beat?.bpm ?? 0) / bpm - 1)).toBeLessThan(0.003);
      expect(errorMs(beat, bpm)).toBeLessThan(10);
      expect(beat?.confidence).toBeGreaterThan(0.3);
    }
  });

  it.each([64, 70, 174, 190])('finds %i bpm or an octave of it', (bpm) => {
    const octaves = Math.log2((listen(drumLoop(SECONDS, bpm))?.bpm ?? 0) / bpm);
    expect(Math.abs(octaves - Math.round(octaves))).toBeLessThan(0.01);
  });

  it('claims nothing in noise or silence', () => {
    expect(listen(noise(SECONDS))?.confidence ?? 0).toBeLessThan(0.1);
    expect(listen(new Int16Array(2 * SECONDS * SAMPLE_RATE))?.confidence ?? 0).toBe(0);
  });
});

it('says nothing before it has heard two seconds, nor right after a reset', () => {
  const tracker = new BeatTracker();
  for (const frame of framesOf(drumLoop(1.5, 120))) tracker.push(frame);
  expect(tracker.beat(120)).toBeUndefined();
  for (const frame of framesOf(drumLoop(1.5, 120))) tracker.push(frame);
  expect(tracker.beat(120)).toBeDefined();
  tracker.reset();
  expect(tracker.beat(120)).toBeUndefined();
});
