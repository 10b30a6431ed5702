import { ONSETS_PER_SECOND, onsetStrengths } from './onsets.ts';

interface TempoRange {
  readonly minBpm: number;
  readonly maxBpm: number;
}

const WHOLE_RANGE: TempoRange = { minBpm: 60, maxBpm: 200 };
/** A beat also comes back after two, three, four beats: together they point at it sharply. */
const MULTIPLES = [1, 2, 3, 4, 8] as const;
const STEP_BPM = 0.25;

/** Of two tempi an octave apart the faster is the beat if it explains so much of what the slower does. */
const FASTER_SHARE = 0.85;

/**
 * Tempo in beats a minute, from how much the onsets resemble themselves some beats later. Octaves
 * are ambiguous in much music: whoever knows a range of less than an octave should give it.
 */
export function estimateTempo(pcm: Int16Array, range: TempoRange = WHOLE_RANGE): number {
  const strengths = centred(onsetStrengths(pcm));
  let best = range.minBpm;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let bpm = range.minBpm; bpm <= range.maxBpm; bpm += STEP_BPM) {
    const score = scoreOf(strengths, bpm);
    if (score <= bestScore) continue;
    bestScore = score;
    best = bpm;
  }
  const isSlow = 2 * best <= range.maxBpm;
  return isSlow && scoreOf(strengths, 2 * best) >= FASTER_SHARE * bestScore ? 2 * best : best;
}

function scoreOf(strengths: Float64Array, bpm: number): number {
  const lag = (60 * ONSETS_PER_SECOND) / bpm;
  return MULTIPLES.reduce((sum, multiple) => sum + correlationAt(strengths, lag * multiple), 0);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => value - mean);
}

/** Autocorrelation at a lag that need not be whole; onsets may be a hop early or late. */
function correlationAt(values: Float64Array, lag: number): number {
  const whole = Math.floor(lag);
  const share = lag - whole;
  let sum = 0;
  const count = values.length - whole - 2;
  for (let i = 1; i < count; i += 1) {
    const later = (values[i + whole] ?? 0) * (1 - share) + (values[i + whole + 1] ?? 0) * share;
    const around = 0.25 * ((values[i + whole - 1] ?? 0) + (values[i + whole + 2] ?? 0));
    sum += (values[i] ?? 0) * (later + around);
  }
  return sum / Math.max(1, count);
}
