import type { HeardPacket } from '#src/sandbox/voice/contract.ts';

const SEQUENCES = 2 ** 16;
const TIMESTAMPS = 2 ** 32;
const SAMPLES_PER_PACKET = 960;
const CHANNELS = 2;
const SAMPLES_PER_MS = 48;

/** What packets say about how they came: all zeros but `packets` for a flawless recording. */
export interface PacketReport {
  readonly packets: number;
  /** Sequence numbers left out. */
  readonly missing: number;
  /** Sequence numbers that came again, or after a later one. */
  readonly repeated: number;
  /** Steps of the timestamp that do not fit the step of the sequence number. */
  readonly wrongTimestamps: number;
  /** Packets of Discord's silence. */
  readonly silences: number;
  /** The longest time between two arrivals, ms. */
  readonly largestGapMs: number;
}

export function reportPackets(packets: readonly HeardPacket[]): PacketReport {
  let missing = 0;
  let repeated = 0;
  let wrongTimestamps = 0;
  let largestGapMs = 0;
  for (const [index, packet] of packets.entries()) {
    const before = packets[index - 1];
    if (before === undefined) continue;
    const step = (packet.sequence - before.sequence + SEQUENCES) % SEQUENCES;
    if (step === 0 || step >= SEQUENCES / 2) repeated++;
    else missing += step - 1;
    const samples = (packet.timestamp - before.timestamp + TIMESTAMPS) % TIMESTAMPS;
    if (samples !== step * SAMPLES_PER_PACKET) wrongTimestamps++;
  }
  const arrivals = packets.map((packet) => packet.arrivedAtMs).toSorted((a, b) => a - b);
  for (let i = 1; i < arrivals.length; i++) {
    largestGapMs = Math.max(largestGapMs, (arrivals[i] ?? 0) - (arrivals[i - 1] ?? 0));
  }
  return {
    packets: packets.length,
    missing,
    repeated,
    wrongTimestamps,
    silences: packets.filter((packet) => packet.silence).length,
    largestGapMs,
  };
}

/**
 * The longest stretch, ms, in which no sample of either channel is louder than `threshold`
 * (of 32,767). What Opus makes of silence is not exactly zero, so neither is the default.
 */
export function longestSilenceMs(pcm: Int16Array, threshold = 8): number {
  let longest = 0;
  let current = 0;
  for (const sample of pcm) {
    current = Math.abs(sample) <= threshold ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest / CHANNELS / SAMPLES_PER_MS;
}
