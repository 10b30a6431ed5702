import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { OutputStage } from '#src/station/OutputStage.ts';
import { music } from '../support/signals/music.ts';

const FRAME = 2 * FRAME_PAIRS;

function framesOf(pcm: Int16Array): Int16Array[] {
  return Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, i) =>
    pcm.slice(i * FRAME, (i + 1) * FRAME),
  );
}

/** What the look-ahead of the limiter costs: 2 ms. */
const LATE = 2 * 96;

test('faded in and at volume 1 the music goes out as it came, full scale included', () => {
  const stage = new OutputStage();
  stage.fadeTo(1, 80);
  for (const frame of framesOf(music({ seconds: 1 }))) stage.process(frame);
  const loud = Int16Array.from({ length: 2 * FRAME }, (_, i) => (i % 3 === 0 ? 32_767 : -32_768));
  const heard = framesOf(loud);
  for (const frame of heard) stage.process(frame);
  const [first, second] = heard;
  expect(first?.subarray(LATE)).toEqual(loud.subarray(0, FRAME - LATE));
  expect(second).toEqual(loud.subarray(FRAME - LATE, 2 * FRAME - LATE));
});

test('a slow fade is slow from its first frame to its last, and is taken back in a moment', () => {
  const stage = new OutputStage();
  stage.fadeTo(1, 20);
  const level = (): number => {
    const frame = new Int16Array(FRAME).fill(10_000);
    stage.process(frame);
    return frame.at(-1) ?? 0;
  };
  for (let i = 0; i < 5; i++) level();
  stage.setVolume(0, 60_000);
  const levels = Array.from({ length: 3_001 }, level);
  expect(levels[1_500]).toBeGreaterThan(4_900);
  expect(levels[1_500]).toBeLessThan(5_100);
  expect(levels[2_950]).toBeGreaterThan(100);
  expect(levels.at(-1)).toBe(0);
  stage.setVolume(1);
  for (let i = 0; i < 22; i++) level();
  expect(level()).toBe(10_000);
});

test('twice the volume never clips hard: no sample is held at full scale', () => {
  const stage = new OutputStage();
  stage.setVolume(2);
  stage.fadeTo(1, 20);
  for (const frame of framesOf(music({ seconds: 4 }))) {
    stage.process(frame);
    const atLimit = frame.filter((sample) => sample === 32_767 || sample === -32_768).length;
    expect(atLimit).toBeLessThan(5);
  }
});

test('volume and fades glide: no step beyond what the material has', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (volumes) => {
        const stage = new OutputStage();
        stage.fadeTo(1, 20);
        let last = 0;
        let steepest = 0;
        for (const volume of volumes) {
          stage.setVolume(volume);
          for (let i = 0; i < 10; i++) {
            const frame = new Int16Array(FRAME).fill(20_000);
            stage.process(frame);
            for (const sample of frame) {
              steepest = Math.max(steepest, Math.abs(sample - last));
              last = sample;
            }
          }
        }
        // 0 to 20,000 over 20 ms at the fastest, one sample pair at a time.
        expect(steepest).toBeLessThan(60);
      },
    ),
    { numRuns: 20 },
  );
});

test('faded out it is silent', () => {
  const stage = new OutputStage();
  stage.fadeTo(1, 20);
  stage.process(new Int16Array(FRAME).fill(1_000));
  stage.fadeTo(0, 40);
  const frames = Array.from({ length: 4 }, () => new Int16Array(FRAME).fill(1_000));
  for (const frame of frames) stage.process(frame);
  expect(stage.isSilent).toBe(true);
  expect(frames.at(-1)?.every((sample) => sample === 0)).toBe(true);
});

test('what follows a cut comes in from nothing, and nothing of what was before it', () => {
  const stage = new OutputStage();
  stage.fadeTo(1, 20);
  for (let i = 0; i < 5; i++) stage.process(new Int16Array(FRAME).fill(20_000));
  stage.cut();
  const frame = new Int16Array(FRAME).fill(20_000);
  stage.process(frame);
  expect(frame.subarray(0, LATE).every((sample) => sample === 0)).toBe(true);
  expect(
    Math.max(...frame.map((sample, i) => Math.abs(sample - (frame[i - 2] ?? 0)))),
  ).toBeLessThan(60);
});
