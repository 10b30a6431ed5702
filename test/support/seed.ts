import fc from 'fast-check';
import { beforeEach } from 'vitest';

/** What chance begins with, in this file: another number with every run, unless one is given. */
const SEED = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

fc.configureGlobal({ seed: SEED });

// A random test that runs into the time limit never gets to say what it tried.
beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    process.stderr.write(`Random values: SEED=${SEED} brings the same again.\n`);
  });
});
