/** What a measurement says: a line or more for people, and keys of the JSON report. */
export interface Measurement {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The `share`-th (0 to 1) smallest of the values, by nearest rank. NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** Median and 95th percentile, rounded to a tenth. */
export function distribution(values: readonly number[]): { median: number; p95: number } {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return { median: round(percentile(values, 0.5)), p95: round(percentile(values, 0.95)) };
}
