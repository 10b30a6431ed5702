/** How long a test waits for something that should come soon. */
const PATIENCE_MS = 10_000;

/** Collects what arrives, and lets a test wait for what it needs. */
export class Inbox<T> {
  readonly items: T[] = [];
  readonly #waiting = new Set<() => void>();

  readonly push = (item: T): void => {
    this.items.push(item);
    for (const check of [...this.#waiting]) check();
  };

  /** The first item that `isIt` accepts, be it there already or yet to come. */
  async first<Found extends T>(what: string, isIt: (item: T) => item is Found): Promise<Found> {
    return this.#when(what, () => this.items.find(isIt));
  }

  /** Resolves when `count` items are there. */
  async count(count: number): Promise<readonly T[]> {
    return this.#when(`${count} items`, () =>
      this.items.length >= count ? this.items : undefined,
    );
  }

  #when<Found>(what: string, probe: () => Found | undefined): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const check = (): void => {
      const found = probe();
      if (found !== undefined) resolve(found);
    };
    const giveUp = setTimeout(() => {
      reject(new Error(`Waited in vain for ${what}; there are ${this.items.length} items`));
    }, PATIENCE_MS);
    this.#waiting.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(giveUp);
      this.#waiting.delete(check);
    });
  }
}
