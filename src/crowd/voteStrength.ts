/** How much a vote counts, 0 to 1, `ageMs` after it was cast. */
export function voteStrength(ageMs: number, halfLifeMs: number | null): number {
  if (halfLifeMs === null) return 1;
  // A wall clock can be set back; a vote is never worth more than when it was cast.
  return 0.5 ** (Math.max(0, ageMs) / halfLifeMs);
}
