import { Readable } from 'node:stream';
import { FRAME_PAIRS } from '../audio/frame.ts';

/** 20 ms of 16-bit stereo PCM: 960 pairs of 2-byte samples. */
export const FRAME_BYTES = FRAME_PAIRS * 2 * 2;

/** Where frames come from: fills `out` with the next 20 ms, always, at once. */
export type FrameSource = (out: Int16Array) => void;

/**
 * Frames wait in at most three places (this stream, the encoder's input, a read in between), so
 * four buffers in turn are never overwritten before they are encoded.
 */
const BUFFERS = 4;

/**
 * A readable with real back-pressure: asks its source for exactly one frame each time the encoder
 * has room for one, and never ahead of that.
 */
export function createFrameStream(source: FrameSource): Readable {
  const slots = Array.from({ length: BUFFERS }, () => {
    const frame = new Int16Array(FRAME_PAIRS * 2);
    return { frame, bytes: Buffer.from(frame.buffer) };
  });
  let next = 0;
  return new Readable({
    highWaterMark: 1,
    read() {
      const slot = slots[next % BUFFERS];
      if (slot === undefined) return;
      next += 1;
      source(slot.frame);
      this.push(slot.bytes);
    },
  });
}
