/** An orderly end leaves nothing to wait for. */
const LEFTOVERS_MS = 1_000;

/**
 * Sees to the process's end when everything has been closed: what was interrupted while it started
 * may still wait for an answer from the network, and a library for nothing at all.
 */
export function leaveSoon(): void {
  const leave = (): void => {
    const resources = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`The program ended although something was open: ${resources}\n`);
    process.exit();
  };
  setTimeout(leave, LEFTOVERS_MS).unref();
}
