import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { AlignmentSearch } from '#src/audio/match/AlignmentSearch.ts';
import { LoopSearch } from '#src/audio/match/LoopSearch.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import { LoudnessMeter } from '#src/audio/meter/LoudnessMeter.ts';
import { SilenceMeter } from '#src/audio/meter/SilenceMeter.ts';
import type { PcmSource } from '#src/audio/PcmSource.ts';
import { TimeStretcher } from '#src/audio/stretch/TimeStretcher.ts';
import { warmUp } from '#src/audio/warmUp.ts';
import { framesOf, PcmBuffer } from '../test/support/PcmBuffer.ts';
import { music } from '../test/support/signals/music.ts';
import { type Measurement, percentile } from './measurement.ts';

const SECONDS = 120;
const RATES = [1, 0.98, 1.02, 0.96, 1.04] as const;
/** The stretcher looks ahead by up to three frames. */
const MARGIN_PAIRS = 4 * FRAME_PAIRS;

/** What the arithmetic of the 20 ms path costs a frame, and how long its longest single step is. */
export async function measureStretch(): Promise<Measurement> {
  warmUp();
  const pcm = music({ seconds: SECONDS });
  const stretch = RATES.map((rate) => ({ rate, ...stretchCost(pcm, rate) }));
  const listeners = {
    clickDetector: listenerCost(new ClickDetector(), pcm),
    loudnessMeter: listenerCost(new LoudnessMeter(), pcm),
    silenceMeter: listenerCost(new SilenceMeter(20), pcm),
  };
  const searches = { loop: loopCost(pcm), alignment: alignmentCost(pcm) };
  return {
    text: [
      ...stretch.map(
        ({ rate, meanUs, longestUs }) =>
          `Time-stretching at rate ${rate}: ${meanUs} us a frame, longest call ${longestUs} us`,
      ),
      ...Object.entries(listeners).map(([name, us]) => `${name}: ${us} us a frame`),
      ...Object.entries(searches).map(
        ([name, { totalUs, longestUs, steps }]) =>
          `${name} search: ${totalUs} us in ${steps} steps, longest ${longestUs} us`,
      ),
    ].join('\n'),
    json: { stretch, listeners, searches },
  };
}

function stretchCost(pcm: Int16Array, rate: number): { meanUs: number; longestUs: number } {
  const source: PcmSource = new PcmBuffer(pcm);
  const stretcher = new TimeStretcher(source);
  const out = new Int16Array(2 * FRAME_PAIRS);
  const calls: number[] = [];
  while (stretcher.availablePairs > MARGIN_PAIRS) {
    calls.push(timed(() => stretcher.pull(out, rate)));
  }
  return { meanUs: mean(calls), longestUs: tenths(Math.max(...calls)) };
}

function listenerCost(listener: { push(frame: Int16Array): unknown }, pcm: Int16Array): number {
  const calls: number[] = [];
  for (const frame of framesOf(pcm)) calls.push(timed(() => listener.push(frame)));
  // The median, since the first calls run before the engine has compiled them.
  return tenths(percentile(calls, 0.5));
}

interface SearchCost {
  readonly totalUs: number;
  readonly longestUs: number;
  readonly steps: number;
}

function loopCost(pcm: Int16Array): SearchCost {
  return searchCost(new LoopSearch(pcm.slice(0, 2 * 480_000), 24_000));
}

function alignmentCost(pcm: Int16Array): SearchCost {
  const side = (from: number) => ({
    pcm: pcm.slice(2 * from, 2 * (from + 480_000)),
    earliestPair: 192_000,
    latestPair: 240_000,
  });
  return searchCost(
    new AlignmentSearch({
      leaving: side(0),
      coming: side(1_000_000),
      fadePairs: 96_000,
      beatPairs: 24_000,
    }),
  );
}

function searchCost(search: { step(): unknown }): SearchCost {
  const calls: number[] = [];
  let found: unknown;
  while (found === undefined) {
    calls.push(
      timed(() => {
        found = search.step();
      }),
    );
  }
  return {
    totalUs: Math.round(calls.reduce((sum, call) => sum + call, 0)),
    longestUs: Math.round(Math.max(...calls)),
    steps: calls.length,
  };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1000;
}

function mean(values: readonly number[]): number {
  return tenths(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
