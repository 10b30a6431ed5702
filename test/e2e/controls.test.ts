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
/** How often is listened again, each time so much later. */
const AGAIN_S = 4;
/** A new piece needs 15 s to settle, the reserve 9 s, and the handover its place: on a busy machine. */
const PATIENCE_S = 60;
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
 * Changes the music by a command, and listens until the change is heard.
 *
 * @returns the last seconds that were heard
 */
async function hear(command: string, isHeard: (pcm: Int16Array) => boolean): Promise<Int16Array> {
  await control.forgetRecordings('Ada');
  const typed = await control.type('Ada', command);
  let seconds = SPAN_S;
  for (;;) {
    const { packets, pcm } = await heardFor(control, 'Ada', seconds);
    const tail = pcm.subarray(-SPAN_S * SAMPLES_PER_S);
    if (!isHeard(tail) && seconds < PATIENCE_S) {
      seconds += AGAIN_S;
      continue;
    }
    const all = pcm.subarray(SETTLING_S * SAMPLES_PER_S);
    const clicks = clicksIn(all).map((pair) => (pair / 48_000).toFixed(2));
    process.stdout.write(`${command}: ${answerText(typed)} Heard within ${seconds} s.\n`);
    // Without a gap or a click, at the change as everywhere.
    expect(longestSilenceMs(all), command).toBeLessThan(20);
    expect(reportPackets(packets), command).toMatchObject({
      missing: 0,
      repeated: 0,
      wrongTimestamps: 0,
    });
    expect(clicks, command).toEqual([]);
    return tail;
  }
}

const low = (pcm: Int16Array): number => bandDb(pcm, 30, 120);
const middle = (pcm: Int16Array): number => bandDb(pcm, 500, 1_500);
const high = (pcm: Int16Array): number => bandDb(pcm, 6_000, 12_000);
const isAt = (bpm: number) => (pcm: Int16Array) => {
  const tempo = estimateTempo(pcm, { minBpm: bpm * 0.75, maxBpm: bpm * 1.4 });
  return Math.abs(tempo / bpm - 1) < TEMPO_TOLERANCE;
};

describe('the listener hears each control', () => {
  beforeAll(async () => {
    stage = await startStage();
    ({ control } = stage);
    await control.join('Ada', 'Lounge');
    await control.type('Ada', '/lyria play synthpop');
    await heardFor(control, 'Ada', 3);
    await control.forgetRecordings('Ada');
    await control.type('Ada', '/lyria tune bpm:100 scale:C major / A minor');
    const isBegun = (pcm: Int16Array): boolean =>
      isAt(100)(pcm) && shareInScale(pcm, 'C_MAJOR_A_MINOR') > 0.8;
    for (let seconds = SPAN_S; ; seconds += AGAIN_S) {
      const { pcm } = await heardFor(control, 'Ada', seconds);
      plain = pcm.subarray(-SPAN_S * SAMPLES_PER_S);
      if (isBegun(plain) || seconds > PATIENCE_S) break;
    }
  }, TIMEOUT_MS);
  afterAll(() => stage.close());

  test(
    'bpm: another tempo, after a hidden new start',
    async () => {
      expect(isAt(100)(plain)).toBe(true);
      expect(isAt(140)(await hear('/lyria tune bpm:140', isAt(140)))).toBe(true);
    },
    TIMEOUT_MS,
  );

  test(
    'brightness: the centroid of the spectrum',
    async () => {
      const before = spectralCentroid(plain);
      const isDark = (pcm: Int16Array): boolean => spectralCentroid(pcm) < 0.85 * before;
      const dark = spectralCentroid(await hear('/lyria tune brightness:0', isDark));
      const isBright = (pcm: Int16Array): boolean => spectralCentroid(pcm) > 1.4 * dark;
      const bright = spectralCentroid(await hear('/lyria tune brightness:1', isBright));
      expect(bright).toBeGreaterThan(1.4 * dark);
      await control.type('Ada', '/lyria tune reset:brightness');
    },
    TIMEOUT_MS,
  );

  test(
    'density: the rate of onsets',
    async () => {
      const before = onsetRate(plain);
      const isSparse = (pcm: Int16Array): boolean => onsetRate(pcm) < 0.8 * before;
      const sparse = onsetRate(await hear('/lyria tune density:0', isSparse));
      const isDense = (pcm: Int16Array): boolean => onsetRate(pcm) > 1.4 * sparse;
      const dense = onsetRate(await hear('/lyria tune density:1', isDense));
      expect(dense).toBeGreaterThan(1.4 * sparse);
      await control.type('Ada', '/lyria tune reset:density');
    },
    TIMEOUT_MS,
  );

  test(
    'drums and bass muted, another scale without them, and only bass and drums',
    async () => {
      const hasNoDrums = (pcm: Int16Array): boolean => high(pcm) < high(plain) - 3;
      expect(hasNoDrums(await hear('/lyria tune mute_drums:true', hasNoDrums))).toBe(true);

      const isInScale = (pcm: Int16Array): boolean =>
        shareInScale(pcm, 'B_MAJOR_A_FLAT_MINOR') > 0.9;
      const scale = 'B major / G♯ minor';
      expect(isInScale(await hear(`/lyria tune scale:${scale}`, isInScale))).toBe(true);
      expect(isInScale(plain)).toBe(false);

      const hasNoBass = (pcm: Int16Array): boolean => low(pcm) < low(plain) - 10;
      expect(hasNoBass(await hear('/lyria tune mute_bass:true', hasNoBass))).toBe(true);

      const isBare = (pcm: Int16Array): boolean =>
        middle(pcm) < middle(plain) - 3 && low(pcm) > low(plain) - 6;
      const command = '/lyria tune mute_bass:false mute_drums:false only_bass_and_drums:true';
      expect(isBare(await hear(command, isBare))).toBe(true);
    },
    TIMEOUT_MS,
  );
});
