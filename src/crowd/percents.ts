/**
 * Whole per cents that add up to exactly 100, each within 1 of the true value: what is left
 * after rounding down goes to the largest remainders, to the first among equals.
 *
 * @param shares 0 to 1, adding up to 1; at least one
 */
export function wholePercents(shares: readonly number[]): readonly number[] {
  const exact = shares.map((share) => share * 100);
  // A sum of shares is off by rounding errors: 28.999999999999996 is 29.
  const percents = exact.map((value) => Math.floor(value + 1e-9));
  const missing = 100 - percents.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (percents[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) {
    percents[index] = (percents[index] ?? 0) + 1;
  }
  return percents;
}
