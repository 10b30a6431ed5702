import type { VoiceStatistics } from './contract.ts';

/** What `VoiceStatistics` tells, while it is counted. */
export type TrafficCounts = { -readonly [Name in keyof VoiceStatistics]: VoiceStatistics[Name] };

export function noTraffic(): TrafficCounts {
  return {
    packets: 0,
    muted: 0,
    forwarded: 0,
    keepAlives: 0,
    discoveries: 0,
    undecryptable: 0,
    repeatedNonces: 0,
    fromStrangers: 0,
    malformed: 0,
  };
}
