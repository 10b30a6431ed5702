import { expect, test } from 'vitest';
import type { MediaEvent } from '#src/media/protocol.ts';
import { talkFailure } from '#src/media/talk/failure.ts';
import { TalkTally } from '#src/TalkTally.ts';

const TOKENS = { prompt: 100, response: 20, total: 120 };

function rig() {
  let tell: (event: MediaEvent) => void = () => {};
  let subscribers = 0;
  const tally = new TalkTally({
    subscribe(listener) {
      tell = listener;
      subscribers += 1;
      return () => {
        subscribers -= 1;
      };
    },
  });
  const turn = (firstSoundMs: number | null): void =>
    tell({
      type: 'turnTaken',
      guildId: '1',
      person: '7',
      speechMs: 1_500,
      firstSoundMs,
      tokens: TOKENS,
    });
  const open = (guildId: string, person: string): void =>
    tell({ type: 'earOpened', guildId, person });
  return {
    tally,
    tell: (event: MediaEvent) => tell(event),
    turn,
    open,
    subscribers: () => subscribers,
  };
}

test('counts turns, speech, tokens and how soon answers began', () => {
  const { tally, turn } = rig();
  expect(tally.health()).toEqual({ ears: 0, turns: 0, failures: 0, answerS: null });
  for (const ms of [900, 1_100, 1_300, 12_000]) turn(ms);
  turn(null);
  const { answers, ...figures } = tally.figures();
  expect(figures).toMatchObject({ turns: 5, speechS: 7.5 });
  expect(figures.tokens).toEqual(
    new Map([
      ['prompt', 500],
      ['response', 100],
    ]),
  );
  expect([...Array.from(answers.counts)]).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 0, 1]);
  expect(answers.sumMs).toBe(15_300);
  expect(tally.health()).toMatchObject({ turns: 5, answerS: 1.3 });
});

test('an ear is open until it is closed, or its station has ended', () => {
  const { tally, open, tell } = rig();
  open('1', '7');
  open('1', '8');
  open('12', '7');
  tell({ type: 'earClosed', guildId: '1', person: '7' });
  expect(tally.health().ears).toBe(2);
  tell({ type: 'ended', guildId: '1', reason: 'stopped' });
  expect(tally.health().ears).toBe(1);
});

test('counts what came to nothing, by why', () => {
  const { tally, tell, subscribers } = rig();
  const failure = talkFailure('talk.unheard');
  for (const person of ['7', '8']) tell({ type: 'earClosed', guildId: '1', person, failure });
  expect(tally.figures().failures).toEqual(new Map([['talk.unheard', 2]]));
  expect(tally.health().failures).toBe(2);
  tally.close();
  expect(subscribers()).toBe(0);
});
