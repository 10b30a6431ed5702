import { describe, expect, test } from 'vitest';
import { FRAME_PAIRS } from '#src/audio/frame.ts';
import { createSynth } from '#src/generator/synth/Synth.ts';
import type { MusicGenerationConfig } from '#src/music/controls.ts';
import type { Scale } from '#src/music/scales.ts';
import { bandDb, spectralCentroid } from '#test/support/analysis/bands.ts';
import { peak } from '#test/support/analysis/levels.ts';
import { onsetRate } from '#test/support/analysis/onsets.ts';
import { estimateTempo } from '#test/support/analysis/tempo.ts';
import { shareInScale } from '#test/support/analysis/tonality.ts';
import { longestSilenceMs } from '#test/support/recording.ts';

const FRAMES_PER_SECOND = 50;

/** Renders `seconds` of a prompt after leaving out the first two. */
function listen(text: string, config: MusicGenerationConfig, seconds = 20, seed = 3): Int16Array {
  const synth = createSynth({ seed });
  synth.setPrompts([{ text, weight: 1 }]);
  synth.setConfig(config);
  synth.reset();
  const frame = new Int16Array(2 * FRAME_PAIRS);
  for (let i = 0; i < 2 * FRAMES_PER_SECOND; i++) synth.render(frame);
  const pcm = new Int16Array(seconds * FRAMES_PER_SECOND * frame.length);
  for (let at = 0; at < pcm.length; at += frame.length) {
    synth.render(frame);
    pcm.set(frame, at);
  }
  return pcm;
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0));
}

describe('every control is heard', () => {
  test.each([70, 100, 128, 174])('bpm %d, within two per cent', (bpm) => {
    const range = { minBpm: bpm * 0.75, maxBpm: bpm * 1.4 };
    const tempo = estimateTempo(listen('Techno', { bpm }), range);
    expect(Math.abs(tempo - bpm) / bpm).toBeLessThan(0.02);
  });

  test.each<Scale>(['C_MAJOR_A_MINOR', 'E_FLAT_MAJOR_C_MINOR', 'B_MAJOR_A_FLAT_MINOR'])(
    '%s: at least nine tenths of the tonal energy are inside',
    (scale) => {
      for (const text of ['Synthpop', 'Piano Ballad']) {
        expect(shareInScale(listen(text, { scale, muteDrums: true }, 10), scale)).toBeGreaterThan(
          0.9,
        );
      }
    },
  );

  test('brightness raises the spectral centroid, density the onset rate', () => {
    const centroids = [0, 0.25, 0.5, 0.75, 1].map((brightness) =>
      spectralCentroid(listen('Deep House', { brightness, bpm: 120 }, 4)),
    );
    expect(isRising(centroids)).toBe(true);
    const rates = [0, 0.5, 1].map((density) =>
      onsetRate(listen('Deep House', { density, bpm: 120 })),
    );
    expect(isRising(rates)).toBe(true);
  });

  test('muted bass and drums are gone; only bass and drums leaves little else', () => {
    const all = listen('Synthpop', { bpm: 120 }, 10);
    const low = (pcm: Int16Array): number => bandDb(pcm, 30, 120);
    const middle = (pcm: Int16Array): number => bandDb(pcm, 500, 1_500);
    const noRhythm = listen('Synthpop', { bpm: 120, muteBass: true, muteDrums: true }, 10);
    expect(low(noRhythm)).toBeLessThan(low(all) - 10);
    const noDrums = listen('Synthpop', { bpm: 120, muteDrums: true }, 10);
    expect(bandDb(noDrums, 6_000, 12_000)).toBeLessThan(bandDb(all, 6_000, 12_000) - 3);
    const rhythm = listen('Synthpop', { bpm: 120, onlyBassAndDrums: true }, 10);
    expect(middle(rhythm)).toBeLessThan(middle(all) - 3);
  });

  test('two styles differ, measurably', () => {
    expect(onsetRate(listen('Techno', {}))).toBeGreaterThan(1.5 * onsetRate(listen('Ambient', {})));
  });
});

test('the same seed and calls make the same music; another seed makes other music', () => {
  const one = listen('Lo-Fi Hip Hop', {}, 3, 1);
  expect(Buffer.from(listen('Lo-Fi Hip Hop', {}, 3, 1).buffer)).toEqual(Buffer.from(one.buffer));
  expect(Buffer.from(listen('Lo-Fi Hip Hop', {}, 3, 2).buffer)).not.toEqual(
    Buffer.from(one.buffer),
  );
});

test.each(['Techno', 'Ambient', 'xyzzy plugh', '', '🎷🎷'])(
  '%j: never silent, never at full scale',
  (text) => {
    const pcm = listen(text, {}, 10);
    expect(longestSilenceMs(pcm, 0)).toBeLessThan(20);
    expect(peak(pcm)).toBeLessThan(32_767);
  },
);
