import { BRIDGE_LIMIT_MS, RETIRE_AT_MS } from './stationTimes.ts';

/** What an operator may set otherwise. */
export interface StationLimits {
  /** A session this old gets a successor. */
  readonly retireAtMs: number;
  /** A loop that has stood in for the music this long is faded down. */
  readonly bridgeLimitMs: number;
}

/** What suits Google's service, which closes sessions at 600 s, and ears. */
export const DEFAULT_STATION_LIMITS: StationLimits = {
  retireAtMs: RETIRE_AT_MS,
  bridgeLimitMs: BRIDGE_LIMIT_MS,
};
