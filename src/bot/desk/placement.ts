/** Where the bot is in voice and where it should be, as the gateway has just told it whole. */
export interface Placement {
  /** The station's channel; `ending` while one fades out, which leaves by itself; null without one. */
  readonly wanted: string | 'ending' | null;
  /** The channel that the bot is in, or null. */
  readonly present: string | null;
  /** The session is new: what the former one asked for in voice is forgotten, or nobody's. */
  readonly isNewSession: boolean;
  /** The voice connection stands, as far as it knows: it will not ask to join by itself. */
  readonly seemsConnected: boolean;
}

export type PlacementStep = { readonly join: string } | 'leave' | 'stay';

/** What to ask of the gateway so that the bot is where a station plays, and nowhere else. */
export function placementStep(placement: Placement): PlacementStep {
  const { wanted, present, isNewSession, seemsConnected } = placement;
  if (wanted === null) return present === null ? 'stay' : 'leave';
  if (wanted === 'ending') return 'stay';
  if (isNewSession) return { join: present ?? wanted };
  return present === null && seemsConnected ? { join: wanted } : 'stay';
}
