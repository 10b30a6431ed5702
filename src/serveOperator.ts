import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { MediaSide } from './media/StationVitals.ts';
import type { ConditionBook } from './ops/ConditionBook.ts';
import { serveHealth } from './ops/health.ts';
import { type HealthFacts, healthOf } from './ops/healthOf.ts';
import { Metrics } from './ops/metrics/Metrics.ts';
import type { MetricsFacts } from './ops/metrics/MetricsFacts.ts';
import { liveness, readiness } from './ops/probes.ts';
import type { StationBook } from './StationBook.ts';
import { StationTally } from './StationTally.ts';
import { TalkTally } from './TalkTally.ts';
import { VERSION } from './version.ts';
import { GAP_BOUNDS_MS } from './voice/PacketGaps.ts';

/**
 * Serves what monitors read, where a port is set for it; what is open goes onto the stack.
 *
 * @throws FailureError `health.port` when it cannot listen there
 */
export async function serveOperator(
  parts: {
    readonly config: Pick<Config, 'healthHost' | 'healthPort' | 'labelGuilds'>;
    readonly clock: Clock;
    readonly log: Log;
    readonly bot: {
      status(): { readonly discord: HealthFacts['discord'] };
      counts(): MetricsFacts['discord'];
    };
    readonly store: { counts(): { readonly written: number; failures: number; held: number } };
    readonly media: MediaSide;
    readonly book: StationBook;
    readonly conditions: ConditionBook;
  },
  stack: AsyncDisposableStack,
): Promise<void> {
  const { config, clock, bot, store, media, book, conditions, log } = parts;
  if (config.healthPort === undefined) return;
  const facts = (): HealthFacts => ({
    version: VERSION,
    discord: bot.status().discord,
    uptimeS: Math.round(process.uptime()),
    conditions: conditions.health(),
    processes: media.headroom(),
    talk: talk.health(),
    stations: book.health(),
  });
  const metrics = new Metrics({
    version: VERSION,
    labelGuilds: config.labelGuilds,
    facts: () => ({
      discordIsReady: bot.status().discord === 'ready',
      discord: bot.counts(),
      conditions: conditions.health(),
      conditionsRaised: conditions.raised,
      processes: media.headroom(),
      stations: tally.stations(),
      totals: tally.totals(),
      gaps: { boundsMs: GAP_BOUNDS_MS, counts: media.gaps.counts, sumMs: media.gaps.sumMs },
      talk: talk.figures(),
      store: store.counts(),
    }),
  });
  const tally = new StationTally({ clock, media, onMixHeard: (s) => metrics.mixHeard(s) });
  stack.defer(() => tally.close());
  const talk = new TalkTally(media);
  stack.defer(() => talk.close());
  const server = await serveHealth({
    host: config.healthHost,
    port: config.healthPort,
    log,
    health: () => healthOf(facts()),
    live: () => liveness(book.flows()),
    ready: () => readiness(facts()),
    metrics: async () => ({ type: metrics.contentType, text: await metrics.text() }),
  });
  stack.defer(() => server.close());
}
