import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_PAIRS } from '../../src/audio/frame.ts';
import { OutputStage } from '../../src/station/OutputStage.ts';
import { music } from '../support/signals/music.ts';

const FRAME = 2 * FRAME_PAIRS;

function framesOf(pcm: Int16Array): Int16Array[] {
  return Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, i) =>
    pcm.slice(i * FRAME, (i + 1) * FRAME),
  );
}

test('faded in and at volume 1 every frame goes out as it came, full scale included', () => {
  const stage = new OutputStage();
  stage.fadeTo(1, 80);
  for (const frame of framesOf(music({ seconds: 1 }))) stage.process(frame);
  const loud = Int16Array.from({ length: FRAME }, (_, i) => (i % 3 === 0 ? 32_767 : -32_768));
  const before = loud.slice();
  stage.process(loud);
  expect(loud).toEqual(before);
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
        let last: number | undefined;
        for (const volume of volumes) {
          stage.setVolume(volume);
          for (let i = 0; i < 10; i++) {
            const frame = new Int16Array(FRAME).fill(20_000);
            stage.process(frame);
            for (const sample of frame) {
              // 0 to 20,000 over 20 ms at the fastest, one sample pair at a time.
              if (last !== undefined) expect(Math.abs(sample - last)).toBeLessThan(60);
              last = sample;
            }
          }
        }
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
  const frames = Array.from({ length: 3 }, () => new Int16Array(FRAME).fill(1_000));
  for (const frame of frames) stage.process(frame);
  expect(stage.isSilent).toBe(true);
  expect(frames.at(-1)?.every((sample) => sample === 0)).toBe(true);
});
