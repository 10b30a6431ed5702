import type { Log } from './log.ts';
import type { StationVitals } from './media/StationVitals.ts';

const EVERY_MS = 1_000;
/** Loopback answers within milliseconds; what takes longer is left for the next time. */
const TIMEOUT_MS = 2_000;

/**
 * Tells the sandbox once a second how its guild's station is, for the workings of its page. Returns
 * the function that ends it.
 *
 * @param controlUrl of the sandbox's control API
 */
export function reportStation(options: {
  readonly controlUrl: string;
  readonly vitals: () => readonly StationVitals[];
  readonly log: Log;
}): () => void {
  const { controlUrl, vitals, log } = options;
  let busy = false;
  const report = async (): Promise<void> => {
    const [first] = vitals();
    const response = await fetch(`${controlUrl}/station`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ station: first === undefined ? null : stationReport(first) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    if (!response.ok) log.debug({ status: response.status }, 'The sandbox took no report');
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    report()
      .catch((error: unknown) => log.debug({ error }, 'The sandbox could not be told'))
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function stationReport({ snapshot, ...figures }: StationVitals) {
  const { state, reserveMs, heard, prompts, trouble } = snapshot;
  return {
    ...figures,
    state,
    reserveMs,
    heard: heard?.prompts ?? [],
    wanted: prompts,
    trouble: trouble?.operatorText ?? null,
  };
}
