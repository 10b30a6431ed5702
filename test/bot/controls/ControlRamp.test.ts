import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendControls, ControlRamp } from '../../../src/bot/controls/ControlRamp.ts';
import { configSchema } from '../../../src/music/controlSchemas.ts';
import type { MusicGenerationConfig } from '../../../src/music/controls.ts';
import { VirtualClock } from '../../support/VirtualClock.ts';

function rig(playing: MusicGenerationConfig) {
  const clock = new VirtualClock();
  const sent: MusicGenerationConfig[] = [];
  const ramp = new ControlRamp(playing, (config) => void sent.push(config), clock);
  return { clock, sent, ramp };
}

describe('a movement of the controls', () => {
  it('takes soft ones there in steps, and the others at once', async () => {
    const { clock, sent, ramp } = rig({ density: 0.2, bpm: 90, seed: 7 });
    ramp.moveTo({ density: 0.6, bpm: 120, muteDrums: true, seed: 7 }, 1_000);
    expect(sent).toEqual([{ density: 0.3, bpm: 120, muteDrums: true, seed: 7 }]);
    await clock.advance(1_000);
    expect(sent.map(({ density }) => density)).toEqual([0.3, 0.4, 0.5, 0.6]);
    expect(sent.at(-1)).toEqual({ density: 0.6, bpm: 120, muteDrums: true, seed: 7 });
    expect(clock.pending).toBe(0);
  });

  it('is one message when nothing moves softly', () => {
    const { clock, sent, ramp } = rig({ bpm: 90 });
    ramp.moveTo({ bpm: 120, density: 0.5 }, 4_000);
    expect(sent).toEqual([{ bpm: 120, density: 0.5 }]);
    expect(clock.pending).toBe(0);
  });

  it('ends when something is set, and goes on from there', async () => {
    const { clock, sent, ramp } = rig({ density: 0 });
    ramp.moveTo({ density: 1 }, 1_000);
    ramp.set({ density: 0.5 });
    await clock.advance(5_000);
    expect(sent).toEqual([{ density: 0.25 }, { density: 0.5 }]);
    ramp.moveTo({ density: 0.7 }, 500);
    await clock.advance(500);
    expect(sent.slice(2)).toEqual([{ density: 0.6 }, { density: 0.7 }]);
  });

  it('ends when the station ends', async () => {
    const { clock, sent, ramp } = rig({ density: 0 });
    ramp.moveTo({ density: 1 }, 1_000);
    ramp.close();
    await clock.advance(5_000);
    expect(sent).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('never leaves the ranges, and loses no control', () => {
    const soft = fc.record(
      {
        density: fc.double({ min: 0, max: 1, noNaN: true }),
        brightness: fc.double({ min: 0, max: 1, noNaN: true }),
        guidance: fc.double({ min: 0, max: 6, noNaN: true }),
        temperature: fc.double({ min: 0, max: 3, noNaN: true }),
        bpm: fc.integer({ min: 60, max: 200 }),
        muteBass: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(soft, soft, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, part) => {
        const blended = blendControls(from, to, part);
        expect(configSchema.safeParse(blended).success).toBe(true);
        expect(Object.keys(blended).toSorted()).toEqual(Object.keys(to).toSorted());
      }),
    );
  });
});
