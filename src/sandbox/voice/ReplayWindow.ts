/** Far more than UDP reorders: at 50 packets a second, 20 s. */
const WINDOW = 1024;
const MODULUS = 2 ** 32;

/**
 * Tells whether a 32-bit counter has been seen before, over the last 1,024 values, so that a nonce
 * is accepted once. The counter may start anywhere and wraps.
 */
export class ReplayWindow {
  /** The counter that each slot saw last; the slot is the counter modulo the window. */
  readonly #seen = new Float64Array(WINDOW).fill(-1);
  #highest = -1;

  /** True the first time for each counter, false for a repeated or a much too old one. */
  accept(counter: number): boolean {
    if (this.#highest === -1) {
      this.#highest = counter;
    } else {
      const ahead = (counter - this.#highest + MODULUS) % MODULUS;
      if (ahead < MODULUS / 2) this.#highest = counter;
      else if (MODULUS - ahead >= WINDOW) return false;
    }
    const slot = counter % WINDOW;
    if (this.#seen[slot] === counter) return false;
    this.#seen[slot] = counter;
    return true;
  }
}
