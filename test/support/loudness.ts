import { LoudnessMeter } from '#src/audio/meter/LoudnessMeter.ts';
import { framesOf } from './PcmBuffer.ts';

const SHORT_TERM_FRAMES = 150;

/** Between the softest and the loudest three seconds, in dB. */
export function loudnessRange(pcm: Int16Array): number {
  const meter = new LoudnessMeter();
  let softest = Number.POSITIVE_INFINITY;
  let loudest = Number.NEGATIVE_INFINITY;
  let frames = 0;
  for (const frame of framesOf(pcm)) {
    meter.push(frame);
    frames += 1;
    if (frames < SHORT_TERM_FRAMES) continue;
    softest = Math.min(softest, meter.shortTermLufs);
    loudest = Math.max(loudest, meter.shortTermLufs);
  }
  return loudest - softest;
}
