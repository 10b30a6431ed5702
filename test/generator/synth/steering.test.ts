import { describe, expect, test } from 'vitest';
import { LEAST_VOTE_RATIO } from '#bench/sound/targets.ts';
import { measureVotes } from '#bench/sound/vote.ts';
import { spectralCentroid } from '#test/support/analysis/bands.ts';
import { onsetRate } from '#test/support/analysis/onsets.ts';
import { listen } from '#test/support/synth.ts';

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0));
}

describe('sampled styles follow the controls, too', () => {
  test.each(['jazz', 'orchestral score', 'reggae'])('%s: brightness', (style) => {
    const centroids = [0, 0.25, 0.5, 0.75, 1].map((brightness) =>
      spectralCentroid(listen(style, { brightness }, 4, 3)),
    );
    expect(isRising(centroids)).toBe(true);
  });

  test.each(['orchestral score', 'rock', 'reggae', 'jazz'])('%s: density', (style) => {
    const rates = [0, 0.5, 1].map((density) => onsetRate(listen(style, { density }, 20, 3)));
    expect(isRising(rates)).toBe(true);
  });
});

test.each([
  ['jazz', 'techno', [20]],
  // Neither has anything up there when its cymbals rest.
  ['orchestral score', 'bossa nova', [20, 40]],
])('one vote for %s against %s is heard', (towards, from, votesAtSeconds) => {
  expect(measureVotes(towards, from, { votesAtSeconds }).ratio).toBeGreaterThan(LEAST_VOTE_RATIO);
});
