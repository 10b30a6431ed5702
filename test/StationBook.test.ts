import { expect, test } from 'vitest';
import type { Failure } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import type { MediaEvent, StationState } from '#src/media/protocol.ts';
import type { StationVitals } from '#src/media/StationVitals.ts';
import { StationBook } from '#src/StationBook.ts';
import { tell } from '#src/texts/texts.ts';
import { VirtualClock } from './support/VirtualClock.ts';

const QUOTA: Failure = {
  code: 'lyria.quota',
  memberText: tell('failure.lyria.quota'),
  operatorText: 'o',
};

function vitalsOf(
  state: StationState,
  trouble?: Failure,
  channelId = '1345334752051343360',
): StationVitals {
  const snapshot = {
    guildId: '1345274354073743360',
    channelId,
    state,
    prompts: [{ text: 'what somebody typed', weight: 1 }],
    config: {},
    volume: 1,
    reserveMs: 4_321,
    ...(trouble === undefined ? {} : { trouble }),
  };
  const figures = {
    sessions: 1,
    nextReserveMs: null,
    deliveryRate: 0.98,
    rate: 1,
    handovers: 2,
    bridges: 1,
  };
  const voice = { isAudible: true, isPlaying: true, rejoins: 0, packets: 9, late: 0, dropped: 0 };
  return { snapshot, ...figures, bridgedTotalMs: 6_500, bridgedMs: 0, voice };
}

function rig() {
  const clock = new VirtualClock();
  const listeners = new Set<(event: MediaEvent) => void>();
  let vitals: StationVitals[] = [];
  const lines: unknown[] = [];
  const note =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push([level, message, fields]);
  const log = { ...silentLog, info: note('info'), warn: note('warn') };
  const book = new StationBook({
    clock,
    log,
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
    lines,
    listeners,
    is(state: StationState, trouble?: Failure, channelId?: string): void {
      vitals = [vitalsOf(state, trouble, channelId)];
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

test('the log has the story of a station, a line an event', async () => {
  const { is, end, clock, lines } = rig();
  const guildId = '1345274354073743360';
  is('starting');
  await clock.advance(2_000);
  is('playing');
  is('playing');
  is('playing', undefined, '2');
  await clock.advance(8_000);
  is('reconnecting', QUOTA, '2');
  is('reconnecting', QUOTA, '2');
  await clock.advance(5_000);
  is('playing', undefined, '2');
  await clock.advance(1_000);
  end();
  expect(lines).toEqual([
    ['info', 'A station has begun', { guildId, channelId: '1345334752051343360' }],
    ['info', 'A station was moved', { guildId, channelId: '2' }],
    ['warn', 'A station is not heard', { guildId }],
    ['warn', 'A station is in trouble', { guildId, code: 'lyria.quota', reason: 'o' }],
    ['info', 'A station is heard again', { guildId, lastedS: 5 }],
    ['info', 'A station has recovered', { guildId, code: 'lyria.quota', lastedS: 5 }],
    ['info', 'A station has ended', { guildId, reason: 'stopped', lastedS: 16 }],
  ]);
});
