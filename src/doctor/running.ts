import { z } from 'zod';
import { healthUrl } from '../healthUrl.ts';
import { type Finding, fine, skipped, warning, wrong } from './Finding.ts';

const TIMEOUT_MS = 3_000;
/** Of all frames: more is heard. */
const MOST_LATE_SHARE = 0.01;
/** Ten seconds of music: less says little, and of that a start on a busy machine is a large share. */
const LEAST_PACKETS = 500;
/** Slower than this, stretching cannot make up for it. */
const LEAST_RATE = 0.94;

const health = z.object({
  status: z.enum(['ok', 'degraded', 'failing']),
  reasons: z.array(z.string()),
  version: z.string(),
  stations: z.array(z.object({ state: z.string() })),
});

/** Asks the bot that runs with this environment how it is. */
export async function runningFindings(
  environment: Readonly<Record<string, string | undefined>>,
  hasPort: boolean,
): Promise<readonly Finding[]> {
  const about = 'Running bot';
  const url = hasPort ? healthUrl(environment) : undefined;
  if (url === undefined) return [skipped(about, 'cannot be asked without HEALTH_PORT')];
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  );
  if (answer === undefined) return [skipped(about, `none answers at ${url}`)];
  const parsed = health.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) {
    return [wrong(about, `another program answers at ${url}: choose another HEALTH_PORT`)];
  }
  const { status, reasons, version, stations } = parsed.data;
  const told = `version ${version}, ${stations.length} station${stations.length === 1 ? '' : 's'}`;
  const well =
    status === 'ok'
      ? fine(about, `${told}, all is well`)
      : {
          about,
          state: status === 'failing' ? ('wrong' as const) : ('warning' as const),
          text: `${told}, ${status}: ${reasons.join(', ')}; docs/self-hosting.md says what to do about each`,
        };
  const metrics = await fetch(new URL('/metrics', url), {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).then((response) => response.text());
  return [well, ...paceFindings(metrics)];
}

/** @param metrics in Prometheus' text format */
export function paceFindings(metrics: string): readonly Finding[] {
  const values = (name: string): number[] =>
    [...metrics.matchAll(new RegExp(`^lyrebird_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].map(
      ([, value]) => Number(value),
    );
  const [packets = 0] = values('packets_total');
  if (packets === 0) return [skipped('Pace', 'nothing has been played yet')];
  const [late = 0] = values('frames_late_total');
  const [dropped = 0] = values('frames_dropped_total');
  const off = (late + dropped) / packets;
  const told = `${late} of ${packets} frames were late, ${dropped} lost`;
  const lateness =
    packets >= LEAST_PACKETS && off > MOST_LATE_SHARE
      ? warning('Lateness', `${told}: the machine is too busy, give the bot a core`)
      : fine('Lateness', told);
  const rates = values('station_delivery_rate');
  if (rates.length === 0) return [lateness];
  const slowest = Math.min(...rates);
  const pace = `Lyria brings ${slowest.toFixed(2)} s of music a second${rates.length > 1 ? ' at worst' : ''}`;
  return [
    lateness,
    packets >= LEAST_PACKETS && slowest < LEAST_RATE
      ? warning(
          'Pace',
          `${pace}: too little, so loops stand in; look at the network and at Google's status`,
        )
      : fine('Pace', pace),
  ];
}
