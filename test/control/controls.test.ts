import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendControls } from '#src/control/parts/controls.ts';
import { configSchema } from '#src/music/controlSchemas.ts';
import type { MusicGenerationConfig } from '#src/music/controls.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';

async function rig(config: MusicGenerationConfig, rampMs: number) {
  const options = { record: { config }, settings: { rampMs } };
  const paper = await StationOnPaper.playing(['ada'], options);
  const sent = () => paper.media.of('setConfig').map((one) => one.config);
  const moveTo = (to: MusicGenerationConfig) =>
    paper.act('ada', {
      kind: 'play',
      prompts: [{ text: 'techno', weight: 1 }],
      config: to,
      keepsMix: false,
      isChange: false,
      keepsControls: false,
      askIn: 'text',
    });
  const set = (changes: MusicGenerationConfig) =>
    paper.act('ada', { kind: 'tune', changes, askIn: 'text' });
  return { paper, sent, moveTo, set };
}

describe('a movement of the controls', () => {
  it('takes soft ones there in steps, and the others at once', async () => {
    const { paper, sent, moveTo } = await rig({ density: 0.2, bpm: 90, seed: 7 }, 1_000);
    await moveTo({ density: 0.6, bpm: 120, muteDrums: true, seed: 7 });
    expect(sent()).toEqual([{ density: 0.3, bpm: 120, muteDrums: true, seed: 7 }]);
    await paper.clock.advance(1_000);
    expect(sent().map(({ density }) => density)).toEqual([0.3, 0.4, 0.5, 0.6]);
    expect(sent().at(-1)).toEqual({ density: 0.6, bpm: 120, muteDrums: true, seed: 7 });
    expect(paper.clock.pending).toBe(0);
  });

  it('is one message when nothing moves softly', async () => {
    const { sent, moveTo, paper } = await rig({ bpm: 90 }, 4_000);
    await moveTo({ bpm: 120, density: 0.5 });
    await paper.clock.advance(5_000);
    expect(sent()).toEqual([{ bpm: 120, density: 0.5 }]);
    expect(paper.clock.pending).toBe(0);
  });

  it('ends when something is set, and goes on from there', async () => {
    const { paper, sent, moveTo, set } = await rig({ density: 0 }, 1_000);
    await moveTo({ density: 1 });
    await set({ density: 0.5 });
    await paper.clock.advance(5_000);
    expect(sent()).toEqual([{ density: 0.25 }, { density: 0.5 }]);
    await moveTo({ density: 0.9 });
    await paper.clock.advance(1_000);
    expect(sent().slice(2)).toEqual([0.6, 0.7, 0.8, 0.9].map((density) => ({ density })));
  });

  it('ends when the station ends', async () => {
    const { paper, sent, moveTo } = await rig({ density: 0 }, 1_000);
    await moveTo({ density: 1 });
    await paper.ends();
    await paper.clock.advance(5_000);
    expect(sent()).toHaveLength(1);
    expect(paper.clock.pending).toBe(0);
  });

  it('waits for more presses on the tempo, which is another piece each time', async () => {
    const { paper, sent } = await rig({ bpm: 120 }, 1_000);
    const faster = { kind: 'nudge', control: 'bpm', direction: 1 } as const;
    await paper.act('ada', faster);
    await paper.clock.advance(1_999);
    await paper.act('ada', faster);
    await paper.clock.advance(1_999);
    expect(sent()).toEqual([]);
    await paper.clock.advance(1);
    expect(sent()).toEqual([{ bpm: 132 }]);
    await paper.ends();
  });

  it('is sent once, however often the vote changes afterwards', async () => {
    const { paper, sent } = await rig({}, 1_000);
    await paper.act('ada', { kind: 'nudge', control: 'density', direction: 1 });
    expect(sent()).toEqual([{ density: 0.65 }]);
    await paper.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
    await paper.act('ada', { kind: 'propose', text: 'rain' });
    expect(sent()).toHaveLength(1);
    await paper.ends();
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
