import { describe, expect, it } from 'vitest';
import { LoudnessMeter } from '#src/audio/meter/LoudnessMeter.ts';
import { framesOf } from '#test/support/PcmBuffer.ts';
import { sine } from '#test/support/signals/tones.ts';

function measure(pcm: Int16Array): LoudnessMeter {
  const meter = new LoudnessMeter();
  for (const frame of framesOf(pcm)) meter.push(frame);
  return meter;
}

describe('LoudnessMeter', () => {
  it('reads what BS.1770 demands of a tone of 997 Hz in one channel', () => {
    const pcm = sine({ hz: 997, seconds: 4, level: 1 }).map((sample, i) =>
      i % 2 === 0 ? sample : 0,
    );
    expect(measure(pcm).shortTermLufs).toBeCloseTo(-3.01, 1);
  });

  it('reads -23 LUFS for the test tone of EBU Tech 3341', () => {
    const pcm = sine({ hz: 1000, seconds: 5, level: 10 ** (-23 / 20) });
    expect(measure(pcm).momentaryLufs).toBeCloseTo(-23, 1);
    expect(measure(pcm).shortTermLufs).toBeCloseTo(-23, 1);
  });

  it('hears bass less than it is strong', () => {
    const bass = measure(sine({ hz: 40, seconds: 4 })).shortTermLufs;
    const voice = measure(sine({ hz: 1000, seconds: 4 })).shortTermLufs;
    expect(voice - bass).toBeGreaterThan(3);
  });

  it('follows a change within 400 ms and within 3 s', () => {
    const meter = measure(sine({ hz: 1000, seconds: 4, level: 0.5 }));
    for (const frame of framesOf(sine({ hz: 1000, seconds: 0.5, level: 0.05 }))) meter.push(frame);
    expect(meter.momentaryLufs).toBeCloseTo(20 * Math.log10(0.05), 0);
    expect(meter.shortTermLufs).toBeGreaterThan(-8);
  });

  it('reads silence as -Infinity', () => {
    expect(measure(new Int16Array(19_200)).momentaryLufs).toBe(Number.NEGATIVE_INFINITY);
  });
});
