import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadOpus, type OpusDecoder } from '#src/sandbox/voice/opusDecoder.ts';
import { SpeakerTrack, type VoicePacket } from '#src/sandbox/voice/SpeakerTrack.ts';
import { sine } from '#test/support/signals/tones.ts';
import { encodeOpus } from '#test/support/voice/playPcm.ts';

/** Stands for a decoder: the frame is the packet's bytes. */
const createDecoder = (): OpusDecoder => ({
  decode: (packet) => Int16Array.from(packet),
  close: () => {},
});

function packet(sequence: number, ssrc = 1): VoicePacket {
  const opus = Buffer.from([sequence & 0xff]);
  return {
    heard: { sequence, timestamp: 0, ssrc, arrivedAtMs: 0, bytes: opus.length, silence: false },
    opus,
  };
}

describe('SpeakerTrack', () => {
  it('puts packets in order across the wrap of the sequence number', () => {
    const order = Array.from({ length: 40 }, (_, i) => (65_520 + i) % 65_536);
    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: order.length }), (arrivals) => {
        const track = new SpeakerTrack('1', 1_000, createDecoder);
        for (const sequence of arrivals) track.add(packet(sequence));
        const { packets, pcm } = track.recording();
        expect(packets.map((heard) => heard.sequence)).toEqual(order);
        expect([...pcm]).toEqual(order.map((sequence) => sequence & 0xff));
      }),
      { numRuns: 30 },
    );
  });

  it('puts one stream after the other, whatever their numbers', () => {
    const track = new SpeakerTrack('1', 100, createDecoder);
    for (const sequence of [50_000, 50_001]) track.add(packet(sequence, 1));
    for (const sequence of [3, 2, 4]) track.add(packet(sequence, 2));
    expect(track.recording().packets.map((heard) => heard.sequence)).toEqual([
      50_000, 50_001, 2, 3, 4,
    ]);
  });

  it('keeps the latest packets only', () => {
    const track = new SpeakerTrack('1', 10, createDecoder);
    for (let sequence = 0; sequence < 25; sequence++) track.add(packet(sequence));
    expect(track.recording().packets.map((heard) => heard.sequence)).toEqual(
      Array.from({ length: 10 }, (_, i) => 15 + i),
    );
  });

  it('gives a recording that later packets do not change', async () => {
    const track = new SpeakerTrack('1', 10, createDecoder);
    track.add(packet(1));
    const recording = track.recording();
    track.add(packet(2));
    expect(recording.packets).toHaveLength(1);
    expect(await recording.decode()).toEqual(Int16Array.of(1));
  });

  it.each(['native', 'script', 'auto'] as const)('decodes with %s Opus', async (implementation) => {
    const create = await loadOpus(implementation);
    const track = new SpeakerTrack('1', 100, create);
    const packets = encodeOpus(sine({ hz: 440, seconds: 0.2 }));
    for (const [sequence, opus] of packets.entries()) {
      track.add({ ...packet(sequence), opus });
    }
    const { pcm } = track.recording();
    expect(pcm.length).toBe(packets.length * 1_920);
    expect(Math.max(...pcm)).toBeGreaterThan(10_000);
  });
});
