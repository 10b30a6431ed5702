import { describe, expect, it } from 'vitest';
import { SilenceMeter } from '#src/audio/meter/SilenceMeter.ts';
import { framesOf } from '#test/support/PcmBuffer.ts';
import { sine } from '#test/support/signals/tones.ts';

function measure(pcm: Int16Array, minMs = 20): SilenceMeter {
  const meter = new SilenceMeter(minMs);
  for (const frame of framesOf(pcm)) meter.push(frame);
  return meter;
}

/** A tone of a second with zeros (or hardly more) from one pair to another. */
function withGap(fromPair: number, toPair: number, level = 0): Int16Array {
  // A cosine of 100 Hz is loud wherever a gap of whole milliseconds begins.
  const pcm = sine({ hz: 100, seconds: 1 });
  return pcm.map((sample, i) => {
    const pair = Math.floor(i / 2);
    if (pair >= fromPair && pair < toPair) return level;
    return Math.abs(sample) < 100 ? 100 : sample;
  });
}

describe('SilenceMeter', () => {
  it('hears no silence in a tone', () => {
    expect(measure(withGap(0, 0))).toMatchObject({ totalMs: 0, longestMs: 0, silences: 0 });
  });

  it('measures a silence across frames exactly', () => {
    expect(measure(withGap(10_000, 14_800))).toMatchObject({
      totalMs: 100,
      longestMs: 100,
      silences: 1,
      currentMs: 0,
    });
  });

  it('takes what is below -60 dB for silence', () => {
    expect(measure(withGap(9600, 12_000, 30)).totalMs).toBe(50);
    expect(measure(withGap(9600, 12_000, 40)).totalMs).toBe(0);
  });

  it('does not count what is too short, but knows of it', () => {
    expect(measure(withGap(10_000, 11_200), 100)).toMatchObject({
      totalMs: 0,
      longestMs: 25,
      silences: 0,
    });
  });

  it('counts from the beginning of a silence once it is long enough', () => {
    const meter = measure(withGap(24_000, 48_000), 200);
    expect(meter).toMatchObject({ totalMs: 500, currentMs: 500, silences: 1 });
  });

  it('adds silences up', () => {
    const twice = new Int16Array([...withGap(4800, 7200), ...withGap(0, 2400)]);
    expect(measure(twice)).toMatchObject({ totalMs: 100, longestMs: 50, silences: 2 });
  });
});
