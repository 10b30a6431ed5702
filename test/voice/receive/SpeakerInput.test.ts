import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { ReceivedPacket } from '#src/voice/receive/guardReceive.ts';
import type { VoiceDecoder } from '#src/voice/receive/opusDecoder.ts';
import { SpeakerInput, TURN_END_MS } from '#src/voice/receive/SpeakerInput.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const FRAME = 320;
const TICKS = 960;
const MADE_UP = 999;

let clock: VirtualClock;
let input: SpeakerInput;
afterEach(() => {
  input.close();
  expect(clock.pending).toBe(0);
});

/** Makes 20 ms of the packet's first byte. */
const decoder: VoiceDecoder = {
  decode(opus) {
    if (opus[0] === 0) throw new Error('No Opus');
    return new Int16Array(FRAME).fill(opus.equals(SILENCE) ? 0 : (opus[0] ?? 0));
  },
  conceal: (packets) => new Int16Array(packets * FRAME).fill(MADE_UP),
  close() {},
};

/** What was heard, a number a frame: the packet's, 0 for silence, or `MADE_UP`. */
function listen(): { frames: number[]; told: string[] } {
  clock = new VirtualClock();
  const frames: number[] = [];
  const told: string[] = [];
  input = new SpeakerInput(clock, decoder, {
    began: () => told.push('began'),
    sound: (pcm) => {
      for (let at = 0; at < pcm.length; at += FRAME) frames.push(pcm[at] ?? -1);
    },
    ended: (speechMs) => told.push(`ended ${speechMs}`),
  });
  return { frames, told };
}

/** The packet with this number; `later` moves its timestamp on, in packets. */
function packet(number: number, later = 0, first = 65_530): ReceivedPacket {
  return {
    sequence: (first + number) % 65_536,
    timestamp: ((4_294_960_000 + (number + later) * TICKS) % 2 ** 32) >>> 0,
    opus: Buffer.from([number]),
  };
}

test('packets in order are heard at once, over the ends of their numbers', async () => {
  const { frames, told } = listen();
  for (let number = 1; number <= 20; number += 1) input.add(packet(number));
  expect(frames).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  await clock.advance(TURN_END_MS - 1);
  expect(told).toEqual(['began']);
  await clock.advance(1);
  expect(told).toEqual(['began', 'ended 400']);
});

test('what comes in another order within 40 ms is put right, and repeated packets count once', async () => {
  const { frames } = listen();
  for (const number of [1, 3, 3, 2, 2, 5, 1]) input.add(packet(number));
  await clock.advance(39);
  input.add(packet(4));
  expect(frames).toEqual([1, 2, 3, 4, 5]);
});

test('what is missing after 40 ms is made up, and too late when it comes', async () => {
  const { frames } = listen();
  for (const number of [1, 2, 5, 6]) input.add(packet(number));
  expect(frames).toEqual([1, 2]);
  await clock.advance(40);
  input.add(packet(3));
  expect(frames).toEqual([1, 2, MADE_UP, MADE_UP, 5, 6]);
});

test('a pause is filled with silence and does not end what is said; a longer one does', async () => {
  const { frames, told } = listen();
  input.add(packet(1));
  await clock.advance(600);
  input.add(packet(2, 29));
  expect(frames).toEqual([1, ...Array.from({ length: 29 }, () => 0), 2]);
  await clock.advance(TURN_END_MS);
  input.add(packet(3, 90));
  expect(frames.slice(31)).toEqual([3]);
  expect(told).toEqual(['began', 'ended 40', 'began']);
});

test('what was not sent in a pause is silence, though a packet before it got lost', async () => {
  const { frames } = listen();
  input.add(packet(1));
  input.add({ ...packet(3, 10) });
  await clock.advance(40);
  expect(frames).toEqual([1, MADE_UP, ...Array.from({ length: 10 }, () => 0), 3]);
});

test("a client's silence begins nothing and does not put off the end", async () => {
  const { frames, told } = listen();
  input.add({ ...packet(1), opus: SILENCE });
  expect(told).toEqual([]);
  input.add(packet(2));
  await clock.advance(TURN_END_MS - 300);
  for (let number = 3; number < 8; number += 1) input.add({ ...packet(number), opus: SILENCE });
  await clock.advance(300);
  expect(told).toEqual(['began', 'ended 20']);
  expect(frames.slice(1).every((frame) => frame === 0)).toBe(true);
});

test('a packet that is no Opus is as good as lost', () => {
  const { frames } = listen();
  input.add(packet(1));
  input.add({ ...packet(2), opus: Buffer.from([0]) });
  input.add(packet(3));
  expect(frames).toEqual([1, MADE_UP, 3]);
});

test('whatever comes, in whatever order: sound stays bounded, in order, and ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          sequence: fc.oneof(fc.nat({ max: 65_535 }), fc.nat({ max: 40 })),
          timestamp: fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 50 * TICKS })),
          opus: fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
          waitMs: fc.nat({ max: 60 }),
        }),
        { maxLength: 60 },
      ),
      async (packets) => {
        const { frames, told } = listen();
        for (const { waitMs, ...each } of packets) {
          input.add(each);
          await clock.advance(waitMs);
        }
        await clock.advance(1_000);
        // One frame a packet, and at most a pause's worth of silence before it.
        expect(frames.length).toBeLessThanOrEqual(packets.length * 36);
        expect(told.filter((each) => each === 'began')).toHaveLength(
          told.filter((each) => each.startsWith('ended')).length,
        );
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});
