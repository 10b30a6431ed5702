import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TURN_END_MS } from '#src/voice/receive/SpeakerInput.ts';
import { until } from '#test/support/events.ts';
import { reportPackets } from '#test/support/recording.ts';
import { BOT, HZ, loudness, soon, TalkStage } from '#test/support/talk/TalkStage.ts';

/** The DJ is heard in a frame from here on. */
const HEARD = 0.02;
const ROUNDS = 20;

let stage: TalkStage;
beforeAll(async () => {
  stage = await TalkStage.open(1.5);
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => {
  stage.events.length = 0;
  stage.forget();
});

function expectMusicWhole(): void {
  const packets = stage.packetsOf('ben');
  expect(packets.length).toBeGreaterThan(40);
  expect(reportPackets(packets)).toMatchObject({ missing: 0, repeated: 0, wrongTimestamps: 0 });
}

const dB = (ratio: number): number => 20 * Math.log10(ratio);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test('a member is heard, answered over lower music, and everybody hears it come back', async () => {
  stage.press('ada');
  expect(stage.server.clients()).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await stage.say('ada', 0.8);
  await stage.closed('ada');
  expect(stage.of('ada', 'toolCalled')).toMatchObject([
    { name: 'set_controls', args: { tempo: 'slower' } },
  ]);
  expect(stage.of('ada', 'caption').at(0)).toMatchObject({ who: 'member', text: 'make it slower' });
  expect(stage.of('ada', 'earClosed')[0]).not.toHaveProperty('failure');
  const [turn] = stage.of('ada', 'turnTaken');
  expect(turn?.speechMs).toBeGreaterThan(600);
  // Quiet that ends a turn, 50 ms of thought, and the way.
  expect(turn?.firstSoundMs).toBeGreaterThan(TURN_END_MS);
  await new Promise((resolve) => setTimeout(resolve, 2_800));
  const frames = stage.framesHeardBy('ben');
  const first = frames.findIndex(({ dj }) => dj > HEARD);
  const last = frames.findLastIndex(({ dj }) => dj > HEARD);
  // All of the reply, which lasts a second and a half.
  expect(last - first).toBeGreaterThan(70);
  const before = mean(frames.slice(5, 20).map(({ music }) => music));
  const during = mean(frames.slice(first + 15, last - 5).map(({ music }) => music));
  expect(dB(during / before)).toBeGreaterThan(-12);
  expect(dB(during / before)).toBeLessThan(-8);
  const after = mean(frames.slice(last + 50, last + 60).map(({ music }) => music));
  expect(Math.abs(dB(after / before))).toBeLessThan(0.5);
  // While Ada talks it is lower, too, and by less.
  const talking = frames.slice(first - 25, first - 5).map(({ music }) => music);
  expect(dB(mean(talking) / before)).toBeCloseTo(-6, 0);
  expectMusicWhole();
});

test('who presses again and speaks silences the DJ within 100 ms', async () => {
  stage.press('ada');
  await stage.say('ada', 0.5);
  await until(
    'the DJ to be heard',
    () => {
      stage.answerTools();
      return stage.framesHeardBy('ben').some(({ dj }) => dj > HEARD) ? true : undefined;
    },
    () => new Promise((resolve) => setTimeout(resolve, 100)),
  );
  stage.press('ada');
  const said = stage.say('ada', 0.5);
  await said;
  await stage.closed('ada', 2);
  const own = stage
    .person('ben')
    .recordings()
    .find(({ speakerId }) => speakerId !== BOT);
  const barges = own?.packets ?? [];
  // Where the second saying begins: after the pause, which the timestamps know of.
  const second = barges.findIndex(
    (packet, i) => i > 0 && packet.timestamp - (barges[i - 1]?.timestamp ?? 0) > 4_800,
  );
  const beganMs = barges[second]?.arrivedAtMs ?? Number.NaN;
  const frames = stage.framesHeardBy('ben');
  const stillHeard = frames.filter(
    ({ atMs, dj }) => dj > HEARD && atMs > beganMs && atMs < beganMs + 600,
  );
  // Five frames are 100 ms, however late each of them comes on a busy machine.
  expect(stillHeard.length).toBeLessThanOrEqual(5);
  expectMusicWhole();
}, 30_000);

test('two at once are credited right, 20 times of 20, and who has not pressed is in nothing that was sent', async () => {
  const known = stage.live.records.length;
  let goesOn = true;
  const cleo = (async () => {
    while (goesOn) await stage.say('cleo', 1);
  })();
  for (let round = 1; round <= ROUNDS; round += 1) {
    stage.press('ada');
    stage.press('ben');
    await Promise.all([stage.say('ada', 0.4), stage.say('ben', 0.4)]);
    await Promise.all([stage.closed('ada', round), stage.closed('ben', round)]);
  }
  goesOn = false;
  await cleo;
  for (const [name, tool] of [
    ['ada', 'set_controls'],
    ['ben', 'change_mix'],
  ] as const) {
    expect(stage.of(name, 'toolCalled').map((call) => call.name)).toEqual(
      Array.from({ length: ROUNDS }, () => tool),
    );
    expect(stage.of(name, 'turnTaken')).toHaveLength(ROUNDS);
  }
  const sessions = stage.live.records.slice(known - 2);
  for (const { heard } of stage.live.records) {
    for (const pcm of heard) expect(loudness(pcm, HZ.cleo, 16_000)).toBeLessThan(0.02);
  }
  expect(sessions.flatMap(({ turns }) => turns).map(({ understood }) => understood)).not.toContain(
    'start over with reggae',
  );
  // Cleo was heard by people all the while.
  expect(stage.person('ben').recordings().length).toBeGreaterThanOrEqual(3);
  expectMusicWhole();
  await soon();
}, 90_000);
