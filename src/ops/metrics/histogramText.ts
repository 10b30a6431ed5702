import type { CountedTimes } from './MetricsFacts.ts';

const MS_PER_S = 1_000;

/** Times with the labels of their series, such as `outcome="late"`; none for a single one. */
type Series = readonly (readonly [labels: string, times: CountedTimes])[];

/**
 * A histogram that somebody else has counted, in Prometheus' text format and in seconds. The
 * library's own would allocate for each packet that leaves.
 */
export function histogramText(name: string, help: string, series: Series): string {
  const lines = series.flatMap(([labels, times]) => seriesLines(name, labels, times));
  return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines, ''].join('\n');
}

function seriesLines(name: string, labels: string, times: CountedTimes): string[] {
  let count = 0;
  const buckets = [...times.boundsMs, Number.POSITIVE_INFINITY].map((boundMs, index) => {
    count += times.counts[index] ?? 0;
    const le = boundMs === Number.POSITIVE_INFINITY ? '+Inf' : boundMs / MS_PER_S;
    return `${name}_bucket{${labels === '' ? '' : `${labels},`}le="${le}"} ${count}`;
  });
  const set = labels === '' ? '' : `{${labels}}`;
  return [
    ...buckets,
    `${name}_sum${set} ${times.sumMs / MS_PER_S}`,
    `${name}_count${set} ${count}`,
  ];
}
