/** What the service did, for the report. */
export interface LyriaCounts {
  opened: number;
  refusedStarts: number;
  sessionLimits: number;
  drops: number;
  outages: number;
  quotaRefusals: number;
  /** Starts refused, and sessions closed, by mistake. */
  mistakes: number;
  stalls: number;
  filtered: number;
  oddChunks: number;
  /** Chunks of sessions that had been sent another tempo or scale and no reset: it never comes. */
  unheardHardChanges: number;
  /** Most sessions open or opening at the same time. */
  mostSessions: number;
}

export function noCounts(): LyriaCounts {
  return {
    opened: 0,
    refusedStarts: 0,
    sessionLimits: 0,
    drops: 0,
    outages: 0,
    quotaRefusals: 0,
    mistakes: 0,
    stalls: 0,
    filtered: 0,
    oddChunks: 0,
    unheardHardChanges: 0,
    mostSessions: 0,
  };
}
