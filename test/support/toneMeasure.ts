import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { channel } from './signals/stereo.ts';

const BLOCK_PAIRS = 4800;

export interface MeasuredTone {
  readonly hz: number;
  /** Quietest and loudest tenth of a second, peak level relative to full scale in dB. */
  readonly lowestDb: number;
  readonly highestDb: number;
}

/**
 * Measures a tone close to `hz` in one channel: turns it to rest by a tone of exactly `hz`, and
 * reads level and phase every 0.1 s. What the phase advances by tells the true frequency.
 */
export function measureTone(pcm: Int16Array, side: 'left' | 'right', hz: number): MeasuredTone {
  const samples = channel(pcm, side);
  const step = (2 * Math.PI * hz) / SAMPLE_RATE;
  const phases: number[] = [];
  const levels: number[] = [];
  for (let start = 0; start + BLOCK_PAIRS <= samples.length; start += BLOCK_PAIRS) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < BLOCK_PAIRS; i += 1) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / BLOCK_PAIRS);
      const value = window * (samples[start + i] ?? 0);
      re += value * Math.cos(step * (start + i));
      im -= value * Math.sin(step * (start + i));
    }
    phases.push(Math.atan2(im, re));
    levels.push((4 * Math.hypot(re, im)) / BLOCK_PAIRS);
  }
  const turnsPerBlock = slope(unwrap(phases)) / (2 * Math.PI);
  return {
    hz: hz + (turnsPerBlock * SAMPLE_RATE) / BLOCK_PAIRS,
    lowestDb: 20 * Math.log10(Math.min(...levels)),
    highestDb: 20 * Math.log10(Math.max(...levels)),
  };
}

function unwrap(phases: readonly number[]): number[] {
  let turns = 0;
  return phases.map((phase, i) => {
    const change = phase - (phases[i - 1] ?? phase);
    if (change > Math.PI) turns -= 1;
    if (change < -Math.PI) turns += 1;
    return phase + turns * 2 * Math.PI;
  });
}

/** Slope of the line that fits best. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let xy = 0;
  let xx = 0;
  for (const [x, y] of values.entries()) {
    xy += (x - middle) * (y - mean);
    xx += (x - middle) ** 2;
  }
  return xy / xx;
}
