import opus from '@discordjs/opus';
import { beforeAll, describe, expect, it } from 'vitest';
import { matchRecording } from './matchRecording.ts';
import { longestSilenceMs } from './recording.ts';
import { music } from './signals/music.ts';
import { seededRandom } from './signals/random.ts';

const SAMPLES_PER_SECOND = 96_000;
const FRAME_SAMPLES = 1_920;
/** libopus looks this far ahead: what is decoded comes as much later. */
const OPUS_DELAY_MS = 6.5;

function throughOpus(pcm: Int16Array): Int16Array {
  const encoder = new opus.OpusEncoder(48_000, 2);
  encoder.setBitrate(96_000);
  const decoder = new opus.OpusEncoder(48_000, 2);
  const heard = new Int16Array(pcm.length);
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    const frame = decoder.decode(
      encoder.encode(Buffer.from(pcm.slice(at, at + FRAME_SAMPLES).buffer)),
    );
    heard.set(new Int16Array(frame.buffer, frame.byteOffset, FRAME_SAMPLES), at);
  }
  return heard;
}

function seconds(pcm: Int16Array, from: number, to: number): Int16Array {
  return pcm.subarray(from * SAMPLES_PER_SECOND, to * SAMPLES_PER_SECOND);
}

function join(...parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]));
}

describe('matching what was heard with what was played', () => {
  let source: Int16Array;
  beforeAll(() => {
    source = music({ seconds: 12, seed: 5 });
  });

  it('minds no noise above what is compared, and a gap all the same', () => {
    const hiss = seededRandom(4);
    let last = 0;
    const noisy = (pcm: Int16Array): Int16Array =>
      pcm.map((sample, i) => {
        // The difference of white noise has little below 3 kHz.
        const next = i % 2 === 0 ? 6_000 * hiss() : last;
        const high = next - last;
        last = next;
        return 0.3 * sample + high;
      });
    const whole = seconds(source, 1, 9);
    expect(matchRecording(noisy(whole), source).minCorrelation).toBeLessThan(0.9);
    const below = matchRecording(noisy(whole), source, { belowHz: 3_000 });
    expect(below.minCorrelation).toBeGreaterThan(0.9);
    const gap = join(seconds(whole, 0, 3), seconds(whole, 3.1, 8));
    const match = matchRecording(noisy(gap), source, { belowHz: 3_000 });
    expect(match.skippedMs).toBeGreaterThan(95);
  });

  it('finds what went through Opus, from a second in, at half the loudness', () => {
    const heard = throughOpus(seconds(source, 1, 9)).map((sample) => sample / 2);
    const match = matchRecording(heard, source);
    expect(match.windows).toHaveLength(20);
    expect(match.minCorrelation).toBeGreaterThan(0.95);
    expect(match).toMatchObject({ sameOrder: true, silentWindows: 0 });
    expect(match.repeatedMs).toBeLessThan(1);
    expect(match.skippedMs).toBeLessThan(1);
    expect(match.offsetMs).toBeCloseTo(1_000 - OPUS_DELAY_MS, 0);
  });

  it('notices what comes twice', () => {
    const heard = join(seconds(source, 0, 4), seconds(source, 2, 6));
    const match = matchRecording(heard, source);
    expect(match.repeatedMs).toBeCloseTo(2_000, -1);
  });

  it('leaves out a window in which a little is repeated, where it is told so', () => {
    const at = (ms: number): number => (ms * SAMPLES_PER_SECOND) / 1_000;
    const heard = join(source.subarray(0, at(3_400)), source.subarray(at(3_370), at(8_000)));
    expect(matchRecording(heard, source).minCorrelation).toBeLessThan(0.9);
    const match = matchRecording(heard, source, { mostRepeatMs: 40 });
    expect(match.minCorrelation).toBeGreaterThan(0.95);
    expect(match.repeatedMs).toBeCloseTo(30, 0);
    expect(match).toMatchObject({ sameOrder: true });
    const other = join(source.subarray(0, at(3_400)), source.subarray(at(4_000), at(8_000)));
    expect(matchRecording(other, source, { mostRepeatMs: 40 }).skippedMs).toBeCloseTo(600, -1);
  });

  it('notices what is left out', () => {
    const match = matchRecording(join(seconds(source, 0, 4), seconds(source, 5, 9)), source);
    expect(match.sameOrder).toBe(true);
    expect(match.repeatedMs).toBeLessThan(1);
    expect(match.skippedMs).toBeCloseTo(1_000, -1);
  });

  it('notices a wrong order', () => {
    const match = matchRecording(join(seconds(source, 4, 8), seconds(source, 0, 4)), source);
    expect(match.sameOrder).toBe(false);
  });

  it('does not find what was never played', () => {
    const other = music({ seconds: 4, seed: 77, bpm: 97 });
    expect(matchRecording(other, source).minCorrelation).toBeLessThan(0.8);
  });

  it('leaves silence out, and measures it', () => {
    const heard = join(
      seconds(source, 0, 2),
      new Int16Array(SAMPLES_PER_SECOND),
      seconds(source, 2, 4),
    );
    const match = matchRecording(heard, source);
    expect(match.silentWindows).toBe(2);
    expect(longestSilenceMs(heard)).toBeGreaterThanOrEqual(1_000);
    expect(longestSilenceMs(heard)).toBeLessThan(1_010);
  });
});
