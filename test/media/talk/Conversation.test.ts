import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failure } from '#src/failure.ts';
import type { LiveFailure } from '#src/live/failure.ts';
import type { LiveListener } from '#src/live/session.ts';
import { Conversation } from '#src/media/talk/Conversation.ts';
import { talkFailure } from '#src/media/talk/failure.ts';
import type { LivePort } from '#src/media/talk/LiveLine.ts';
import { tell } from '#src/texts/texts.ts';
import type { PacketListener } from '#src/voice/receive/guardReceive.ts';
import { TURN_END_MS } from '#src/voice/receive/SpeakerInput.ts';
import { VirtualClock } from '#test/support/VirtualClock.ts';

const FRAME = 320;
const NO_ANSWER: LiveFailure = {
  code: 'live.no-answer',
  memberText: tell('failure.live.no-answer'),
  operatorText: 'No answer',
  restMs: 0,
};

let clock: VirtualClock;
let conversation: Conversation;
/** What the session was told, what the voice was, and what the control side was, in order. */
let told: string[];
let news: { type: string; [key: string]: unknown }[];
let service: LiveListener | undefined;
let ear: PacketListener | undefined;
let isOver: boolean;
let sequence: number;
/** Whether what is heard is a voice, and what the bot plays. */
let isVoice: boolean;
let isEcho: boolean;
/** Why there is no session to be had. */
let refusal: LiveFailure | Failure | undefined;

beforeEach(() => begin(false));

function begin(isHandsFree: boolean): void {
  clock = new VirtualClock();
  isVoice = true;
  isEcho = false;
  refusal = undefined;
  told = [];
  news = [];
  service = undefined;
  ear = undefined;
  isOver = false;
  sequence = 0;
  const session: LivePort = {
    beginTurn: () => void told.push('begin'),
    audio: (pcm) => void told.push(`audio ${pcm.length / FRAME}`),
    endTurn: () => void told.push('end'),
    answerTool: (id) => void told.push(`answer ${id}`),
    close: () => {
      told.push('close');
      service?.closed(null);
    },
  };
  conversation = new Conversation(isHandsFree, {
    clock,
    listen: (listener) => {
      ear = listener;
      told.push('hears');
      return () => {
        ear = undefined;
        told.push('deaf');
      };
    },
    createDecoder: () => ({
      decode: () => new Int16Array(FRAME).fill(1),
      conceal: (packets) => new Int16Array(packets * FRAME),
      close() {},
    }),
    createDetector: () => ({ isVoice: () => isVoice, close() {} }),
    isEcho: () => isEcho,
    voice: {
      memberTalks: (talks) => void told.push(talks ? 'talks' : 'quiet'),
      say: (pcm) => void told.push(`say ${pcm.length}`),
      said: () => void told.push('said'),
      hush: () => void told.push('hush'),
    },
    open: (listener) => {
      if (refusal !== undefined) return { failure: refusal };
      service = listener;
      told.push('session');
      return { session };
    },
    tell: (each) => void news.push({ ...each }),
    onOver: () => {
      isOver = true;
    },
  });
}

afterEach(() => {
  conversation.close();
  expect(clock.pending).toBe(0);
  expect(ear).toBeUndefined();
});

async function speak(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 20) {
    ear?.packet({ sequence, timestamp: sequence * 960, opus: Buffer.from([1, 2, 3]) });
    sequence += 1;
    await clock.advance(20);
  }
}

const types = (): string[] => news.map(({ type }) => type);
/** What the session was told since the last look. */
const since = (): string[] =>
  told.splice(0).filter((each) => !/talks|quiet|audio|session/.test(each));

function answer(text: string): void {
  service?.said(text);
  service?.speech(new Int16Array(2_400));
  service?.used({ prompt: 10, response: 5, total: 15 });
  service?.turnComplete();
}

test('one press is one turn: marked, answered, told, and the ear is closed meanwhile', async () => {
  conversation.press(true);
  expect(types()).toEqual(['earOpened']);
  await speak(1_000);
  expect(told.filter((each) => each === 'audio 1')).toHaveLength(50);
  expect(since()).toEqual(['hears', 'hush', 'begin']);
  await clock.advance(TURN_END_MS - 21);
  expect(since()).toEqual([]);
  await clock.advance(1);
  expect(since()).toEqual(['deaf', 'end']);
  service?.heard('make it darker');
  service?.toolCalled({ id: '7', name: 'change_mix', args: { add: ['dark'] } });
  conversation.answerTool('7', { status: 'done' });
  await clock.advance(300);
  answer('Darker it is.');
  expect(since()).toEqual(['answer 7', 'say 2400', 'said']);
  expect(news.slice(1)).toEqual([
    { type: 'caption', who: 'member', text: 'make it darker', isFinal: false },
    { type: 'toolCalled', id: '7', name: 'change_mix', args: { add: ['dark'] } },
    { type: 'caption', who: 'dj', text: 'Darker it is.', isFinal: false },
    { type: 'caption', who: 'member', text: 'make it darker', isFinal: true },
    { type: 'caption', who: 'dj', text: 'Darker it is.', isFinal: true },
    {
      type: 'turnTaken',
      speechMs: 1_000,
      firstSoundMs: TURN_END_MS + 300,
      tokens: { prompt: 10, response: 5, total: 15 },
    },
    { type: 'earClosed' },
  ]);
});

