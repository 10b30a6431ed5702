import { defineConfig } from 'vitest/config';

/**
 * `npm run test:secrets`: the end-to-end tests again, with everything logged that can be and with a key
 * for Lyria, and services that quote secrets. Every program's output, what members are shown, and
 * every kept file are looked through for the token and the key, in whatever writing.
 */
export default defineConfig({
  test: {
    experimental: { viteModuleRunner: false, nodeLoader: false },
    env: { E2E_SECRETS: '1' },
    include: ['test/secrets/**/*.test.ts', 'test/e2e/**/*.test.ts'],
    exclude: ['test/e2e/page/**'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
