/** How long a test waits for something that should come soon; a failure says what was missing. */
const PATIENCE_MS = 20_000;

/**
 * Resolves with the first value that `probe` gives which is not undefined, asking again after
 * each `wake`: waiting for a condition on the strength of events instead of sleeping.
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  wake: () => Promise<unknown>,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const deadline = AbortSignal.timeout(patienceMs);
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (deadline.aborted) throw new Error(`Waited ${patienceMs} ms in vain for ${what}`);
    await wake();
  }
}
