import { describe, expect, it } from 'vitest';
import type { NetworkConditions } from '#src/sandbox/voice/contract.ts';
import { Network } from '#src/sandbox/voice/Network.ts';
import { buildRtpHeader } from '#src/sandbox/voice/rtp.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const FLAWLESS: NetworkConditions = { loss: 0, delayMs: 0, jitterMs: 0, reordering: 0, seed: 1 };
const PACKETS = 2_000;
const PACKET_MS = 20;

/** Sends a voice packet each 20 ms, and tells what arrived when. */
async function send(conditions: NetworkConditions | undefined) {
  const clock = new VirtualClock();
  const network = new Network(clock);
  network.impair(conditions);
  const arrived: { sequence: number; lateMs: number }[] = [];
  for (let sequence = 0; sequence < PACKETS; sequence++) {
    const sentAtMs = clock.now();
    const packet = Buffer.concat([buildRtpHeader(sequence, sequence * 960, 7), Buffer.alloc(9)]);
    network.toServer(packet, () => arrived.push({ sequence, lateMs: clock.now() - sentAtMs }));
    await clock.advance(PACKET_MS);
  }
  await clock.advance(1_000);
  expect(clock.pending).toBe(0);
  return { arrived, report: network.report, sequences: arrived.map(({ sequence }) => sequence) };
}

const everything = Array.from({ length: PACKETS }, (_, sequence) => sequence);

describe('Network', () => {
  it('passes everything at once unless told otherwise', async () => {
    const { arrived, sequences } = await send(undefined);
    expect(sequences).toEqual(everything);
    expect(arrived.every(({ lateMs }) => lateMs === 0)).toBe(true);
  });

  it('loses its share, says which, and the same ones for the same seed', async () => {
    const { sequences, report } = await send({ ...FLAWLESS, loss: 0.1 });
    const lost = report.lostPackets.map(({ sequence }) => sequence);
    expect([...sequences, ...lost].toSorted((a, b) => a - b)).toEqual(everything);
    expect(report.lost / PACKETS).toBeCloseTo(0.1, 1);
    const worse = await send({ loss: 0.1, delayMs: 5, jitterMs: 50, reordering: 0.2, seed: 1 });
    expect(worse.report.lostPackets).toEqual(report.lostPackets);
    const other = await send({ ...FLAWLESS, loss: 0.1, seed: 2 });
    expect(other.report.lostPackets).not.toEqual(report.lostPackets);
  });

  it('delays with jitter, and keeps the order', async () => {
    const { arrived, sequences } = await send({ ...FLAWLESS, delayMs: 30, jitterMs: 50 });
    expect(sequences).toEqual(everything);
    const lateMs = arrived.map((each) => each.lateMs);
    expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...lateMs)).toBeLessThanOrEqual(80);
    expect(Math.max(...lateMs) - Math.min(...lateMs)).toBeGreaterThan(45);
  });

  it('has later packets overtake its share', async () => {
    const { sequences, report } = await send({ ...FLAWLESS, reordering: 0.1 });
    expect(sequences).not.toEqual(everything);
    expect(sequences.toSorted((a, b) => a - b)).toEqual(everything);
    expect(report.reordered / PACKETS).toBeCloseTo(0.1, 1);
  });

  it('lets what is under way arrive when it is mended, and forgets it when it is closed', async () => {
    const clock = new VirtualClock();
    const network = new Network(clock);
    let arrived = 0;
    network.impair({ ...FLAWLESS, delayMs: 100 });
    network.toClient(() => arrived++);
    network.impair(undefined);
    await clock.advance(100);
    expect(arrived).toBe(1);
    network.impair({ ...FLAWLESS, delayMs: 100 });
    network.toClient(() => arrived++);
    network.close();
    await clock.advance(100);
    expect(arrived).toBe(1);
    expect(clock.pending).toBe(0);
  });
});
