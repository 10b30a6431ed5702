import { defineConfig } from 'vitest/config';

/**
 * End-to-end files that run at once. They mostly wait in real time: a bot and its sandbox need
 * about a fifth of a core, so that four leave half of two cores free for the 20 ms path.
 */
const LANES = 4;

/** Generous: what a test does counts, not how busy the machine is. */
const UNIT_TIMEOUT_MS = 60_000;
const E2E_TIMEOUT_MS = 120_000;
const E2E_HOOK_TIMEOUT_MS = 60_000;

export default defineConfig({
  test: {
    // One after the other, by group: what computes, what waits, what draws.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          sequence: { groupOrder: 1 },
          maxWorkers: '100%',
          testTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/page/**'],
          sequence: { groupOrder: 2 },
          maxWorkers: LANES,
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_HOOK_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'page',
          include: ['test/e2e/page/**/*.test.ts'],
          // A browser, a bot and a sandbox fill the two cores the timing is specified for.
          sequence: { groupOrder: 3 },
          maxWorkers: 1,
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_HOOK_TIMEOUT_MS,
        },
      },
    ],
  },
});
