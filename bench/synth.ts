import { FRAME_PAIRS } from '../src/audio/frame.ts';
import { createSynth } from '../src/generator/synth/Synth.ts';
import { type Measurement, percentile } from './measurement.ts';

const FRAMES = 3_000;
const FRAME_MS = 20;
const WARM_UP_FRAMES = 500;
const MIXES = [['Techno'], ['Ambient'], ['Drum & Bass'], ['Bossa Nova', 'Dreamy'], ['Shoegaze']];

/** What one session of the built-in generator costs, in per cent of one core, style by style. */
export async function measureSynth(): Promise<Measurement> {
  const costs = MIXES.map((tags, index) => {
    const synth = createSynth({ seed: index + 1 });
    synth.setPrompts(tags.map((text) => ({ text, weight: 1 })));
    synth.reset();
    const frame = new Int16Array(2 * FRAME_PAIRS);
    for (let i = 0; i < WARM_UP_FRAMES; i++) synth.render(frame);
    let longestMs = 0;
    const startedAtMs = performance.now();
    for (let i = 0; i < FRAMES; i++) {
      const beganAtMs = performance.now();
      synth.render(frame);
      longestMs = Math.max(longestMs, performance.now() - beganAtMs);
    }
    const percent = (100 * (performance.now() - startedAtMs)) / (FRAMES * FRAME_MS);
    return { percent, longestMs };
  });
  const percents = costs.map(({ percent }) => percent);
  const round = (value: number): number => Math.round(value * 100) / 100;
  const synthCorePercent = {
    median: round(percentile(percents, 0.5)),
    most: round(Math.max(...percents)),
    longestFrameMs: round(Math.max(...costs.map(({ longestMs }) => longestMs))),
  };
  return {
    text: `Synthesiser: ${synthCorePercent.median} % of a core a session in the median of ${MIXES.length} styles, ${synthCorePercent.most} % at most; the longest frame took ${synthCorePercent.longestFrameMs} ms`,
    json: { synthCorePercent },
  };
}
