import { until } from '#test/support/events.ts';
import { BOT, TalkStage } from '#test/support/talk/TalkStage.ts';
import { distribution, type Measurement } from './measurement.ts';
import { measureWholeWay } from './talk/wholeWay.ts';

const TURNS = 20;
/** What the stand-in takes for an answer; the real service takes 320 to 800 ms. */
const THINK_MS = 500;
/** Of full scale: the DJ's tone is far above it, and nothing else in the music is. */
const HEARD = 0.02;
const SPEECH_S = 0.6;

/**
 * From a member's last word to the first sound of the DJ's answer, as another member hears both: real
 * sockets, Opus, DAVE and the Live API's protocol, in one process. Both times are of arrivals at the
 * voice server.
 */
export async function measureTalk(): Promise<Measurement> {
  const toLyria = distribution(await measureWholeWay(THINK_MS));
  await using stage = await TalkStage.open(0.5);
  stage.live.conditions.set({ thinkMs: THINK_MS });
  const delaysMs: number[] = [];
  for (let turn = 1; turn <= TURNS; turn += 1) delaysMs.push(await measureTurn(stage, turn));
  const firstSound = distribution(delaysMs);
  return {
    text: `Talk: the DJ is heard ${firstSound.median} ms after the last word in the median of ${TURNS} turns, ${firstSound.p95} ms at the 95th percentile, with a service that thinks for ${THINK_MS} ms\nTalk: the mix is on the wire to Lyria ${toLyria.median} ms after the last word in the median, ${toLyria.p95} ms at the 95th percentile`,
    json: { talkFirstSoundMs: firstSound, talkToLyriaMs: toLyria },
  };
}

async function measureTurn(stage: TalkStage, turn: number): Promise<number> {
  stage.forget();
  stage.press('ada');
  await stage.say('ada', SPEECH_S);
  await stage.closed('ada', turn);
  const wordsOfAda = stage
    .person('ben')
    .recordings()
    .find(({ speakerId }) => speakerId !== BOT);
  const lastWordMs = wordsOfAda?.packets.findLast(({ silence }) => !silence)?.arrivedAtMs;
  const firstSoundMs = await until(
    'the DJ to be heard',
    () => stage.framesHeardBy('ben').find(({ dj }) => dj > HEARD)?.atMs,
    () => new Promise((resolve) => setTimeout(resolve, 100)),
  );
  if (lastWordMs === undefined) throw new Error('Ada was not heard');
  // Until the answer is over: the next turn is not to begin by breaking into it.
  await until(
    'the answer to end',
    () => (isQuiet(stage) ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 100)),
  );
  return firstSoundMs - lastWordMs;
}

function isQuiet(stage: TalkStage): boolean {
  return stage
    .framesHeardBy('ben')
    .slice(-10)
    .every(({ dj }) => dj <= HEARD);
}
