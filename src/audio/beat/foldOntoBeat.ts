/** Where in the beat things happen. */
export interface BeatPhase {
  /** How long after a beat the first onset of the series is, 0 up to a beat, in hops. */
  readonly sinceBeatHops: number;
  /** 0: onsets anywhere or at two places alike; 1: all in one place. */
  readonly confidence: number;
}

const BINS = 96;
/** Onsets this near (as a share of the beat) count as at the same place: 20 ms at 120 bpm. */
const SPREAD_BINS = 4;
/** Rivals nearer than this belong to the same peak. */
const RIVAL_BINS = 12;

/**
 * Lays the strength of onsets over one beat and finds where they pile up.
 *
 * @param onsetAt Strength of the onset at a hop, 0 or more.
 * @param hops How many there are.
 * @param beatHops Length of a beat in hops.
 */
export function foldOntoBeat(
  onsetAt: (hop: number) => number,
  hops: number,
  beatHops: number,
): BeatPhase {
  const bins = new Float64Array(BINS);
  for (let hop = 0; hop < hops; hop += 1) {
    const position = ((hop / beatHops) % 1) * BINS;
    const bin = Math.floor(position);
    const share = position - bin;
    const onset = onsetAt(hop);
    bins[bin] = (bins[bin] ?? 0) + onset * (1 - share);
    bins[(bin + 1) % BINS] = (bins[(bin + 1) % BINS] ?? 0) + onset * share;
  }
  return findPeak(smoothRound(bins), beatHops);
}

/** Each bin with its neighbours, in a triangle. */
function smoothRound(bins: Float64Array): Float64Array {
  return bins.map((_, bin) => {
    let sum = 0;
    for (let near = -SPREAD_BINS; near <= SPREAD_BINS; near += 1) {
      sum += (SPREAD_BINS + 1 - Math.abs(near)) * (bins[(bin + near + BINS) % BINS] ?? 0);
    }
    return sum;
  });
}

function findPeak(bins: Float64Array, beatHops: number): BeatPhase {
  const at = (bin: number): number => bins[(bin + BINS) % BINS] ?? 0;
  let peak = 0;
  for (let bin = 1; bin < BINS; bin += 1) if (at(bin) > at(peak)) peak = bin;
  const highest = at(peak);
  if (highest === 0) return { sinceBeatHops: 0, confidence: 0 };
  let rival = 0;
  let sum = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    sum += at(bin);
    const distance = Math.abs(bin - peak);
    if (Math.min(distance, BINS - distance) >= RIVAL_BINS) rival = Math.max(rival, at(bin));
  }
  // The top of a parabola through the peak and its neighbours.
  const bend = at(peak - 1) - 2 * highest + at(peak + 1);
  const offset = bend === 0 ? 0 : (0.5 * (at(peak - 1) - at(peak + 1))) / bend;
  const beatAt = ((peak + offset) / BINS) * beatHops;
  const clearness = 1 - rival / highest;
  const evenness = sum / BINS / highest;
  return {
    sinceBeatHops: (beatHops - beatAt) % beatHops,
    confidence: Math.max(0, Math.min(1, clearness * (1 - evenness))),
  };
}
