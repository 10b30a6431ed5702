/** What a playout has done so far: for the operator, the simulator and tests. */
export interface PlayoutCounts {
  bridges: number;
  /** Of what was heard: a loop that has been faded out is silence. */
  bridgedMs: number;
  cuts: number;
  handovers: number;
  /** Extremes of the playout rate, 1 being untouched. */
  slowest: number;
  fastest: number;
}

export function noPlayoutCounts(): PlayoutCounts {
  return { bridges: 0, bridgedMs: 0, cuts: 0, handovers: 0, slowest: 1, fastest: 1 };
}
