import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { spectralCentroid } from '../support/analysis/bands.ts';
import { onsetRate } from '../support/analysis/onsets.ts';
import { estimateTempo } from '../support/analysis/tempo.ts';
import { hear } from './support/hear.ts';
import { heardFor, type Stage, startStage } from './support/Stage.ts';

/** Playout is stretched by up to four per cent, and a tempo is measured within one. */
const TEMPO_TOLERANCE = 0.05;
const TIMEOUT_MS = 180_000;

let stage: Stage;
let control: ControlClient;
/** What sounds before a control is changed: tempo and scale given, all else as the model likes. */
let plain: Int16Array;

/** Around both tempi, without what a syncopated bar is easily taken for: two thirds, three quarters, four thirds. */
const tempoOf = (pcm: Int16Array): number => estimateTempo(pcm, { minBpm: 92, maxBpm: 130 });

describe('the listener hears each control', () => {
  beforeAll(async () => {
    stage = await startStage();
    ({ control } = stage);
    await control.join('Ada', 'Lounge');
    await control.type('Ada', '/lyria play synthpop');
    await heardFor(control, 'Ada', 3);
    plain = await hear(control, '/lyria tune bpm:100 scale:C major / A minor');
  }, TIMEOUT_MS);
  afterAll(() => stage?.close());

  test(
    'bpm: another tempo, after a hidden new start',
    async () => {
      expect(Math.abs(tempoOf(plain) / 100 - 1)).toBeLessThan(TEMPO_TOLERANCE);
      const faster = tempoOf(await hear(control, '/lyria tune bpm:118'));
      expect(Math.abs(faster / 118 - 1)).toBeLessThan(TEMPO_TOLERANCE);
    },
    TIMEOUT_MS,
  );

  test(
    'brightness: the centroid of the spectrum',
    async () => {
      const dark = spectralCentroid(await hear(control, '/lyria tune brightness:0'));
      const bright = spectralCentroid(await hear(control, '/lyria tune brightness:1'));
      expect(bright).toBeGreaterThan(1.4 * dark);
    },
    TIMEOUT_MS,
  );

  test(
    'density: the rate of onsets',
    async () => {
      const sparse = onsetRate(await hear(control, '/lyria tune reset:brightness density:0'));
      const dense = onsetRate(await hear(control, '/lyria tune density:1'));
      expect(dense).toBeGreaterThan(1.4 * sparse);
    },
    TIMEOUT_MS,
  );
});
