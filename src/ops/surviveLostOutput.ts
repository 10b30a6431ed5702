/**
 * A terminal that was closed, or a pipe whose reader is gone, takes no more lines. There is nobody to
 * tell: the program goes on, and ends in an orderly way when it is to end.
 */
export function surviveLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