test('nothing is sent of less than 300 ms of speech, and the ear stays open for more', async () => {
  conversation.press(true);
  await speak(280);
  await clock.advance(TURN_END_MS);
  expect(since()).toEqual(['hears', 'hush']);
  expect(types()).toEqual(['earOpened']);
  await speak(400);
  expect(since()).toEqual(['hush', 'begin']);
});

test('the whole of a turn is sent, with what was said before it was long enough', async () => {
  conversation.press(true);
  await speak(600);
  expect(told.slice(told.indexOf('begin') + 1).filter((each) => each === 'audio 1')).toHaveLength(
    30,
  );
});

test('who says nothing for 15 s is told so; who was heard and said no more is not', async () => {
  conversation.press(true);
  await clock.advance(15_000);
  expect(news.at(-1)).toMatchObject({ type: 'earClosed', failure: { code: 'talk.unheard' } });
  conversation.press(true);
  await speak(100);
  await clock.advance(15_000);
  expect(news.at(-1)).toEqual({ type: 'earClosed' });
});

test('who cannot be decrypted for 3 s is told so', async () => {
  conversation.press(true);
  for (let ms = 0; ms < 3_000; ms += 20) {
    ear?.unreadable();
    await clock.advance(20);
  }
  ear?.unreadable();
  expect(news.at(-1)).toMatchObject({ failure: { code: 'talk.unreadable' } });
  expect(ear).toBeUndefined();
});

test('who talks on and on is cut off after 15 s and answered', async () => {
  conversation.press(true);
  await speak(16_000);
  expect(since()).toEqual(['hears', 'hush', 'begin', 'deaf', 'end']);
});

test('another press goes on in the same session, and hushes the reply at the first packet', async () => {
  conversation.press(true);
  await speak(500);
  await clock.advance(TURN_END_MS);
  service?.speech(new Int16Array(2_400));
  since();
  conversation.press(true);
  expect(types().slice(-2)).toEqual(['earClosed', 'earOpened']);
  expect(since()).toEqual(['hears']);
  await speak(20);
  expect(since()).toEqual(['hush']);
  // Late chunks of the old turn, and its end, are nobody's any more.
  service?.speech(new Int16Array(2_400));
  service?.interrupted();
  service?.turnComplete();
  expect(since()).toEqual(['hush', 'said']);
  await speak(480);
  await clock.advance(TURN_END_MS);
  answer('Slower.');
  expect(since()).toEqual(['begin', 'deaf', 'end', 'say 2400', 'said']);
  expect(types().slice(-2)).toEqual(['turnTaken', 'earClosed']);
  expect(types().filter((type) => type === 'earClosed')).toHaveLength(2);
});

test('each turn is billed for itself, with all that was used in it', async () => {
  conversation.press(true);
  await speak(500);
  await clock.advance(700);
  service?.used({ prompt: 1, response: 2, total: 3 });
  answer('Slower.');
  conversation.press(true);
  await speak(500);
  await clock.advance(700);
  answer('Slower still.');
  expect(news.filter(({ type }) => type === 'turnTaken').map(({ tokens }) => tokens)).toEqual([
    { prompt: 11, response: 7, total: 18 },
    { prompt: 10, response: 5, total: 15 },
  ]);
});

test('the music comes back up at once after a cough', async () => {
  conversation.press(true);
  await speak(100);
  expect(told.filter((each) => /talks|quiet/.test(each))).toEqual(['talks']);
  await clock.advance(700);
  expect(told.filter((each) => /talks|quiet/.test(each))).toEqual(['talks', 'quiet']);
});

test('the end of a turn that was broken into does not pass for the end of the next', async () => {
  conversation.press(true);
  await speak(500);
  await clock.advance(TURN_END_MS);
  service?.speech(new Int16Array(2_400));
  conversation.press(true);
  await speak(500);
  await clock.advance(TURN_END_MS);
  news = [];
  service?.turnComplete();
  expect(types()).toEqual([]);
  answer('Slower.');
  expect(types()).toEqual(['caption', 'caption', 'turnTaken', 'earClosed']);
});

test('read only: the reply is not said, and its caption comes', async () => {
  conversation.press(false);
  await speak(500);
  await clock.advance(TURN_END_MS);
  answer('Done.');
  expect(since()).not.toContain('say 2400');
  expect(news).toContainEqual({ type: 'caption', who: 'dj', text: 'Done.', isFinal: true });
});

