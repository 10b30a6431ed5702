import { FRAME_PAIRS } from '../frame.ts';
import { type BeatPhase, foldOntoBeat } from './foldOntoBeat.ts';
import { ONSET_HOP_PAIRS, ONSETS_PER_FRAME, OnsetMeter } from './OnsetMeter.ts';

/** Where the beats of a piece of PCM fall. */
export interface BeatGrid {
  /** One of the beats, before or at the beginning. */
  readonly beatPair: number;
  readonly beatPairs: number;
  /** 0 to 1; above 0.3 the beats can be relied on. */
  readonly confidence: number;
}

/** Frames listened to per step: about a quarter of a millisecond. */
const FRAMES_PER_STEP = 100;

/**
 * Finds the beats in interleaved stereo PCM, the length of a beat being known. Pauses after every
 * two seconds' worth, a quarter of a millisecond.
 */
export function* beatIn(pcm: Int16Array, beatPairs: number): Generator<void, BeatGrid> {
  const meter = new OnsetMeter();
  const frames = Math.floor(pcm.length / 2 / FRAME_PAIRS);
  const onsets = new Float32Array(frames * ONSETS_PER_FRAME);
  for (let frame = 0; frame < frames; frame += 1) {
    meter.measure(
      pcm.subarray(2 * frame * FRAME_PAIRS, 2 * (frame + 1) * FRAME_PAIRS),
      onsets.subarray(frame * ONSETS_PER_FRAME, (frame + 1) * ONSETS_PER_FRAME),
    );
    if (frame % FRAMES_PER_STEP === FRAMES_PER_STEP - 1) yield;
  }
  // The meter starts from silence: whatever sounds first is no onset.
  onsets.fill(0, 0, ONSETS_PER_FRAME / 2);
  const phase: BeatPhase = foldOntoBeat(
    (hop) => onsets[hop] ?? 0,
    onsets.length,
    beatPairs / ONSET_HOP_PAIRS,
  );
  return {
    beatPair: -phase.sinceBeatHops * ONSET_HOP_PAIRS,
    beatPairs,
    confidence: phase.confidence,
  };
}

/** The first beat at or after a place, in pairs (not a whole number). */
export function nextBeat(grid: BeatGrid, pair: number): number {
  return grid.beatPair + Math.ceil((pair - grid.beatPair) / grid.beatPairs) * grid.beatPairs;
}

/** How far a place is from the nearest beat, in pairs. */
export function distanceFromBeat(grid: BeatGrid, pair: number): number {
  const beats = Math.round((pair - grid.beatPair) / grid.beatPairs);
  return Math.abs(pair - grid.beatPair - beats * grid.beatPairs);
}
