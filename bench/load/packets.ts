import type { HeardPacket } from '../../src/sandbox/voice/contract.ts';

const SEQUENCES = 65_536;
const MS_PER_S = 1_000;

/** How the packets of several stations came. */
export interface Punctuality {
  /** Of the station with the fewest, by the times of its first and last. */
  readonly leastPerSecond: number;
  /** Between two packets of a station, ms. */
  readonly gapMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Numbers that were left out: sent, and never come. */
  readonly lost: number;
  readonly packets: number;
}

/** @param stations what was heard of each, in the order of the packets' numbers */
export function punctuality(stations: readonly (readonly HeardPacket[])[]): Punctuality {
  const gaps: number[] = [];
  let lost = 0;
  let packets = 0;
  let leastPerSecond = Number.POSITIVE_INFINITY;
  for (const heard of stations) {
    packets += heard.length;
    const first = heard[0];
    const last = heard.at(-1);
    if (first === undefined || last === undefined || heard.length < 2) {
      leastPerSecond = 0;
      continue;
    }
    const tookS = (last.arrivedAtMs - first.arrivedAtMs) / MS_PER_S;
    leastPerSecond = Math.min(leastPerSecond, (heard.length - 1) / tookS);
    for (const [index, packet] of heard.entries()) {
      const before = heard[index - 1];
      if (before === undefined) continue;
      gaps.push(packet.arrivedAtMs - before.arrivedAtMs);
      if (packet.ssrc !== before.ssrc) continue;
      lost += ((packet.sequence - before.sequence + SEQUENCES) % SEQUENCES) - 1;
    }
  }
  const sorted = Float64Array.from(gaps).sort();
  const at = (share: number): number => tenth(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    leastPerSecond: tenth(leastPerSecond),
    gapMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
    lost,
    packets,
  };
}

/** What became of the stations when one process of several was killed. */
export interface Survival {
  /** How many stations it had. */
  readonly moved: number;
  /** For how long these were not heard, ms. */
  readonly unheardMs: { readonly median: number; readonly max: number };
  /** Packets that the others lost. */
  readonly othersLost: number;
}

/** Whoever has not been heard for so long at the end has not come back. */
const SILENT_MS = 1_000;

/** @param stations what was heard of each, from before to well after */
export function survival(stations: readonly (readonly HeardPacket[])[]): Survival {
  const endMs = Math.max(...stations.map((heard) => heard.at(-1)?.arrivedAtMs ?? 0));
  const silentMs = (heard: readonly HeardPacket[]): number =>
    endMs - (heard.at(-1)?.arrivedAtMs ?? 0);
  const isMoved = (heard: readonly HeardPacket[]): boolean =>
    new Set(heard.map(({ ssrc }) => ssrc)).size > 1 || silentMs(heard) > SILENT_MS;
  const gapsMs = stations
    .filter(isMoved)
    .map((heard) => Math.max(punctuality([heard]).gapMs.max, tenth(silentMs(heard))))
    .toSorted((one, other) => one - other);
  return {
    moved: gapsMs.length,
    unheardMs: { median: gapsMs[gapsMs.length >> 1] ?? 0, max: gapsMs.at(-1) ?? 0 },
    othersLost: punctuality(stations.filter((heard) => !isMoved(heard))).lost,
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
