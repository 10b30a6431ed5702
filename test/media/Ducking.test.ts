import { expect, test } from 'vitest';
import { Ducking } from '#src/media/Ducking.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const PACKET_MS = 20;

function rig() {
  const clock = new VirtualClock();
  const told: [number, boolean][] = [];
  const noticing: { people: readonly string[]; noticed: () => void }[] = [];
  const ducking = new Ducking({
    clock,
    notice: (people, noticed) => {
      const one = { people: [...people], noticed };
      noticing.push(one);
      return () => void noticing.splice(noticing.indexOf(one), 1);
    },
    tell: (speak) => void told.push([clock.now(), speak]),
  });
  const speak = async (packets: number) => {
    for (let count = 0; count < packets; count += 1) {
      noticing[0]?.noticed();
      await clock.advance(PACKET_MS);
    }
  };
  return { clock, told, noticing, ducking, speak };
}

test('the music goes down for speech, stays down between sentences, and comes back', async () => {
  const { clock, told, ducking, speak } = rig();
  ducking.follow(['ada']);
  await speak(50);
  await clock.advance(800);
  await speak(50);
  await clock.advance(5_000);
  expect(told).toEqual([
    [7 * PACKET_MS, true],
    [1_000 + 800 + 49 * PACKET_MS + 900, false],
  ]);
  expect(clock.pending).toBe(0);
});

test('not for a cough', async () => {
  const { clock, told, ducking, speak } = rig();
  ducking.follow(['ada']);
  for (let cough = 0; cough < 5; cough += 1) {
    await speak(7);
    await clock.advance(300);
  }
  expect(told).toEqual([]);
});

test('for whoever it is to, and for nobody any more', async () => {
  const { clock, told, noticing, ducking, speak } = rig();
  ducking.follow(['ada']);
  ducking.follow(['ada', 'ben']);
  expect(noticing.map(({ people }) => people)).toEqual([['ada', 'ben']]);
  await speak(20);
  ducking.follow([]);
  expect([noticing, told.map(([, speaks]) => speaks)]).toEqual([[], [true, false]]);
  ducking.follow(['ada']);
  await speak(20);
  ducking.close();
  expect([noticing, clock.pending]).toEqual([[], 0]);
});
