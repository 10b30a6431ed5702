/** In order of user id, so that the order of events leaves no trace. */
export function inOrder<T extends { readonly userId: string }>(
  entries: readonly T[],
): readonly T[] {
  return entries.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** The entries with this one in place of the same user's old one. */
export function withUser<T extends { readonly userId: string }>(
  entries: readonly T[],
  entry: T,
): readonly T[] {
  return inOrder([...withoutUser(entries, entry.userId), entry]);
}

export function withoutUser<T extends { readonly userId: string }>(
  entries: readonly T[],
  userId: string,
): readonly T[] {
  return entries.filter((entry) => entry.userId !== userId);
}
