import type { MusicGenerationConfig } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { SCALE_NAMES } from '#src/music/scales.ts';
import { clamp } from '../dsp/control.ts';
import { hashText } from '../dsp/random.ts';
import type { Mix } from './mix.ts';

/** What holds for a whole piece, from one reset to the next. */
export interface Piece {
  readonly bpm: number;
  /** Tonic of the major key, in semitones above C. Its relative minor shares the notes. */
  readonly tonic: number;
}

const OCTAVE = Math.SQRT2;

/**
 * Tempo and key of a new piece: as configured, or else as the mix has it. The same mix always
 * gives the same, so that two sessions with one mix fit each other.
 */
export function beginPiece(config: MusicGenerationConfig, mix: Mix): Piece {
  const tonic = config.scale === undefined ? keyOf(mix) : SCALE_NAMES.indexOf(config.scale);
  return { bpm: config.bpm ?? tempoOf(mix), tonic: Math.max(0, tonic) };
}

/** The tempi of all genres, by weight; those twice as fast or slow as the first count as equal. */
function tempoOf(mix: Mix): number {
  const leader = mix.grooves[0]?.groove.bpm ?? 120;
  let octaves = 0;
  for (const { groove, share } of mix.grooves) {
    let ratio = groove.bpm / leader;
    while (ratio > OCTAVE) ratio /= 2;
    while (ratio < 1 / OCTAVE) ratio *= 2;
    octaves += share * Math.log2(ratio);
  }
  for (const { entry, share } of mix.accents) octaves += share * Math.log2(entry.tempo ?? 1);
  const { min, max } = CONTROLS.bpm;
  return clamp(Math.round(leader * 2 ** octaves), min, max);
}

/** Every style has a key of its own, though nobody would notice another. */
function keyOf(mix: Mix): number {
  const leader = mix.grooves[0]?.groove;
  if (leader === undefined) return 0;
  return hashText(`${leader.bass[0]} ${leader.lead[1]} ${leader.harmony}`) % SCALE_NAMES.length;
}
