import { expect, test } from 'vitest';
import { loadOpusEncoder } from '#src/sandbox/voice/opusEncoder.ts';
import { createVoiceDecoder } from '#src/voice/receive/opusDecoder.ts';

const PACKETS = 100;
const FRAME = 320;
const TICKS = 960;
const isLost = (packet: number): boolean => packet % 10 === 5;

/** A hum with overtones that swells, as a vowel does. */
function vowel(): Int16Array {
  return Int16Array.from({ length: PACKETS * TICKS }, (_, at) => {
    const seconds = at / 48_000;
    const swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * seconds);
    const tone = [1, 2, 3, 4, 5].reduce(
      (sum, nth) => sum + Math.sin(2 * Math.PI * 140 * nth * seconds) / nth,
      0,
    );
    return Math.round(6_000 * swell * tone);
  });
}

test('what is made up in place of lost packets is near to what was said, and what follows is, too', async () => {
  const encoder = (await loadOpusEncoder('auto'))();
  const said = vowel();
  const packets = Array.from({ length: PACKETS }, (_, nth) =>
    encoder.encode(said.subarray(nth * TICKS, (nth + 1) * TICKS)),
  );
  encoder.close();
  const heard = (lost: 'none' | 'silence' | 'made up'): Int16Array[] => {
    const decoder = createVoiceDecoder();
    const frames = packets.map((opus, nth) => {
      if (lost === 'none' || !isLost(nth)) return decoder.decode(opus);
      return lost === 'silence' ? new Int16Array(FRAME) : decoder.conceal(1);
    });
    decoder.close();
    return frames;
  };
  const whole = heard('none');
  /** Signal to error, in dB, of the packets that were lost or of all others. */
  const quality = (frames: readonly Int16Array[], ofLost: boolean): number => {
    let error = 0;
    let signal = 0;
    for (const [nth, frame] of frames.entries()) {
      if (isLost(nth) !== ofLost) continue;
      for (const [at, sample] of frame.entries()) {
        const right = whole[nth]?.[at] ?? 0;
        error += (sample - right) ** 2;
        signal += right ** 2;
      }
    }
    return 10 * Math.log10(signal / error);
  };
  const silent = heard('silence');
  const madeUp = heard('made up');
  expect(madeUp.every(({ length }) => length === FRAME)).toBe(true);
  expect(quality(madeUp, true)).toBeGreaterThan(10);
  expect(quality(madeUp, false)).toBeGreaterThan(quality(silent, false) + 1);
});

test('with nothing heard before, and for long, it is no louder than silence', () => {
  const decoder = createVoiceDecoder();
  expect(decoder.conceal(1)).toEqual(new Int16Array(FRAME));
  expect(decoder.conceal(32)).toHaveLength(32 * FRAME);
  decoder.close();
});
