import { expect, test } from 'vitest';
import { FailureError } from '#src/failure.ts';
import { silentLog } from '#src/log.ts';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import type { LyriaEvent, OpenLyriaSession } from '#src/lyria/session.ts';
import { Deck } from '#src/station/Deck.ts';
import { FakeSession } from '../support/FakeLyria.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** A session that refuses every mix. */
class PickySession extends FakeSession {
  override setWeightedPrompts(): void {
    throw new FailureError(lyriaFailure('lyria.invalid', 'a test.'));
  }
}

function deckOf(open: OpenLyriaSession) {
  const clock = new VirtualClock();
  const ended: Deck[] = [];
  const deck = new Deck({
    open,
    order: { revision: 1, prompts: [{ text: 'techno', weight: 1 }], config: {} },
    wantsAudio: true,
    clock,
    log: silentLog,
    seed: 1,
    events: {
      onAudio: () => {},
      onOpened: () => {},
      onEnded: (one) => ended.push(one),
      onFiltered: () => {},
    },
  });
  return { deck, clock, ended };
}

test('a session that refuses its order is closed, and the deck tells once', async () => {
  const sessions: FakeSession[] = [];
  const { deck, clock, ended } = deckOf(async ({ onEvent }) => {
    const session = new PickySession(onEvent);
    sessions.push(session);
    return session;
  });
  await clock.advance(0);
  expect(sessions.map(({ isOpen }) => isOpen)).toEqual([false]);
  expect(ended).toEqual([deck]);
  expect(deck.state).toMatchObject({ kind: 'ended', failure: { code: 'lyria.invalid' } });
  expect(deck.hasOpened).toBe(true);
});

test('closed while it opens, it leaves no session behind', async () => {
  const opened = Promise.withResolvers<(event: LyriaEvent) => void>();
  const answer = Promise.withResolvers<FakeSession>();
  const { deck, clock, ended } = deckOf(({ onEvent, signal }) => {
    opened.resolve(onEvent);
    expect(signal.aborted).toBe(false);
    return answer.promise;
  });
  const session = new FakeSession(await opened.promise);
  deck.close();
  answer.resolve(session);
  await clock.advance(0);
  expect(session.isOpen).toBe(false);
  expect(ended).toEqual([]);
});

test('what is heard is what the chunk was made from, to the sample', async () => {
  const sessions: FakeSession[] = [];
  const { deck, clock } = deckOf(async ({ onEvent }) => {
    const session = new FakeSession(onEvent);
    sessions.push(session);
    return session;
  });
  await clock.advance(0);
  const [session] = sessions;
  session?.deliver(new Int16Array(2 * 1_000));
  deck.follow({ revision: 2, prompts: [{ text: 'jazz', weight: 1 }], config: {} });
  session?.deliver(new Int16Array(2 * 1_000));
  const heard = () => deck.playing?.source?.prompts[0]?.text;
  expect(heard()).toBe('techno');
  deck.stretcher.take(999);
  expect(heard()).toBe('techno');
  deck.stretcher.take(1);
  expect(heard()).toBe('jazz');
});

test('closed by its owner it tells nobody, whenever the session does', async () => {
  const sessions: FakeSession[] = [];
  const { deck, clock, ended } = deckOf(async ({ onEvent }) => {
    const session = new FakeSession(onEvent);
    sessions.push(session);
    return session;
  });
  await clock.advance(0);
  deck.close();
  deck.close();
  await clock.advance(0);
  expect(sessions.map(({ isOpen }) => isOpen)).toEqual([false]);
  expect(ended).toEqual([]);
});

test('a chunk that does not say what it was made from answers the order it was opened with', async () => {
  const sent: ((event: LyriaEvent) => void)[] = [];
  const { deck, clock } = deckOf(async ({ onEvent }) => {
    sent.push(onEvent);
    return new FakeSession(onEvent);
  });
  await clock.advance(0);
  deck.follow({ revision: 5, prompts: [{ text: 'jazz', weight: 1 }], config: {} });
  sent[0]?.({ type: 'audio', chunk: { pcm: new Int16Array(2_000) } });
  expect(deck.playing).toEqual({ source: undefined, revision: 1 });
});
