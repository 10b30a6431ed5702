/** Longer than any word of a lexicon; what is longer is no misspelling of one. */
const LONGEST = 64;
/** Three rows of the table, used again by every call: a request may need thousands of them. */
let beforeLast = new Uint8Array(LONGEST + 1);
let last = new Uint8Array(LONGEST + 1);
let current = new Uint8Array(LONGEST + 1);

/**
 * How many letters must be inserted, left out, exchanged or swapped with their neighbour to make
 * one word of the other (optimal string alignment); `most + 1` as soon as it is more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const tooFar = most + 1;
  if (Math.abs(a.length - b.length) > most || Math.max(a.length, b.length) > LONGEST) return tooFar;
  for (let column = 0; column <= b.length; column += 1) last[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    current[0] = row;
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      const exchanged = cost(last, column - 1) + (same ? 0 : 1);
      let least = Math.min(cost(last, column) + 1, cost(current, column - 1) + 1, exchanged);
      if (row > 1 && column > 1 && isSwapped(a, row, b, column)) {
        least = Math.min(least, cost(beforeLast, column - 2) + 1);
      }
      current[column] = least;
      if (least < best) best = least;
    }
    if (best > most) return tooFar;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(tooFar, cost(last, b.length));
}

function isSwapped(a: string, row: number, b: string, column: number): boolean {
  return (
    a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
    a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
  );
}

function cost(row: Uint8Array, column: number): number {
  return row[column] ?? LONGEST;
}
