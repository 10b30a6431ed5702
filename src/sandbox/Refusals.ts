/** Which code the next ones that ask to be let in are closed with, on demand. */
export class Refusals {
  #standing: { readonly closeCode: number; left: number } | null = null;

  /** @param closeCode Undefined lets everybody in again. */
  set(closeCode: number | undefined, times: number): void {
    this.#standing = closeCode === undefined ? null : { closeCode, left: times };
  }

  /** The code for one more, or null. */
  take(): number | null {
    if (this.#standing === null) return null;
    const { closeCode } = this.#standing;
    this.#standing.left -= 1;
    if (this.#standing.left <= 0) this.#standing = null;
    return closeCode;
  }
}
