import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_PAIRS, SAMPLE_RATE } from '#src/audio/frame.ts';
import { TalkOver } from '#src/station/TalkOver.ts';
import { cpuMs } from '#test/support/cpuMs.ts';
import { measureTone } from '#test/support/toneMeasure.ts';
import { music } from '../support/signals/music.ts';

const FRAME = 2 * FRAME_PAIRS;
const LEVEL = 10_000;

/** What the DJ says: 24 kHz mono. */
function spoken(ms: number, hz = 500, level = 12_000): Int16Array {
  return Int16Array.from({ length: 24 * ms }, (_, i) =>
    Math.round(level * Math.sin((2 * Math.PI * hz * i) / 24_000)),
  );
}

function frames(talk: TalkOver, count: number, level = LEVEL): Int16Array[] {
  return Array.from({ length: count }, () => {
    const frame = new Int16Array(FRAME).fill(level);
    talk.process(frame, 1);
    return frame;
  });
}

/** Of steady music, at each frame's end. */
const levels = (talk: TalkOver, count: number): number[] =>
  frames(talk, count).map((frame) => (frame.at(-1) ?? 0) / LEVEL);

const dB = (gain: number): number => 20 * Math.log10(gain);

function joined(pieces: readonly Int16Array[]): Int16Array {
  const out = new Int16Array(pieces.length * FRAME);
  for (const [i, piece] of pieces.entries()) out.set(piece, i * FRAME);
  return out;
}

test('with nobody to hear the music passes bit by bit, and again once a reply is over', () => {
  const talk = new TalkOver();
  const before = music({ seconds: 1 });
  const frame = before.slice(0, FRAME);
  talk.process(frame, 1);
  expect(frame).toEqual(before.subarray(0, FRAME));
  talk.say('ada', spoken(100));
  talk.said('ada');
  frames(talk, 60);
  const after = before.slice(0, FRAME);
  talk.process(after, 1);
  expect(after).toEqual(before.subarray(0, FRAME));
});

test('goes 8 to 12 dB down within 200 ms of a reply, and is back within 600 ms of its end', () => {
  const talk = new TalkOver();
  talk.say('ada', new Int16Array(24 * 1_000));
  talk.said('ada');
  const heard = levels(talk, 120);
  expect(dB(heard[9] ?? 0)).toBeGreaterThan(-12);
  expect(dB(heard[9] ?? 0)).toBeLessThan(-8);
  const lowestUntil = heard.findLastIndex((level) => level < 0.301);
  // The voice begins within 160 ms and lasts a second.
  expect(lowestUntil).toBeGreaterThanOrEqual(49);
  expect(lowestUntil).toBeLessThan(60);
  expect(heard[lowestUntil + 31]).toBe(1);
});

test('goes down and comes back without a step', () => {
  const talk = new TalkOver();
  talk.say('ada', new Int16Array(24 * 500));
  talk.said('ada');
  const pcm = joined(frames(talk, 80));
  const steps = pcm.slice(2).map((sample, i) => Math.abs(sample - (pcm[i] ?? 0)));
  // 7 of 10 parts in 200 ms are less than one of 10,000 a sample; rounding adds another.
  expect(steps.every((step) => step <= 2)).toBe(true);
});

test('the music stays down while the rest of a reply is late', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(200));
  frames(talk, 25, 0);
  expect(levels(talk, 20).at(-1)).toBeCloseTo(0.3, 3);
  talk.say('ada', spoken(200, 3_000));
  talk.said('ada');
  expect(measureTone(joined(frames(talk, 8, 0)), 'left', 3_000).lowestDb).toBeGreaterThan(-20);
  expect(levels(talk, 60).at(-1)).toBe(1);
});

test('goes 6 dB down while a member talks, until none does', () => {
  const talk = new TalkOver();
  talk.memberTalks('ada', true);
  talk.memberTalks('ben', true);
  expect(levels(talk, 20).at(-1)).toBeCloseTo(0.5, 3);
  talk.memberTalks('ada', false);
  expect(levels(talk, 20).at(-1)).toBeCloseTo(0.5, 3);
  talk.memberTalks('ben', false);
  expect(levels(talk, 31).at(-1)).toBe(1);
});

