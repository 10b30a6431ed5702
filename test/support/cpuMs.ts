/**
 * The processor time that this thread has used, ms: unlike time on the clock it does not grow while
 * something else has the processor. The kernel counts it in steps of up to 4 ms, so it is for sums.
 */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
