import type { CommitWelcome } from './commit.ts';
import type { DaveMember } from './DaveMember.ts';
import type { ExternalSender, Proposal } from './ExternalSender.ts';

/** A member to be added with its key package, or removed from its leaf. */
export interface Change {
  readonly member: DaveMember;
  readonly proposal: Proposal;
}

/** Changes proposed to the members of a group, or to those who are about to form one. */
export class Batch {
  readonly epoch: bigint;
  readonly #changes = new Map<string, Change>();
  /** What each member was sent: references and messages. */
  readonly #sentTo = new Map<DaveMember, { references: string[]; messages: Buffer[] }>();

  constructor(
    sender: ExternalSender,
    channelId: string,
    epoch: bigint,
    changes: readonly Change[],
    committers: readonly DaveMember[],
  ) {
    this.epoch = epoch;
    for (const committer of committers) {
      this.#sentTo.set(committer, { references: [], messages: [] });
    }
    for (const change of changes) {
      const { reference, message } = sender.propose(channelId, epoch, change.proposal);
      this.#changes.set(reference, change);
      for (const [committer, sent] of this.#sentTo) {
        // Nobody adds themselves.
        if (committer === change.member) continue;
        sent.references.push(reference);
        sent.messages.push(message);
      }
    }
  }

  /** Who may commit it. */
  get committers(): readonly DaveMember[] {
    return [...this.#sentTo.keys()];
  }

  messagesFor(member: DaveMember): readonly Buffer[] {
    return this.#sentTo.get(member)?.messages ?? [];
  }

  /**
   * The changes in the commit's order, or undefined when the commit is not one of this batch as a
   * whole: announcing one that leaves something out would fork the group.
   */
  changesOf(committer: DaveMember, commit: CommitWelcome): readonly Change[] | undefined {
    const sent = this.#sentTo.get(committer);
    if (sent === undefined || commit.epoch !== this.epoch) return undefined;
    const named = new Set(commit.references);
    const complete = sent.references.every((reference) => named.has(reference));
    if (!complete || commit.references.length !== sent.references.length) return undefined;
    return commit.references.flatMap((reference) => this.#changes.get(reference) ?? []);
  }
}
