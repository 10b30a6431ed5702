import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { TimeStretcher } from '#src/audio/stretch/TimeStretcher.ts';
import type { StretchMap } from '#test/support/flutter.ts';
import { PcmBuffer } from '#test/support/PcmBuffer.ts';

const FADE_PAIRS = 480;
/** Where in a frame the stretcher may begin a splice. */
const PLACES = [0, 240, 480];
/** The stretcher looks ahead by up to three frames. */
const MARGIN_PAIRS = 4 * FRAME_PAIRS;

export interface Stretched {
  readonly pcm: Int16Array;
  readonly map: StretchMap;
  readonly stretcher: TimeStretcher;
  /** Length of the splices in the order they came: positive for left out, negative for repeated. */
  readonly jumps: readonly number[];
  /** Frames from one splice to the next. */
  readonly intervals: readonly number[];
}

/** Stretches a whole piece, and finds out from outside what became of every pair. */
export function stretched(source: Int16Array, rateOf: (frame: number) => number): Stretched {
  const buffer = new PcmBuffer(source);
  const stretcher = new TimeStretcher(buffer);
  const frames: Int16Array[] = [];
  const leaving: number[] = [];
  const coming: number[] = [];
  const rise: number[] = [];
  const jumps: number[] = [];
  const intervals: number[] = [];
  let lastSplice = 0;
  while (stretcher.availablePairs > MARGIN_PAIRS) {
    const before = stretcher.sourcePositionPairs;
    const out = new Int16Array(2 * FRAME_PAIRS);
    stretcher.pull(out, rateOf(frames.length));
    const jump = stretcher.sourcePositionPairs - before - FRAME_PAIRS;
    const start = jump === 0 ? FRAME_PAIRS : placeOfSplice(source, out, before, jump);
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      leaving.push(before + i);
      coming.push(before + i + jump);
      rise.push(jump === 0 ? 0 : riseAt(i - start));
    }
    if (jump !== 0) {
      jumps.push(jump);
      intervals.push(frames.length - lastSplice);
      lastSplice = frames.length;
    }
    frames.push(out);
  }
  const pcm = new Int16Array(frames.length * 2 * FRAME_PAIRS);
  for (const [i, frame] of frames.entries()) pcm.set(frame, i * 2 * FRAME_PAIRS);
  const map = {
    leaving: Int32Array.from(leaving),
    coming: Int32Array.from(coming),
    rise: Float64Array.from(rise),
  };
  return { pcm, map, stretcher, jumps, intervals };
}

/** The place at which a splice explains best what came out. */
function placeOfSplice(source: Int16Array, out: Int16Array, from: number, jump: number): number {
  let best = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (const place of PLACES) {
    let error = 0;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const rise = riseAt(i - place);
      const x = source[2 * (from + i)] ?? 0;
      const y = source[2 * (from + i + jump)] ?? 0;
      error += Math.abs((out[2 * i] ?? 0) - (1 - rise) * x - rise * y);
    }
    if (error < smallest) {
      smallest = error;
      best = place;
    }
  }
  return best;
}

function riseAt(pairsIntoFade: number): number {
  const progress = Math.max(0, Math.min(1, (pairsIntoFade + 0.5) / FADE_PAIRS));
  return 0.5 - 0.5 * Math.cos(Math.PI * progress);
}
