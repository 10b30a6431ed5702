import { describe, expect, it } from 'vitest';
import { Crossfade } from '#src/audio/Crossfade.ts';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { type Alignment, AlignmentSearch } from '#src/audio/match/AlignmentSearch.ts';
import { clicksIn } from '#test/support/clicks.ts';
import { finish } from '#test/support/finish.ts';
import { loudnessRange } from '#test/support/loudness.ts';
import { framesOf, PcmBuffer } from '#test/support/PcmBuffer.ts';
import { beatPairs as beatsOf, drumLoop } from '#test/support/signals/drums.ts';
import { materials } from '#test/support/signals/materials.ts';
import { music } from '#test/support/signals/music.ts';
import { chord, noise, sine } from '#test/support/signals/tones.ts';

const LEAVING_FROM = 5 * SAMPLE_RATE;
const FADE_PAIRS = SAMPLE_RATE;

function align(leaving: Int16Array, coming: Int16Array, beatPairs?: number): Alignment {
  return finish(
    new AlignmentSearch({
      leaving: { pcm: leaving, earliestPair: LEAVING_FROM, latestPair: LEAVING_FROM + SAMPLE_RATE },
      coming: { pcm: coming, earliestPair: 0, latestPair: SAMPLE_RATE },
      fadePairs: FADE_PAIRS,
      ...(beatPairs === undefined ? {} : { beatPairs }),
    }),
  );
}

/** Both streams one after the other, crossfaded as aligned; five seconds either side. */
function transition(leaving: Int16Array, coming: Int16Array, alignment: Alignment): Int16Array {
  const start = alignment.leavingPair - 5 * SAMPLE_RATE;
  const from = new PcmBuffer(leaving, start);
  const to = new PcmBuffer(coming, alignment.comingPair);
  const out = new Int16Array(2 * 11 * SAMPLE_RATE);
  const fade = new Crossfade(from, to, {
    lengthPairs: FADE_PAIRS,
    correlation: alignment.correlation,
  });
  for (const frame of framesOf(out)) {
    const source = from.position < alignment.leavingPair ? from : to;
    if (source === to && !fade.isDone) fade.pull(frame);
    else {
      source.peek(frame, 0, 0, FRAME_PAIRS);
      source.take(FRAME_PAIRS);
    }
  }
  return out;
}

describe('a crossfade', () => {
  it.each(materials)('from $name to $name makes no click and keeps its loudness', ({ make }) => {
    const leaving = make(13);
    const coming = make(16).subarray(2 * 123_457);
    const out = transition(leaving, coming, align(leaving, coming));
    expect(clicksIn(out)).toEqual([]);
    expect(loudnessRange(out)).toBeLessThan(loudnessRange(leaving) + 1);
  });

  const pairs = [
    {
      name: 'a tone to another',
      from: sine({ hz: 440, seconds: 13 }),
      to: sine({ hz: 523, seconds: 13 }),
    },
    { name: 'a chord to another', from: chord([110, 138.6], 13), to: chord([98, 146.8], 13) },
    { name: 'noise to other noise', from: noise(13, 0.3, 1), to: noise(13, 0.3, 2) },
    {
      name: 'a tone to itself',
      from: sine({ hz: 440, seconds: 13 }),
      to: sine({ hz: 440, seconds: 13 }),
    },
    { name: 'noise to itself', from: noise(13), to: noise(13).subarray(2 * 200_001) },
  ];
  it.each(pairs)('from $name neither bumps nor dips', ({ from, to }) => {
    const out = transition(from, to, align(from, to));
    expect(clicksIn(out)).toEqual([]);
    expect(loudnessRange(out)).toBeLessThan(1);
  });

  it('between pieces of one tempo begins on a beat in both', () => {
    const bpm = 117;
    const beat = (60 * SAMPLE_RATE) / bpm;
    const leaving = music({ seconds: 13, bpm, seed: 1 });
    const skipped = 7777;
    const coming = music({ seconds: 13, bpm, seed: 5 }).subarray(2 * skipped);
    const { onBeat, leavingPair, comingPair } = align(leaving, coming, beat);
    expect(onBeat).toBe(true);
    const beats = beatsOf(13, bpm);
    const off = (pair: number): number => Math.min(...beats.map((at) => Math.abs(at - pair)));
    expect(off(leavingPair)).toBeLessThan(480);
    expect(off(comingPair + skipped)).toBeLessThan(480);
  });

  it('between drums of one tempo has them play together though nobody told it the tempo', () => {
    const leaving = drumLoop(13, 140);
    const coming = drumLoop(13, 140, 3).subarray(2 * 5000);
    const { leavingPair, comingPair } = align(leaving, coming);
    const beat = (60 * SAMPLE_RATE) / 140;
    const offset = (((leavingPair - comingPair - 5000) / beat) % 1) + 1;
    expect(Math.min(offset % 1, 1 - (offset % 1)) * beat).toBeLessThan(240);
  });

  it('within one stream finds the very place', () => {
    const pcm = noise(13);
    const { leavingPair, comingPair, correlation } = align(pcm, pcm.subarray(2 * 220_000));
    expect(comingPair).toBe(leavingPair - 220_000);
    expect(correlation).toBe(1);
  });

  it('tells how much louder one side is', () => {
    const soft = noise(13, 0.2, 4);
    expect(align(noise(13, 0.25), soft).levelRatio).toBeCloseTo(1.25, 1);
    expect(align(noise(13, 0.9), soft).levelRatio).toBeCloseTo(Math.SQRT2, 2);
  });

  it('goes on without the leaving side if that runs dry', () => {
    const fade = new Crossfade(new PcmBuffer(noise(0.03)), new PcmBuffer(noise(1)), {
      lengthPairs: 1500,
      correlation: 0,
    });
    const out = new Int16Array(2 * FRAME_PAIRS);
    expect(fade.pull(out)).toBe(960);
    expect(fade.isDone).toBe(false);
    expect(fade.pull(out)).toBe(960);
    expect(fade.isDone).toBe(true);
  });
});
