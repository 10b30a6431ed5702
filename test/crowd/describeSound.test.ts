import { expect, test } from 'vitest';
import { describeSound, type Sound } from '#src/crowd/mix/describeSound.ts';
import { ENGLISH } from '#src/texts/texts.ts';

const techno = [{ text: 'techno', weight: 1 }];
const pads = [{ text: 'pads', weight: 1 }];
const plain = (text: string | undefined): string | undefined =>
  text?.replaceAll(/[\u2068\u2069\\]/g, '');

function told(sound: Sound) {
  const { heard, coming } = describeSound(ENGLISH, sound);
  return { heard: plain(heard), coming: plain(coming) };
}

test('before the first sound everything is on its way', () => {
  expect(told({ heard: undefined, prompts: techno, config: { bpm: 120 } })).toEqual({
    heard: undefined,
    coming: 'techno 100% · 120 bpm',
  });
});

test('nothing is on its way when what is heard is what was asked for', () => {
  const config = { bpm: 120, density: 0.1 };
  // As the service may tell it: defaults filled in, numbers as 32-bit floats.
  const filled = { bpm: 120, density: Math.fround(0.1), guidance: 4, topK: 40, seed: 99 };
  const heard = { prompts: techno, config: { ...filled, muteBass: false } };
  expect(told({ heard, prompts: techno, config })).toEqual({
    heard: 'techno 100% · 120 bpm · density 10%',
    coming: undefined,
  });
});

test('only what is not heard yet is on its way', () => {
  const heard = { prompts: techno, config: { bpm: 120, density: 0.5, muteDrums: true } };
  expect(told({ heard, prompts: techno, config: { bpm: 140, density: 0.5 } })).toEqual({
    heard: 'techno 100% · 120 bpm · density 50% · no drums',
    coming: '140 bpm · drums again',
  });
  expect(told({ heard, prompts: pads, config: heard.config }).coming).toBe('pads 100%');
  expect(told({ heard, prompts: techno, config: { density: 0.5, muteDrums: true } }).coming).toBe(
    'tempo auto',
  );
});

test('the longest of mixes and all controls leave room in a message', () => {
  const mixOf = (letter: string) =>
    Array.from({ length: 8 }, (_, index) => ({
      text: `${index}${letter}`.padEnd(200, '*'),
      weight: 1,
    }));
  const all = {
    bpm: 100,
    scale: 'D_FLAT_MAJOR_B_FLAT_MINOR',
    density: 0.25,
    brightness: 0.25,
    guidance: 5.25,
    temperature: 2.25,
    topK: 1_000,
    seed: 2_147_483_647,
    musicGenerationMode: 'VOCALIZATION',
    muteBass: true,
    muteDrums: true,
  } as const;
  const heard = { prompts: mixOf('a'), config: { ...all, bpm: 120 } };
  const now = describeSound(ENGLISH, { heard, prompts: mixOf('b'), config: all }, 30);
  expect(`${now.heard}${now.coming}`.length).toBeLessThan(1_800);
});
