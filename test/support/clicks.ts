import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import { framesOf } from './PcmBuffer.ts';

/** Where the click detector hears clicks, in pairs (to the millisecond). */
export function clicksIn(pcm: Int16Array): number[] {
  const detector = new ClickDetector();
  const at: number[] = [];
  for (const frame of framesOf(pcm)) {
    if (detector.push(frame) > 0) at.push(detector.lastClickPair);
  }
  return at;
}
