import { expect, test } from 'vitest';
import { type LiveFailure, liveFailure } from '#src/live/failure.ts';
import type { LiveListener } from '#src/live/session.ts';
import type { MediaEvent } from '#src/media/protocol.ts';
import { LiveLine, type LivePort } from '#src/media/talk/LiveLine.ts';
import { TalkDesk } from '#src/media/talk/TalkDesk.ts';
import { TalkOver } from '#src/station/TalkOver.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const SERVICE = { url: 'ws://127.0.0.1:1', apiKey: '', model: 'm', voice: 'v', maxSessions: 3 };
const NOTHING_HEARD_MS = 15_000;

function rig(hasService = true) {
  const clock = new VirtualClock();
  const listeners: LiveListener[] = [];
  const line = new LiveLine(
    hasService ? SERVICE : undefined,
    clock,
    (_options, _clock, listener) => {
      listeners.push(listener);
      const session: LivePort = {
        beginTurn() {},
        audio() {},
        endTurn() {},
        answerTool() {},
        close: () => listener.closed(null),
      };
      return session;
    },
  );
  const heard: string[] = [];
  const desk = (guildId: string) => {
    const talkOver = new TalkOver();
    const parts = {
      guildId,
      clock,
      line,
      talkOver,
      isHeard: () => true,
      listen: () => () => {},
      emit: (event: MediaEvent) => {
        if (!('person' in event)) return;
        const code = event.type === 'earClosed' ? (event.failure?.code ?? 'done') : event.type;
        heard.push(`${event.guildId} ${event.person} ${code}`);
      },
    };
    const talk = new TalkDesk(parts);
    return {
      talk,
      talkOver,
      open: (person: string, isHandsFree = false) => {
        const how = { instruction: '', tools: [], isSpoken: true, isHandsFree };
        talk.take({ type: 'openEar', guildId, person, ...how });
      },
    };
  };
  return { clock, desk, listeners, news: () => heard.splice(0) };
}

test('two talk at once in a station; a third is told so, until one of them waits for nothing', async () => {
  const { clock, desk, news } = rig();
  const { open, talk } = desk('1');
  for (const person of ['ada', 'ben', 'cleo']) open(person);
  expect(news()).toEqual(['1 ada earOpened', '1 ben earOpened', '1 cleo talk.full']);
  await clock.advance(NOTHING_HEARD_MS);
  expect(news()).toEqual(['1 ada talk.unheard', '1 ben talk.unheard']);
  open('cleo');
  expect(news()).toEqual(['1 cleo earOpened']);
  talk.close();
  expect(news()).toEqual(['1 cleo done']);
  expect(clock.pending).toBe(0);
});

test('who is still being answered aloud keeps their place', async () => {
  const { clock, desk, news } = rig();
  const { open, talk, talkOver } = desk('1');
  for (const person of ['ada', 'ben']) open(person);
  await clock.advance(NOTHING_HEARD_MS);
  talkOver.say('ada', new Int16Array(24_000));
  talkOver.say('ben', new Int16Array(24_000));
  news();
  open('cleo');
  expect(news()).toEqual(['1 cleo talk.full']);
  talk.close();
});

test('a process has no more sessions than it may, and gives places back', () => {
  const { desk, news } = rig();
  const [one, other] = [desk('1'), desk('2')];
  one.open('ada');
  one.open('ben');
  other.open('cleo');
  other.open('dan');
  expect(news().at(-1)).toBe('2 dan talk.full');
  one.talk.take({ type: 'closeEar', guildId: '1', person: 'ada' });
  other.open('dan');
  expect(news()).toEqual(['1 ada done', '2 dan earOpened']);
  one.talk.close();
  other.talk.close();
});

test('a service that refuses the key is left alone for a while, and everybody is told why', async () => {
  const { clock, desk, listeners, news } = rig();
  const { open, talk } = desk('1');
  open('ada');
  const refused: LiveFailure = liveFailure('live.quota', 'RESOURCE_EXHAUSTED');
  listeners[0]?.closed(refused);
  open('ben');
  expect(news()).toEqual(['1 ada earOpened', '1 ada live.quota', '1 ben live.quota']);
  await clock.advance(refused.restMs);
  open('ben');
  expect(news()).toEqual(['1 ben earOpened']);
  talk.close();
});

test('where there is no service nobody is heard', () => {
  const { desk, news } = rig(false);
  const { open } = desk('1');
  open('ada');
  expect(news()).toEqual(['1 ada talk.unavailable']);
});

test('three are heard hands-free beside those who press, and hold no session while they are silent', async () => {
  const { clock, desk, listeners, news } = rig();
  const { open, talk } = desk('1');
  for (const person of ['ada', 'ben', 'cleo', 'dan']) open(person, true);
  expect(news()).toEqual([
    '1 ada earOpened',
    '1 ben earOpened',
    '1 cleo earOpened',
    '1 dan talk.full',
  ]);
  expect(listeners).toEqual([]);
  await clock.advance(600_000);
  for (const person of ['dan', 'emil']) open(person);
  expect(news()).toEqual(['1 dan earOpened', '1 emil earOpened']);
  // Who presses with an open microphone changes from the one to the other.
  talk.take({ type: 'closeEar', guildId: '1', person: 'dan' });
  open('ada');
  expect(news()).toEqual(['1 dan done', '1 ada done', '1 ada earOpened']);
  talk.close();
  expect(clock.pending).toBe(0);
});
