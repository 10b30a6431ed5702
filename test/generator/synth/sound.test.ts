import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '#bench/sound/figures.ts';
import { listen } from '#test/support/synth.ts';

/** By then levels and balance are found. */
const SETTLE_SECONDS = 12;
const SECONDS = 30;

/** The whole table is `npm run bench -- sound`; here is what has to hold of any music. */
describe.each(['reggae', 'heavy metal', 'jazz piano trio', 'drum and bass'])('%s', (style) => {
  const pcm = listen(style, {}, SETTLE_SECONDS + SECONDS, 1).subarray(SETTLE_SECONDS * 96_000);
  const figures = figuresOf(pcm);

  test('has room for more than bass, also on a phone', () => {
    expect(figures.lowPercent).toBeLessThan(70);
    expect(figures.phoneLu).toBeGreaterThan(-6.5);
  });

  test('is wide, and whole in mono', () => {
    expect(figures.sideToMidDb).toBeGreaterThan(-12);
    expect(figures.monoLossLu).toBeLessThan(2);
  });

  test('does not whistle', () => {
    expect(figures.steadyLineSeconds).toBeLessThan(10);
  });

  test('peaks below -1.5 dBFS', () => {
    expect(figures.peakDbfs).toBeLessThanOrEqual(-1.5);
  });
});

test('another process makes the same of a seed', async () => {
  const script = `
    import { createHash } from 'node:crypto';
    import { listen } from './test/support/synth.ts';
    console.log(createHash('sha256').update(listen('jazz, techno', {}, 5, 4)).digest('hex'));`;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  const own = createHash('sha256')
    .update(listen('jazz, techno', {}, 5, 4))
    .digest('hex');
  expect(stdout.trim()).toBe(own);
});
