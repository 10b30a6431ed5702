import { defineConfig } from 'vitest/config';

/** What `npm test` leaves out, since it needs Prometheus: `npm run test:prometheus`. */
export default defineConfig({
  test: {
    experimental: { viteModuleRunner: false, nodeLoader: false },
    include: ['test/prometheus/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
