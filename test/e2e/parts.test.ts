import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { bandDb } from '../support/analysis/bands.ts';
import { shareInScale } from '../support/analysis/tonality.ts';
import { hear } from './support/hear.ts';
import { heardFor, type Stage, startStage } from './support/Stage.ts';

const TIMEOUT_MS = 180_000;

let stage: Stage;
let control: ControlClient;

const low = (pcm: Int16Array): number => bandDb(pcm, 30, 120);
const middle = (pcm: Int16Array): number => bandDb(pcm, 500, 1_500);
/** Above bright synths: without drums there is 7 dB less, whatever the session's seed. */
const high = (pcm: Int16Array): number => bandDb(pcm, 10_000, 16_000);

describe('the listener hears who plays', () => {
  beforeAll(async () => {
    stage = await startStage();
    ({ control } = stage);
    await control.join('Ada', 'Lounge');
    await control.type('Ada', '/lyria play synthpop');
    await heardFor(control, 'Ada', 3);
  }, TIMEOUT_MS);
  afterAll(() => stage?.close());

  test(
    'drums and bass muted, another scale without them, and only bass and drums',
    async () => {
      const all = await hear(control, '/lyria tune bpm:118 scale:C major / A minor');
      const noDrums = await hear(control, '/lyria tune mute_drums:true');
      expect(high(noDrums)).toBeLessThan(high(all) - 3);
      expect(shareInScale(noDrums, 'C_MAJOR_A_MINOR')).toBeGreaterThan(0.9);
      expect(shareInScale(noDrums, 'B_MAJOR_A_FLAT_MINOR')).toBeLessThan(0.7);

      const inB = await hear(control, '/lyria tune scale:B major / G♯ minor');
      expect(shareInScale(inB, 'B_MAJOR_A_FLAT_MINOR')).toBeGreaterThan(0.9);

      expect(low(await hear(control, '/lyria tune mute_bass:true'))).toBeLessThan(low(all) - 10);

      const command = '/lyria tune mute_bass:false mute_drums:false only_bass_and_drums:true';
      const bare = await hear(control, command);
      expect(middle(bare)).toBeLessThan(middle(all) - 3);
      expect(low(bare)).toBeGreaterThan(low(all) - 6);
      expect(high(bare)).toBeGreaterThan(high(noDrums));
    },
    TIMEOUT_MS,
  );
});
