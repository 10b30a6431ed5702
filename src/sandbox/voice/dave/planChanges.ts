import type { Change } from './Batch.ts';
import type { DaveMember } from './DaveMember.ts';
import type { Roster } from './Roster.ts';

export interface Membership {
  /** Undefined while there is no group. */
  readonly roster: Roster | undefined;
  readonly present: ReadonlySet<DaveMember>;
  /** Sent by their owners, and not yet used to add them. */
  readonly keyPackages: ReadonlyMap<DaveMember, Buffer>;
  /** Could not follow the group, and have not sent a new key package yet. */
  readonly lost: ReadonlySet<DaveMember>;
}

/** What is to be done next with a group. */
export type Plan =
  | { readonly kind: 'nothing' }
  /** One is left: the group ends, and that one waits for others. */
  | { readonly kind: 'start-over' }
  /** Nobody of the former group is left, if there was one. */
  | {
      readonly kind: 'found';
      readonly changes: readonly Change[];
      readonly committers: DaveMember[];
    }
  | {
      readonly kind: 'change';
      readonly changes: readonly Change[];
      readonly committers: DaveMember[];
    };

export function planChanges({ roster, present, keyPackages, lost }: Membership): Plan {
  const additions: Change[] = [...keyPackages].map(([member, keyPackage]) => ({
    member,
    proposal: { kind: 'add', keyPackage },
  }));
  const removals: Change[] = [];
  const staying: DaveMember[] = [];
  let waiting = 0;
  for (const [leaf, member] of roster?.entries() ?? []) {
    if (lost.has(member)) waiting++;
    // A member with a new key package has begun anew and is no longer part of the group.
    else if (present.has(member) && !keyPackages.has(member)) staying.push(member);
    else removals.push({ member, proposal: { kind: 'remove', leaf } });
  }
  if (staying.length === 0) {
    // Everybody is alone in a group of their own, and is asked to add the others to it.
    return { kind: 'found', changes: additions, committers: additions.map(({ member }) => member) };
  }
  if (staying.length === 1 && additions.length === 0 && waiting === 0) {
    return { kind: 'start-over' };
  }
  const changes = [...removals, ...additions];
  if (changes.length === 0) return { kind: 'nothing' };
  return { kind: 'change', changes, committers: staying };
}
