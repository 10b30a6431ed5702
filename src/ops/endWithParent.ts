/** As soon as a person looks whether it has ended. */
const LOOK_EVERY_MS = 500;

/**
 * Calls `onGone` when the process that started this one has ended without a word to it: npm when it is
 * killed, or gets the SIGHUP of a closed terminal, which it does not pass on.
 *
 * @param parent its id, as the npm script gives it; by the time this is called it may be gone
 */
export function endWithParent(parent: number, onGone: () => void): void {
  const timer = setInterval(() => {
    // Whoever loses its parent gets another one.
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}
