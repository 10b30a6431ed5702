/** Lets a search that works in steps run to its end. */
export function finish<T>(search: { step(): T | undefined }): T {
  for (let step = 0; step < 10_000; step += 1) {
    const result = search.step();
    if (result !== undefined) return result;
  }
  throw new Error('The search does not end');
}
