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

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
