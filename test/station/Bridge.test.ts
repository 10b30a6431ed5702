import { expect, test } from 'vitest';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import { Bridge } from '#src/station/Bridge.ts';
import { History } from '#src/station/History.ts';
import { framesOf, PcmBuffer } from '../support/PcmBuffer.ts';
import { music } from '../support/signals/music.ts';

const GAIN = 1.3;
const REMAINING_PAIRS = 24_000;

test('a loop is made of what was heard and of what is left, at one level', () => {
  const pcm = music({ seconds: 12, drums: false }).map((value) => value / 2);
  const frames = [...framesOf(pcm)];
  const heard = frames.slice(0, 500);
  const history = new History();
  const clicks = new ClickDetector();
  for (const frame of heard) {
    const louder = frame.map((value) => Math.round(value * GAIN));
    history.push(louder);
    clicks.push(louder);
  }
  const from = 2 * heard.length * FRAME_PAIRS;
  const bridge = Bridge.prepare({
    history,
    remaining: new PcmBuffer(pcm.slice(from, from + 2 * REMAINING_PAIRS)),
    gain: GAIN,
    beatPairs: undefined,
  });
  const loop = bridge?.enter(REMAINING_PAIRS);
  const out = new Int16Array(2 * FRAME_PAIRS);
  loop?.pull(out);
  expect(out[0]).toBeCloseTo(Math.round((pcm[from] ?? 0) * GAIN), 0);
  for (let frame = 0; frame < 3_000; frame += 1) {
    clicks.push(out);
    loop?.pull(out);
  }
  expect(loop?.isLooping).toBe(true);
  expect(clicks.clicks).toBe(0);
});
