import { defineConfig } from 'vitest/config';

/** What `npm test` leaves out, since it needs nats-server: `npm run test:cluster`. */
export default defineConfig({
  test: {
    experimental: { viteModuleRunner: false, nodeLoader: false },
    include: ['test/nats/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