test('what is said is heard whole, converted without images of itself', () => {
  const talk = new TalkOver();
  for (let at = 0; at < 10; at += 1)
    talk.say('ada', spoken(1_000, 7_000).subarray(at * 2_400, (at + 1) * 2_400));
  talk.said('ada');
  const heard = joined(frames(talk, 65, 0));
  const first = heard.findIndex((sample) => Math.abs(sample) > 500);
  const last = heard.findLastIndex((sample) => Math.abs(sample) > 500);
  expect((last - first) / 2 / SAMPLE_RATE).toBeCloseTo(1, 2);
  const middle = heard.subarray(first + 9_600 - (first % 2), first + 67_200 - (first % 2));
  const tone = measureTone(middle, 'left', 7_000);
  expect(tone.hz).toBeCloseTo(7_000, 1);
  const image = measureTone(middle, 'left', 24_000 - 7_000);
  expect(image.highestDb - tone.lowestDb).toBeLessThan(-70);
});

test('a reply that ends within a frame leaves nothing of what was said before it', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(110));
  talk.said('ada');
  const heard = joined(frames(talk, 30, 0));
  const isLoud = (sample: number) => Math.abs(sample) > 500;
  const lasted = (heard.findLastIndex(isLoud) - heard.findIndex(isLoud)) / 2 / SAMPLE_RATE;
  expect(lasted).toBeGreaterThan(0.108);
  expect(lasted).toBeLessThan(0.112);
});

test('a reply that is not wanted any more is silent within 100 ms, without a click', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(5_000));
  const before = frames(talk, 30, 0);
  talk.hush('ada');
  const after = frames(talk, 5, 0);
  expect(Math.max(...(before.at(-1) ?? []))).toBeGreaterThan(9_000);
  expect(Math.max(...(after[0] ?? []))).toBeGreaterThan(1_000);
  expect(after.slice(1).every((frame) => frame.every((sample) => sample === 0))).toBe(true);
  const pcm = joined([...before.slice(-1), ...after]);
  const steepest = Math.max(...pcm.slice(2).map((sample, i) => Math.abs(sample - (pcm[i] ?? 0))));
  // A tone of 500 Hz at 10,800 has 707 from one sample to the next at 48 kHz.
  expect(steepest).toBeLessThan(800);
  // What comes late of the old turn begins no reply in the middle of one that is hushed.
  expect(talk.isSpeakingTo('ada')).toBe(false);
});

test('replies to two members follow each other, and hushing one leaves the other', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(400, 500));
  talk.say('ben', spoken(400, 3_000));
  talk.said('ada');
  talk.said('ben');
  frames(talk, 10, 0);
  talk.hush('ada');
  frames(talk, 2, 0);
  const heard = joined(frames(talk, 15, 0));
  expect(measureTone(heard, 'left', 3_000).lowestDb).toBeGreaterThan(-20);
  expect(talk.isSpeakingTo('ben')).toBe(true);
  expect(talk.isSpeakingTo('cleo')).toBe(false);
  frames(talk, 30, 0);
  expect(talk.isSpeakingTo('ben')).toBe(false);
});

test('a reply that is hushed before it is heard holds up no other', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(400, 500));
  talk.hush('ada');
  talk.say('ada', spoken(400, 3_000));
  talk.said('ada');
  frames(talk, 10, 0);
  expect(measureTone(joined(frames(talk, 10, 0)), 'left', 3_000).lowestDb).toBeGreaterThan(-20);
});

test('a reply that never ends by itself gives the music back', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(100));
  expect(levels(talk, 200).at(-1)).toBe(1);
});

test('never wraps around or holds full scale, however loud both are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('say', 'said', 'hush', 'talks', 'silent'), { maxLength: 12 }),
      fc.integer({ min: 0, max: 32_767 }),
      (steps, level) => {
        const talk = new TalkOver();
        for (const step of steps) {
          if (step === 'say') talk.say('ada', new Int16Array(2_400).fill(32_767));
          else if (step === 'said') talk.said('ada');
          else if (step === 'hush') talk.hush('ada');
          else talk.memberTalks('ben', step === 'talks');
          for (const frame of frames(talk, 4, level)) {
            expect(Math.min(...frame)).toBeGreaterThanOrEqual(-2_000);
          }
        }
        talk.memberTalks('ben', false);
        talk.hush('ada');
        expect(frames(talk, 90, level).at(-1)).toEqual(new Int16Array(FRAME).fill(level));
      },
    ),
    { numRuns: 50 },
  );
});

test('costs a frame little while somebody speaks', () => {
  const talk = new TalkOver();
  talk.say('ada', spoken(20_000));
  frames(talk, 200);
  const before = cpuMs();
  frames(talk, 500);
  const ms = cpuMs() - before;
  // 0.1 ms each as measured; a frame lasts 20.
  expect(ms / 500).toBeLessThan(1);
});
