import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import { bandDb, spectralCentroid } from '../support/analysis/bands.ts';
import { onsetRate } from '../support/analysis/onsets.ts';
import { estimateTempo } from '../support/analysis/tempo.ts';
import { shareInScale } from '../support/analysis/tonality.ts';
import { clicksIn } from '../support/clicks.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import { answerText, heardFor, type Stage, startStage } from './support/Stage.ts';

const SAMPLES_PER_S = 2 * 48_000;
/** What a measurement listens to: four bars at 120 bpm. */
const SPAN_S = 8;
/** How often is asked whether it is heard. */
const AGAIN_S = 2;
/** A new piece needs 15 s to settle, the reserve 9 s, and the handover its place: on a busy machine. */
const PATIENCE_S = 60;
/** From the mixer to the recording, and the fade of the change. */
const AFTERWARDS_S = 2;
/** The first packets after a recording begins are decoded without what was before them. */
const SETTLING_S = 0.2;
/** Playout is stretched by up to four per cent, and a tempo is measured within one. */
const TEMPO_TOLERANCE = 0.05;
const TIMEOUT_MS = 180_000;

let stage: Stage;
let control: ControlClient;
/** What sounds before a control is changed: tempo and scale given, all else as the model likes. */
let plain: Int16Array;

/**
 * Changes the music by a command, waits until `/lyria now` says that it is heard, and listens on.
 *
 * @returns the last seconds of it
 */
async function hear(command: string): Promise<Int16Array> {
  await control.forgetRecordings('Ada');
  const typed = await control.type('Ada', command);
  let seconds = 0;
  for (let isComing = true; isComing; ) {
    seconds += AGAIN_S;
    await heardFor(control, 'Ada', seconds);
    isComing = answerText(await control.type('Ada', '/lyria now')).includes('On its way');
    if (isComing) expect(seconds, command).toBeLessThan(PATIENCE_S);
  }
  process.stdout.write(`${command}: ${answerText(typed)} Heard within ${seconds} s.\n`);
  const { packets, pcm } = await heardFor(control, 'Ada', seconds + AFTERWARDS_S + SPAN_S);
  // Without a gap or a click, at the change as everywhere.
  const all = pcm.subarray(SETTLING_S * SAMPLES_PER_S);
  expect(longestSilenceMs(all), command).toBeLessThan(20);
  expect(reportPackets(packets), command).toMatchObject({
    missing: 0,
    repeated: 0,
    wrongTimestamps: 0,
  });
  expect(
    clicksIn(all).map((pair) => pair / 48_000),
    command,
  ).toEqual([]);
  return pcm.subarray(-SPAN_S * SAMPLES_PER_S);
}

const low = (pcm: Int16Array): number => bandDb(pcm, 30, 120);
const middle = (pcm: Int16Array): number => bandDb(pcm, 500, 1_500);
/** Above bright synths: without drums there is 7 dB less, whatever the session's seed. */
const high = (pcm: Int16Array): number => bandDb(pcm, 10_000, 16_000);
/** Within an octave around both tempi. */
const tempoOf = (pcm: Int16Array): number => estimateTempo(pcm, { minBpm: 75, maxBpm: 145 });

describe('the listener hears each control', () => {
  beforeAll(async () => {
    stage = await startStage();
    ({ control } = stage);
    await control.join('Ada', 'Lounge');
    await control.type('Ada', '/lyria play synthpop');
    await heardFor(control, 'Ada', 3);
    plain = await hear('/lyria tune bpm:100 scale:C major / A minor');
  }, TIMEOUT_MS);
  afterAll(() => stage.close());

  test(
    'bpm: another tempo, after a hidden new start',
    async () => {
      expect(Math.abs(tempoOf(plain) / 100 - 1)).toBeLessThan(TEMPO_TOLERANCE);
      const faster = tempoOf(await hear('/lyria tune bpm:118'));
      expect(Math.abs(faster / 118 - 1)).toBeLessThan(TEMPO_TOLERANCE);
    },
    TIMEOUT_MS,
  );

  test(
    'brightness: the centroid of the spectrum',
    async () => {
      const dark = spectralCentroid(await hear('/lyria tune brightness:0'));
      const bright = spectralCentroid(await hear('/lyria tune brightness:1'));
      expect(bright).toBeGreaterThan(1.4 * dark);
    },
    TIMEOUT_MS,
  );

  test(
    'density: the rate of onsets',
    async () => {
      const sparse = onsetRate(await hear('/lyria tune reset:brightness density:0'));
      const dense = onsetRate(await hear('/lyria tune density:1'));
      expect(dense).toBeGreaterThan(1.4 * sparse);
    },
    TIMEOUT_MS,
  );

  test(
    'drums and bass muted, another scale without them, and only bass and drums',
    async () => {
      const all = await hear('/lyria tune reset:density');
      const noDrums = await hear('/lyria tune mute_drums:true');
      expect(high(noDrums)).toBeLessThan(high(all) - 3);
      expect(shareInScale(noDrums, 'C_MAJOR_A_MINOR')).toBeGreaterThan(0.9);
      expect(shareInScale(noDrums, 'B_MAJOR_A_FLAT_MINOR')).toBeLessThan(0.7);

      const inB = await hear('/lyria tune scale:B major / G♯ minor');
      expect(shareInScale(inB, 'B_MAJOR_A_FLAT_MINOR')).toBeGreaterThan(0.9);

      expect(low(await hear('/lyria tune mute_bass:true'))).toBeLessThan(low(all) - 10);

      const command = '/lyria tune mute_bass:false mute_drums:false only_bass_and_drums:true';
      const bare = await hear(command);
      expect(middle(bare)).toBeLessThan(middle(all) - 3);
      expect(low(bare)).toBeGreaterThan(low(all) - 6);
      expect(high(bare)).toBeGreaterThan(high(noDrums));
    },
    TIMEOUT_MS,
  );
});
