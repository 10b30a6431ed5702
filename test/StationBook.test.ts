import { expect, test } from 'vitest';
import type { Failure } from '../src/failure.ts';
import type { MediaEvent, StationState } from '../src/media/protocol.ts';
import type { StationVitals } from '../src/media/StationVitals.ts';
import { StationBook } from '../src/StationBook.ts';
import { VirtualClock } from './support/VirtualClock.ts';

const QUOTA: Failure = { code: 'lyria.quota', memberText: 'm', operatorText: 'o' };

function vitalsOf(state: StationState, trouble?: Failure): StationVitals {
  const snapshot = {
    guildId: '1345274354073743360',
    channelId: '1345334752051343360',
    state,
    prompts: [{ text: 'what somebody typed', weight: 1 }],
    config: {},
    volume: 1,
    reserveMs: 4_321,
    ...(trouble === undefined ? {} : { trouble }),
  };
  const figures = { sessions: 1, nextReserveMs: null, rate: 1, handovers: 2, bridges: 1 };
  const voice = { isAudible: true, isPlaying: true, rejoins: 0, packets: 9, late: 0, dropped: 0 };
  return { snapshot, ...figures, bridgedTotalMs: 6_500, bridgedMs: 0, voice };
}

function rig() {
  const clock = new VirtualClock();
  const listeners = new Set<(event: MediaEvent) => void>();
  let vitals: StationVitals[] = [];
  const book = new StationBook({
    clock,
    media: {
      send: () => {},
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      vitals: () => vitals,
    },
  });
  const emit = (event: MediaEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return {
    book,
    clock,
    listeners,
    is(state: StationState, trouble?: Failure): void {
      vitals = [vitalsOf(state, trouble)];
      for (const { snapshot } of vitals) emit({ type: 'station', snapshot });
    },
    end(): void {
      const [first] = vitals;
      vitals = [];
      if (first !== undefined) {
        emit({ type: 'ended', guildId: first.snapshot.guildId, reason: 'stopped' });
      }
    },
  };
}

test('tells since when a station does what it does, and nothing of whose it is', async () => {
  const { book, clock, is } = rig();
  is('starting');
  await clock.advance(3_000);
  is('playing');
  await clock.advance(60_000);
  is('playing');
  const [station] = book.health();
  expect(station).toEqual({
    state: 'playing',
    sinceS: 60,
    reserveS: 4.3,
    sessions: 1,
    handovers: 2,
    bridges: 1,
    bridgedS: 6.5,
    trouble: null,
    lastTrouble: null,
  });
});

test('remembers the last trouble and how long it has been over', async () => {
  const { book, clock, is } = rig();
  is('playing');
  is('playing', QUOTA);
  await clock.advance(30_000);
  expect(book.health()).toMatchObject([
    { trouble: 'lyria.quota', lastTrouble: { code: 'lyria.quota', agoS: 0 } },
  ]);
  is('playing');
  await clock.advance(45_000);
  is('playing');
  expect(book.health()).toMatchObject([
    { trouble: null, lastTrouble: { code: 'lyria.quota', agoS: 45 } },
  ]);
});

test('forgets a station that has ended, and lets go of the events at the end', () => {
  const { book, is, end, listeners } = rig();
  is('playing', QUOTA);
  end();
  expect(book.health()).toEqual([]);
  is('starting');
  expect(book.health()).toMatchObject([{ state: 'starting', lastTrouble: null }]);
  book.close();
  expect(listeners.size).toBe(0);
});
