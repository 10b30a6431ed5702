/** Shorter words are in too many others by chance. */
const SHORTEST_STEM = 4;
/** From such lengths on a word may be misspelt by a letter, and by two. */
const ONE_SLIP_FROM = 5;
const TWO_SLIPS_FROM = 8;

/**
 * The known word that an unknown one is built on, as metalcore is on metal, or is a misspelling
 * of. Undefined when it is like none.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestSlips = slipsAllowed(word) + 1;
  let bestStem = '';
  for (const candidate of known) {
    const isStem = word.startsWith(candidate) || word.endsWith(candidate);
    if (isStem && candidate.length >= SHORTEST_STEM && candidate.length > bestStem.length) {
      bestStem = candidate;
    }
    if (Math.abs(candidate.length - word.length) >= bestSlips) continue;
    const slips = slipsBetween(word, candidate);
    if (slips >= bestSlips) continue;
    best = candidate;
    bestSlips = slips;
  }
  return best ?? (bestStem === '' ? undefined : bestStem);
}

function slipsAllowed({ length }: string): number {
  if (length >= TWO_SLIPS_FROM) return 2;
  return length >= ONE_SLIP_FROM ? 1 : 0;
}

/** Letters to add, drop, change or swap (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let slips = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(slips);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
