import type { DaveMember } from './DaveMember.ts';

/** Who holds which leaf of a group's tree, followed from outside. */
export class Roster {
  readonly #leaves: (DaveMember | undefined)[];

  /** Whoever creates a group holds its first leaf. */
  constructor(creator: DaveMember) {
    this.#leaves = [creator];
  }

  /** Members and their leaves, in the order of leaves. */
  *entries(): Generator<readonly [leaf: number, member: DaveMember]> {
    for (const [leaf, member] of this.#leaves.entries()) {
      if (member !== undefined) yield [leaf, member];
    }
  }

  has(userId: string): boolean {
    return this.#leaves.some((member) => member?.userId === userId);
  }

  /** A new member takes the leftmost free leaf. */
  add(member: DaveMember): void {
    const free = this.#leaves.indexOf(undefined);
    if (free === -1) this.#leaves.push(member);
    else this.#leaves[free] = member;
  }

  remove(leaf: number): void {
    this.#leaves[leaf] = undefined;
  }
}
