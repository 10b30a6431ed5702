import type { CountedGaps } from './MetricsFacts.ts';

const MS_PER_S = 1_000;

/**
 * A histogram that somebody else has counted, in Prometheus' text format and in seconds. The
 * library's own would allocate for each packet that leaves.
 */
export function histogramText(name: string, help: string, gaps: CountedGaps): string {
  let count = 0;
  const buckets = [...gaps.boundsMs, Number.POSITIVE_INFINITY].map((boundMs, index) => {
    count += gaps.counts[index] ?? 0;
    const le = boundMs === Number.POSITIVE_INFINITY ? '+Inf' : boundMs / MS_PER_S;
    return `${name}_bucket{le="${le}"} ${count}`;
  });
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} histogram`,
    ...buckets,
    `${name}_sum ${gaps.sumMs / MS_PER_S}`,
    `${name}_count ${count}`,
    '',
  ].join('\n');
}
