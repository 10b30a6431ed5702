import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Crossfade } from '#src/audio/Crossfade.ts';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { PcmBuffer } from '../support/PcmBuffer.ts';

/** Pairs whose channels differ, and that tell where they were. */
function ramp(pairs: number, from: number): Int16Array {
  return Int16Array.from({ length: 2 * pairs }, (_, i) => from + (i % 2 === 0 ? i : -i));
}

const pairs = fc.integer({ min: 0, max: 5 * FRAME_PAIRS });

test('takes what it gives from both sides, however soon either runs dry, and ends in the coming one', () => {
  fc.assert(
    fc.property(
      pairs,
      pairs,
      fc.integer({ min: 1, max: 4 * FRAME_PAIRS }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (leavingPairs, comingPairs, lengthPairs, correlation) => {
        const leaving = new PcmBuffer(ramp(leavingPairs, 1_000));
        const pcm = ramp(comingPairs, -2_000);
        const coming = new PcmBuffer(pcm);
        const fade = new Crossfade(leaving, coming, { lengthPairs, correlation });
        let given = 0;
        for (let frame = 0; frame < 7 && !fade.isDone; frame += 1) {
          const out = new Int16Array(2 * FRAME_PAIRS).fill(123);
          const pulled = fade.pull(out);
          expect(pulled).toBe(Math.min(FRAME_PAIRS, comingPairs - given));
          // Past the fade it is the coming side to the bit, and past what there is nothing is written.
          const plain = Math.max(0, Math.min(pulled, lengthPairs - given));
          expect(out.subarray(2 * plain, 2 * pulled)).toEqual(
            pcm.subarray(2 * (given + plain), 2 * (given + pulled)),
          );
          expect(out.subarray(2 * pulled).every((sample) => sample === 123)).toBe(true);
          given += pulled;
          expect(coming.position).toBe(given);
          expect(leaving.position).toBe(Math.min(leavingPairs, lengthPairs, given));
        }
        expect(fade.isDone).toBe(given >= lengthPairs);
      },
    ),
  );
});

test('of a sound with itself leaves it as it is, at any correlation of one', () => {
  fc.assert(
    fc.property(
      fc.int16Array({ minLength: 2 * FRAME_PAIRS, maxLength: 2 * FRAME_PAIRS }),
      (pcm) => {
        const fade = new Crossfade(new PcmBuffer(pcm), new PcmBuffer(pcm), {
          lengthPairs: FRAME_PAIRS,
          correlation: 1,
        });
        const out = new Int16Array(2 * FRAME_PAIRS);
        fade.pull(out);
        expect(out).toEqual(pcm);
      },
    ),
    { numRuns: 20 },
  );
});
