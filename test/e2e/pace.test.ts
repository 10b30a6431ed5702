import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { matchRecording } from '../support/matchRecording.ts';
import { longestSilenceMs } from '../support/recording.ts';
import { Deliveries, seamsIn } from './support/Deliveries.ts';
import { freePort } from './support/freePort.ts';
import { answerText, heardFor, nothingIsLeft, type Stage, startStage } from './support/Stage.ts';

const SAMPLES_PER_S = 2 * 48_000;
/** The start is listened to for so long: three chunks. */
const START_S = 7;
/** What the tempo is measured over. */
const TEMPO_S = 10;
/** Looked for in what was delivered: long enough to be found, short enough to lie between splices. */
const WINDOW_MS = 200;
const TOLERANCE = 0.01;
/** The stretcher's longest jump. */
const LONGEST_REPEAT_MS = 41;
/** An order is heard in the median within 8 s; a machine that is busy may take a chunk longer. */
const ORDER_S = 11;
/** Between two looks at whether it is heard. */
const AGAIN_S = 1;
/** The fade in, and what the codec takes to settle. */
const FADE_IN_S = 0.3;

const health = z.object({ stations: z.array(z.object({ bridges: z.number() })) });

let stage: Stage;
let port: number;
beforeAll(async () => {
  port = await freePort();
  stage = await startStage({ HEALTH_PORT: String(port) });
});
afterAll(() => stage?.close());

describe.each([0.97, 1, 1.03])('a service at %f of real time', (pace) => {
  test('begins without a stutter, is heard in its tempo, and takes an order in time', {
    timeout: 120_000,
  }, async () => {
    const { control } = stage;
    await using deliveries = new Deliveries(control);
    await control.lyriaFaults.set({ pace });
    await control.join('Ada', 'Lounge');
    await control.forgetRecordings('Ada');
    await control.type('Ada', '/lyria play techno');
    const start = await heardFor(control, 'Ada', START_S);
    const begun = start.pcm.subarray(FADE_IN_S * SAMPLES_PER_S);
    expect(longestSilenceMs(begun)).toBeLessThan(20);
    expect(await loops()).toBe(0);

    await control.type('Ada', '/lyria tune bpm:97');
    await control.forgetRecordings('Ada');
    let seconds = 0;
    do {
      seconds += AGAIN_S;
      await heardFor(control, 'Ada', seconds);
    } while (
      seconds <= ORDER_S &&
      answerText(await control.type('Ada', '/lyria now')).includes('On its way')
    );
    expect(seconds).toBeLessThanOrEqual(ORDER_S);

    const beyond = seconds + 3;
    const { pcm } = await heardFor(control, 'Ada', beyond + TEMPO_S);
    const { windows } = await inDelivered(pcm.subarray(-TEMPO_S * SAMPLES_PER_S));
    const tempo = slopeOf(windows);
    expect(tempo).toBeGreaterThan(Math.min(1, pace) - TOLERANCE);
    expect(tempo).toBeLessThan(1 + TOLERANCE);

    expect(await loops()).toBe(0);
    const delivered = await deliveries.end();
    expect(seamsIn(begun, delivered)).toEqual([]);
    expect(seamsIn(pcm.subarray(FADE_IN_S * SAMPLES_PER_S), delivered)).toEqual([]);
    await control.type('Ada', '/lyria stop');
    await nothingIsLeft(control);
  });
});

/** Where what was heard lies in what the newest session delivered. */
async function inDelivered(heard: Int16Array) {
  const newest = (await stage.control.lyriaSessions()).at(-1);
  const delivered = await stage.control.lyriaPcm(newest?.id ?? 0);
  return matchRecording(heard, delivered, {
    windowMs: WINDOW_MS,
    mostRepeatMs: LONGEST_REPEAT_MS,
  });
}

/** How often the station had to go round what it had. */
async function loops(): Promise<number | undefined> {
  const told = await (await fetch(`http://127.0.0.1:${port}/health`)).json();
  return health.parse(told).stations[0]?.bridges;
}

/**
 * Source time per heard time: the median over all pairs of windows, since one that is found elsewhere,
 * as music repeats itself, is to have no say.
 */
function slopeOf(
  windows: readonly { readonly heardAtMs: number; readonly sourceAtMs: number }[],
): number {
  const slopes = windows.flatMap((one, i) =>
    windows
      .slice(i + 1)
      .map((other) => (other.sourceAtMs - one.sourceAtMs) / (other.heardAtMs - one.heardAtMs)),
  );
  return slopes.toSorted((a, b) => a - b)[slopes.length >> 1] ?? 0;
}
