const ZERO = '0'.charCodeAt(0);

/** Importance of a step in a line of one or two bars, 0 to 9. */
export function levelAt(line: string | undefined, step: number): number {
  if (line === undefined || line === '') return 0;
  const digit = line.charCodeAt(step % line.length) - ZERO;
  return digit >= 1 && digit <= 9 ? digit : 0;
}

/** How many steps a note that begins here is held: it and the dashes after it. */
export function lengthAt(line: string, step: number): number {
  let length = 1;
  while (length < line.length && line[(step + length) % line.length] === '-') length += 1;
  return length;
}
