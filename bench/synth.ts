import { FRAME_MS, FRAME_PAIRS } from '#src/audio/frame.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import { warmUp } from '#src/generator/synth/warmUp.ts';
import { type Measurement, percentile } from './measurement.ts';

const STYLES = ['techno', 'jazz', 'trance', 'metal', 'orchestral score', 'salsa', 'ambient'];
const SECONDS = 20;
const FRAME_SAMPLES = 2 * FRAME_PAIRS;
const FRAMES = (SECONDS * 1000) / FRAME_MS;

interface StyleCost {
  readonly style: string;
  readonly meanMs: number;
  readonly worstMs: number;
}

/** What one session of the built-in generator costs: the time that a frame of 20 ms takes. */
export async function measureSynth(): Promise<Measurement> {
  warmUp();
  const costs = STYLES.map(costOf);
  const meanMs = costs.reduce((sum, cost) => sum + cost.meanMs, 0) / costs.length;
  const worstMs = Math.max(...costs.map((cost) => cost.worstMs));
  const corePercent = (100 * Math.max(...costs.map((cost) => cost.meanMs))) / FRAME_MS;
  const lines = costs.map(
    ({ style, meanMs: mean, worstMs: worst }) =>
      `  ${style}: ${mean.toFixed(2)} ms a frame, 99.9 % within ${worst.toFixed(2)} ms`,
  );
  const text = [
    `Synthesiser: ${meanMs.toFixed(2)} ms a frame of ${FRAME_MS} ms; the costliest style takes ` +
      `${corePercent.toFixed(1)} % of a core`,
    ...lines,
  ].join('\n');
  return {
    text,
    json: {
      synth: { frameMs: round(meanMs), worstMs: round(worstMs), corePercent: round(corePercent) },
    },
  };
}

function costOf(style: string): StyleCost {
  const synth = createSynth({ seed: 1 });
  synth.setPrompts([{ text: style, weight: 1 }]);
  synth.setConfig({});
  synth.reset();
  const out = new Int16Array(FRAME_SAMPLES);
  const times: number[] = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const startMs = performance.now();
    synth.render(out);
    times.push(performance.now() - startMs);
  }
  const meanMs = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { style, meanMs, worstMs: percentile(times, 0.999) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
