import { expect, test } from 'vitest';
import type { Clock } from '#src/clock.ts';
import type { Failure } from '#src/failure.ts';
import type { MediaEvent, StationSnapshot } from '#src/media/protocol.ts';
import { NO_TOTALS, type StationVitals } from '#src/media/StationVitals.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';
import { StationTally } from '#src/StationTally.ts';
import { tell } from '#src/texts/texts.ts';
import { VirtualClock } from './support/VirtualClock.ts';

const QUOTA: Failure = {
  code: 'lyria.quota',
  memberText: tell('failure.lyria.quota'),
  operatorText: 'o',
};

function snapshot(guildId: string, parts: Partial<StationSnapshot> = {}): StationSnapshot {
  const idle = { prompts: mix(1), config: {}, volume: 1, reserveMs: 4_000 };
  return { guildId, channelId: '1', state: 'playing', ...idle, ...parts };
}

const mix = (weight: number): WeightedPrompt[] => [
  { text: 'techno', weight: 1 },
  { text: 'piano', weight },
];

function rig(realClock?: Clock) {
  const clock = new VirtualClock();
  const listeners = new Set<(event: MediaEvent) => void>();
  const heard: number[] = [];
  const playing = new Map<string, StationSnapshot>();
  const tally = new StationTally({
    clock: realClock ?? clock,
    onMixHeard: (seconds) => heard.push(seconds),
    media: {
      send: () => {},
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      vitals: () => [...playing.values()].map(vitalsOf),
      totals: () => ({ ...NO_TOTALS, bridgedMs: 2_500 }),
    },
  });
  const emit = (event: MediaEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return {
    clock,
    tally,
    heard,
    listeners,
    is(guildId: string, parts: Partial<StationSnapshot> = {}): void {
      const now = snapshot(guildId, parts);
      playing.set(guildId, now);
      emit({ type: 'station', snapshot: now });
    },
    end(guildId: string, failure?: Failure): void {
      playing.delete(guildId);
      if (failure === undefined) emit({ type: 'ended', guildId, reason: 'stopped' });
      else emit({ type: 'ended', guildId, reason: 'failed', failure });
    },
  };
}

function vitalsOf(snapshot: StationSnapshot): StationVitals {
  const voice = { isAudible: true, isPlaying: true, rejoins: 0, packets: 0, late: 0, dropped: 0 };
  const figures = { sessions: 1, nextReserveMs: null, deliveryRate: 0.98, rate: 1, voice };
  return { snapshot, ...figures, handovers: 0, bridges: 0, bridgedTotalMs: 0, bridgedMs: 0 };
}

test('numbers stay small and are used again', () => {
  const { tally, is, end } = rig();
  const numbers = () => tally.stations().map(({ guildId, number }) => [guildId, number]);
  is('a');
  is('b');
  end('a');
  is('c');
  expect(numbers()).toEqual([
    ['b', 2],
    ['c', 1],
  ]);
  expect(tally.totals()).toMatchObject({ begun: 3, ended: new Map([['stopped', 1]]) });
});

test('silence counts while it lasts, and up to the end of a station', async () => {
  const { tally, is, end, clock } = rig();
  is('a');
  is('a', { state: 'reconnecting' });
  await clock.advance(3_000);
  is('a', { state: 'reconnecting' });
  expect(tally.totals().silenceS).toBe(3);
  is('a');
  await clock.advance(10_000);
  is('a', { state: 'reconnecting' });
  await clock.advance(1_500);
  end('a');
  await clock.advance(10_000);
  expect(tally.totals()).toMatchObject({ silenceS: 4.5, bridgedS: 2.5 });
});

test('what is heard all the time adds nothing, not even the time between two looks at the clock', () => {
  // Moves with every look, as a real one does.
  let looks = 0;
  const { tally, is } = rig({ now: () => (looks += 0.001), after: () => ({ cancel: () => {} }) });
  is('a');
  is('a');
  expect(tally.totals().silenceS).toBe(0);
});

test('a trouble counts once until it is over, and so does the one that ends a station', () => {
  const { tally, is, end } = rig();
  is('a', { trouble: QUOTA });
  is('a', { trouble: QUOTA });
  is('a');
  is('a', { trouble: QUOTA });
  end('a', { ...QUOTA, code: 'voice.refused' });
  expect(tally.totals().troubles).toEqual(
    new Map([
      ['lyria.quota', 2],
      ['voice.refused', 1],
    ]),
  );
});

test('from what was asked for to what is heard, each step of a ramp by itself', async () => {
  const { heard, is, clock } = rig();
  const music = (weight: number) => ({ prompts: mix(weight), config: {} });
  is('a', { prompts: mix(1), heard: music(1) });
  for (const weight of [1.2, 1.4, 1.6]) {
    is('a', { prompts: mix(weight), heard: music(1) });
    await clock.advance(1_000);
  }
  // The first step was passed over; the service says what it was told as a 32-bit float.
  is('a', { prompts: mix(1.6), heard: music(Math.fround(1.4)) });
  await clock.advance(500);
  is('a', { prompts: mix(1.6), heard: music(1.6) });
  is('a', { prompts: mix(1.6), heard: music(1.6) });
  expect(heard).toEqual([2, 1.5]);
});

test('what waited through a pause is no latency', async () => {
  const { heard, is, clock } = rig();
  is('a', { prompts: mix(1), heard: { prompts: mix(1), config: {} } });
  is('a', { prompts: mix(2) });
  is('a', { prompts: mix(2), state: 'paused' });
  await clock.advance(60_000);
  is('a', { prompts: mix(2), heard: { prompts: mix(2), config: {} } });
  expect(heard).toEqual([]);
});

test('lets go of the events at the end', () => {
  const { tally, listeners } = rig();
  tally.close();
  expect(listeners.size).toBe(0);
});