test('a session that fails answers the press, and nothing is left', async () => {
  conversation.press(true);
  await speak(500);
  await clock.advance(TURN_END_MS);
  service?.closed(NO_ANSWER);
  expect(news.at(-1)).toEqual({
    type: 'earClosed',
    failure: {
      code: 'live.no-answer',
      memberText: tell('failure.live.no-answer'),
      operatorText: 'No answer',
    },
  });
  expect(isOver).toBe(true);
  expect(clock.pending).toBe(0);
});

test('it ends 20 s after the last exchange, and two minutes after it began', async () => {
  for (let turn = 0; turn < 7; turn += 1) {
    conversation.press(true);
    await speak(500);
    await clock.advance(TURN_END_MS);
    answer('Yes.');
    await clock.advance(16_000);
    if (turn < 6) expect(isOver).toBe(false);
  }
  await clock.advance(4_000);
  expect(isOver).toBe(true);
  expect(told.filter((each) => each === 'close')).toHaveLength(1);
});

test('the music comes back up two seconds after the last word, or with the reply', async () => {
  conversation.press(true);
  await speak(500);
  await clock.advance(TURN_END_MS);
  expect(told).not.toContain('quiet');
  await clock.advance(2_000);
  expect(told).toContain('quiet');
});

test('what the bot hears of itself is no turn, however long, and what a member says then is', async () => {
  conversation.press(true);
  isEcho = true;
  await speak(3_000);
  expect(since()).toEqual(['hears', 'hush']);
  isEcho = false;
  await speak(400);
  expect(since()).toEqual(['begin']);
  await clock.advance(TURN_END_MS);
  expect(since()).toEqual(['deaf', 'end']);
});

test('hands-free each thing said is a turn, in one session, and only what is answered is told', async () => {
  begin(true);
  conversation.press(true);
  expect(told).toEqual(['hears']);
  await speak(800);
  await clock.advance(TURN_END_MS);
  service?.heard('did you see the game');
  service?.turnComplete();
  expect(told.filter((each) => !each.startsWith('audio'))).toEqual([
    'hears',
    'session',
    'hush',
    'begin',
    'end',
    'said',
    'quiet',
  ]);
  expect(types()).toEqual(['earOpened', 'turnTaken']);
  expect(news.at(-1)).toMatchObject({ speechMs: 800 });
  since();
  await clock.advance(5_000);
  await speak(800);
  await clock.advance(TURN_END_MS);
  service?.heard('hey dj make it darker');
  answer('Darker.');
  expect(since()).toEqual(['hush', 'begin', 'end', 'say 2400', 'said']);
  expect(news.slice(2)).toMatchObject([
    { type: 'caption', who: 'dj', isFinal: false },
    { type: 'caption', who: 'member', text: 'hey dj make it darker', isFinal: true },
    { type: 'caption', who: 'dj', text: 'Darker.', isFinal: true },
    { type: 'turnTaken' },
  ]);
});

test('hands-free a session ends after 20 s, or by a passing failure, and the next word begins another', async () => {
  begin(true);
  conversation.press(true);
  for (const end of [() => {}, () => service?.closed(NO_ANSWER), () => {}]) {
    await speak(500);
    await clock.advance(TURN_END_MS);
    if (end.toString() === '() => {}') answer('Yes.');
    end();
    await clock.advance(21_000);
  }
  expect(told.filter((each) => each === 'session')).toHaveLength(3);
  expect(types().filter((type) => type === 'turnTaken')).toHaveLength(3);
  expect(types()).not.toContain('earClosed');
  expect(clock.pending).toBe(0);
});

test('hands-free nothing begins with the noise of a room, which does not keep a turn open either', async () => {
  begin(true);
  conversation.press(true);
  isVoice = false;
  await speak(5_000);
  expect(since()).toEqual(['hears']);
  isVoice = true;
  await speak(500);
  isVoice = false;
  await speak(TURN_END_MS + 20);
  expect(since()).toEqual(['hush', 'begin', 'end']);
});

test('hands-free who talks on and on is cut off after 15 s, and heard again after a pause', async () => {
  begin(true);
  conversation.press(true);
  await speak(20_000);
  expect(since()).toEqual(['hears', 'hush', 'begin', 'end']);
  answer('Sure.');
  await clock.advance(1_000);
  await speak(500);
  await clock.advance(TURN_END_MS);
  expect(since()).toEqual(['say 2400', 'said', 'hush', 'begin', 'end']);
});

test('hands-free a full house loses that one sentence, and a used-up quota ends it, with a word', async () => {
  begin(true);
  conversation.press(true);
  refusal = talkFailure('talk.full');
  await speak(1_000);
  await clock.advance(TURN_END_MS);
  expect(types()).toEqual(['earOpened']);
  refusal = undefined;
  await speak(500);
  await clock.advance(TURN_END_MS);
  expect(since()).toEqual(['hears', 'hush', 'begin', 'end']);
  service?.closed({ ...NO_ANSWER, code: 'live.quota', restMs: 60_000 });
  expect(news.at(-1)).toMatchObject({ type: 'earClosed', failure: { code: 'live.quota' } });
  expect(isOver).toBe(true);
});
