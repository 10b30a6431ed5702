import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that run at once where most of the time is waiting: a bot, its sandbox and what listens
 * to them need about a fifth of a core, so that six leave a third of two cores free.
 */
const LANES = 6;
/** Beside them, those that only compute have what they leave. */
const BACKGROUND_LANES = 1;
/** Where tests ask for a fraction of a second, less may happen at once. */
const EXACT_LANES = 2;

/** Generous: what a test does counts, not how busy the machine is. */
const UNIT_TIMEOUT_MS = 60_000;
const BACKGROUND_TIMEOUT_MS = 600_000;
const E2E_TIMEOUTS = { testTimeout: 120_000, hookTimeout: 60_000 };

const EXACT = ['test/e2e/clockSteps.test.ts', 'test/e2e/dave*.test.ts', 'test/e2e/words.test.ts'];
/** Tests of parts that mostly wait in real time: among the unit tests they would keep a core idle. */
const WAITING = [
  'test/bot/Bot.test.ts',
  'test/bot/languages.test.ts',
  'test/bot/outage.test.ts',
  'test/bot/restore.test.ts',
  'test/bot/tuning/tuningRow.test.ts',
  'test/live/checkLive.test.ts',
  'test/media/heard.test.ts',
  'test/media/lyriaFailures.test.ts',
  'test/media/talk/liveFaults.test.ts',
  'test/media/talk/talking.test.ts',
  'test/sandbox/login.test.ts',
  'test/sandbox/page/crowd.test.ts',
  'test/sandbox/page/view/view.test.ts',
  'test/sandbox/strictness/rateLimits.test.ts',
  'test/sandbox/thirdParty/**/*.test.ts',
  'test/sandbox/voice/dave/library.test.ts',
  'test/sandbox/voice/dave/outsiders.test.ts',
  'test/sandbox/voice/library.test.ts',
  'test/secrets/echoes.test.ts',
];
/** They compute for long, and look at no clock: at the lowest priority they fill what waiting leaves. */
const COMPUTING = [
  'test/bench/simulate/Delivered.test.ts',
  'test/bench/simulate/simulate.test.ts',
  'test/generator/synth/audible.test.ts',
  'test/generator/synth/steering.test.ts',
  'test/sandbox/voice/dave/DaveGroup.test.ts',
];
/** Each takes most of a minute or more: begun last, they would leave all other lanes idle. */
const LONG =
  /\/(?:simulate\/simulate|DaveGroup|neverStops|votes|play|outage|gatewayFaults|controls|parts|voiceRefusals|pace|voiceFaults|discordOutage|echoes|emptyChannel|lyriaRefusals|restFaults|daveCrowd|heard|talk|talking|liveFaults)\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const PAGE = 'test/e2e/page/**/*.test.ts';

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    // Node loads the modules itself, as in production: Vite's module runner puts every import
    // behind a getter, which makes synthesis and analysis several times as slow.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // One project after the other, by `groupOrder`.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/prometheus/**', 'test/nats/**', ...WAITING, ...COMPUTING],
          sequence: { groupOrder: 1 },
          maxWorkers: '100%',
          setupFiles: ['test/support/seed.ts'],
          testTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', ...WAITING],
          exclude: [...EXACT, PAGE],
          sequence: { groupOrder: 2 },
          maxWorkers: LANES + BACKGROUND_LANES,
          setupFiles: ['test/support/seed.ts'],
          ...E2E_TIMEOUTS,
        },
      },
      {
        test: {
          name: 'background',
          include: COMPUTING,
          // Together with the end-to-end tests, of whose lanes it takes some.
          sequence: { groupOrder: 2 },
          maxWorkers: LANES + BACKGROUND_LANES,
          setupFiles: ['test/support/seed.ts', 'test/support/background.ts'],
          testTimeout: BACKGROUND_TIMEOUT_MS,
          hookTimeout: BACKGROUND_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'exact',
          include: EXACT,
          sequence: { groupOrder: 3 },
          maxWorkers: EXACT_LANES,
          ...E2E_TIMEOUTS,
        },
      },
      {
        test: {
          name: 'page',
          include: [PAGE],
          // Chromium, a bot and a sandbox fill the two cores the timing is specified for.
          sequence: { groupOrder: 4 },
          maxWorkers: 1,
          ...E2E_TIMEOUTS,
        },
      },
    ],
  },
});
