import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const support = (name: string) =>
  fileURLToPath(new URL(`../support/music/${name}`, import.meta.url));

test('two more rows in the table, and their words, are two more controls everywhere', async () => {
  const { stdout } = await run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--import',
    support('moreControls.ts'),
    support('controlsEverywhere.ts'),
  ]);
  const seen = JSON.parse(stdout);
  const config = { bpm: 100, swing: 0.5, muteVoices: true };

  expect(seen.sent).toEqual({ musicGenerationConfig: config });
  expect(seen.received).toMatchObject({ message: { type: 'config', config }, unknown: [] });
  expect(seen.echoed.config).toEqual(config);

  expect(seen.kept).toEqual(config);
  expect(seen.keptTuning).toEqual({ bpm: [], brightness: [], density: [], swing: [] });

  expect(seen.options).toEqual(expect.arrayContaining(['swing', 'mute_voices']));
  expect(seen.changes).toEqual({ ok: true, changes: { swing: 1.5, muteVoices: true } });
  expect(seen.tooMuch).toEqual(['**swing** takes a number from 0 to 2, not 3. Did you mean 2?']);
  expect(seen.lines).toEqual(expect.arrayContaining(['**swing:** 0.5', '**mute_voices:** yes']));

  expect(seen.sound.heard).toContain('swing 50% · no voices');
  expect(seen.sound.coming).toBe('swing 150% · voices again');
  expect(seen.tuning).toContain('swing 75% (1 looser)');
  expect(seen.tuned).toEqual({ ...config, swing: 0.75 });
  expect(seen.buttons).toEqual(expect.arrayContaining(['Looser', 'Straighter']));

  expect(seen.asked).toBe(true);
  expect(seen.answered).toContain('"muteVoices"');
  expect(seen.words.config).toMatchObject({ swing: 0.5 });

  expect(seen.question).toBe('Change the tempo to 100 bpm and the swing to 150%?');
  expect(seen.toFollow).toEqual({ bpm: 100, swing: 0.5 });
  expect(seen.isSame).toEqual([true, false]);
  expect(seen.isHard).toEqual([true, false]);
});
