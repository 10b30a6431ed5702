import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { Batch, type Change } from './Batch.ts';
import { type CommitWelcome, parseCommitWelcome, parseKeyPackageOwner } from './commit.ts';
import { DAVE_VERSION, type DaveMember } from './DaveMember.ts';
import {
  announceCommit,
  beginAnew,
  introduceSender,
  prepareTransition,
  propose,
  welcome,
} from './daveMessages.ts';
import { ExternalSender } from './ExternalSender.ts';
import { planChanges } from './planChanges.ts';
import { Roster } from './Roster.ts';
import { Transition } from './Transition.ts';

/** Carried out at once, without a word from anybody. */
const IMMEDIATE_TRANSITION = 0;
const LAST_TRANSITION = 2 ** 16 - 1;
/** The server is named like a user; no user has this id. */
const SERVER_IDENTITY = '1';
/** How long until somebody has to have committed what was proposed. */
const COMMIT_PATIENCE_MS = 5_000;

export interface DaveGroupOptions {
  readonly channelId: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The delivery service and external sender of one channel's MLS group: proposes that those who
 * come are added and those who leave are removed, picks one commit an epoch, hands it round, and
 * lets everybody switch keys together. One batch of changes is under way at a time.
 */
export class DaveGroup {
  readonly #options: DaveGroupOptions;
  readonly #sender = new ExternalSender(SERVER_IDENTITY);
  readonly #present = new Set<DaveMember>();
  /** Sent by their owners, and not yet used to add them. */
  readonly #keyPackages = new Map<DaveMember, Buffer>();
  /** Could not follow the group and start anew: out of it until their new key package comes. */
  readonly #lost = new Set<DaveMember>();
  /** Undefined while there is no group, as for somebody alone. */
  #roster: Roster | undefined;
  #epoch = 0n;
  #batch: Batch | undefined;
  #commitTimer: Timer | undefined;
  #transition: Transition | undefined;
  #lastTransitionId = 0;
  #version: 0 | typeof DAVE_VERSION = DAVE_VERSION;

  constructor(options: DaveGroupOptions) {
    this.#options = options;
  }

  /** Whether what this user says is encrypted for the group. */
  includes(userId: string): boolean {
    return this.#roster?.has(userId) === true;
  }

  /** 0 while it is taken away. */
  get version(): number {
    return this.#version;
  }

  join(member: DaveMember): void {
    this.#present.add(member);
    if (this.#version === 0) return;
    introduceSender(member, this.#sender.introduction);
  }

  leave(member: DaveMember): void {
    if (!this.#present.delete(member)) return;
    this.#keyPackages.delete(member);
    this.#lost.delete(member);
    this.#transition?.dismiss(member);
    if (this.#batch?.committers.every((committer) => !this.#present.has(committer)) === true) {
      this.#endBatch();
    }
    this.#advance();
  }

  /** Everybody goes on without end-to-end encryption, as soon as all are ready. */
  downgrade(): void {
    if (this.#version === 0) return;
    this.#version = 0;
    this.#endBatch();
    this.#transition?.cancel();
    const id = this.#nextTransitionId();
    const members = [...this.#present];
    for (const member of members) {
      prepareTransition(member, id, 0);
    }
    this.#transition = new Transition(id, members, {
      clock: this.#options.clock,
      onExecuted: () => {
        this.#transition = undefined;
        this.#disband();
      },
    });
  }

  /** Everybody founds a new group. */
  upgrade(): void {
    if (this.#version === DAVE_VERSION) return;
    this.#version = DAVE_VERSION;
    this.#transition?.cancel();
    this.#transition = undefined;
    this.#disband();
    for (const member of this.#present) {
      beginAnew(member);
      // Who came meanwhile has not met it.
      introduceSender(member, this.#sender.introduction);
    }
  }

  /** Forgets everybody, and what was under way. */
  close(): void {
    this.#endBatch();
    this.#transition?.cancel();
    this.#transition = undefined;
    this.#present.clear();
    this.#keyPackages.clear();
    this.#lost.clear();
  }

  /** A member's key package or commit. Throws a RangeError when it is malformed. */
  receiveBinary(member: DaveMember, op: number, payload: Buffer): void {
    if (!this.#present.has(member)) return;
    if (op === VoiceOpcodes.DaveMlsKeyPackage) this.#onKeyPackage(member, payload);
    if (op === VoiceOpcodes.DaveMlsCommitWelcome) this.#onCommit(member, payload);
  }

  /** What a member has to say of a transition. */
  receive(member: DaveMember, op: number, transitionId: number): void {
    if (!this.#present.has(member)) return;
    if (op === VoiceOpcodes.DaveTransitionReady) this.#transition?.ready(member, transitionId);
    if (op === VoiceOpcodes.DaveMlsInvalidCommitWelcome) {
      this.#lost.add(member);
      this.#transition?.dismiss(member);
    }
  }

  #onKeyPackage(member: DaveMember, keyPackage: Buffer): void {
    if (parseKeyPackageOwner(keyPackage) !== member.userId) {
      throw new RangeError('A key package of somebody else');
    }
    if (this.#version === 0) return;
    this.#keyPackages.set(member, keyPackage);
    this.#lost.delete(member);
    this.#advance();
  }

  #onCommit(member: DaveMember, payload: Buffer): void {
    const commit = parseCommitWelcome(payload);
    // Losing the race to commit is no fault.
    const changes = this.#batch?.changesOf(member, commit);
    if (this.#batch !== undefined && changes !== undefined) {
      this.#accept(this.#batch, member, commit, changes);
    }
  }

  /** Starts what is to be done next, unless something is under way. */
  #advance(): void {
    const busy = this.#batch !== undefined || this.#transition !== undefined;
    if (busy || this.#version === 0) return;
    const plan = planChanges({
      roster: this.#roster,
      present: this.#present,
      keyPackages: this.#keyPackages,
      lost: this.#lost,
    });
    switch (plan.kind) {
      case 'nothing':
        break;
      case 'start-over':
        this.#startOver();
        break;
      case 'found':
        this.#roster = undefined;
        this.#epoch = 0n;
        // One alone has nobody to found a group with.
        if (plan.committers.length >= 2) this.#propose(plan.changes, plan.committers);
        break;
      case 'change':
        this.#propose(plan.changes, plan.committers);
        break;
    }
  }

  #propose(changes: readonly Change[], committers: readonly DaveMember[]): void {
    const { channelId, clock } = this.#options;
    this.#batch = new Batch(this.#sender, channelId, this.#epoch, changes, committers);
    this.#commitTimer = clock.after(COMMIT_PATIENCE_MS, () => this.#onNobodyCommitted());
    for (const member of committers) {
      propose(member, this.#batch.messagesFor(member));
    }
  }

  #accept(
    batch: Batch,
    committer: DaveMember,
    commit: CommitWelcome,
    changes: readonly Change[],
  ): void {
    this.#endBatch();
    const founding = this.#roster === undefined;
    const roster = this.#roster ?? new Roster(committer);
    if (founding) this.#keyPackages.delete(committer);
    // Removals first, whatever their order in the commit: that is how MLS applies it.
    for (const { proposal } of changes)
      if (proposal.kind === 'remove') roster.remove(proposal.leaf);
    const added: DaveMember[] = [];
    for (const { member, proposal } of changes) {
      if (proposal.kind === 'remove') continue;
      roster.add(member);
      added.push(member);
      // Unless a newer one has come meanwhile.
      if (this.#keyPackages.get(member) === proposal.keyPackage) this.#keyPackages.delete(member);
    }
    this.#roster = roster;
    this.#epoch = batch.epoch + 1n;
    this.#handRound(founding ? [committer] : batch.committers, added, commit);
  }

  #handRound(
    following: readonly DaveMember[],
    added: readonly DaveMember[],
    { commit, welcome: welcoming = Buffer.alloc(0) }: CommitWelcome,
  ): void {
    const id = this.#nextTransitionId();
    const followers = following.filter((member) => this.#present.has(member));
    const newcomers = added.filter((member) => this.#present.has(member));
    this.#transition = new Transition(id, [...followers, ...newcomers], {
      clock: this.#options.clock,
      onExecuted: () => {
        this.#transition = undefined;
        this.#advance();
      },
    });
    for (const member of followers) {
      announceCommit(member, id, commit);
    }
    for (const member of newcomers) {
      welcome(member, id, welcoming);
    }
  }

  #onNobodyCommitted(): void {
    this.#options.log.warn({ epoch: Number(this.#epoch) }, 'Nobody committed what was proposed');
    this.#startOver();
  }

  /** Gives the group up: everybody in it, or about to be, makes a new key package. */
  #startOver(): void {
    this.#endBatch();
    const members = new Set(this.#keyPackages.keys());
    for (const [, member] of this.#roster?.entries() ?? []) {
      if (this.#present.has(member)) members.add(member);
    }
    this.#disband();
    for (const member of members) {
      beginAnew(member);
      prepareTransition(member, IMMEDIATE_TRANSITION, DAVE_VERSION);
    }
  }

  /** There is no group any more, and nobody about to found one. */
  #disband(): void {
    this.#keyPackages.clear();
    this.#lost.clear();
    this.#roster = undefined;
    this.#epoch = 0n;
  }

  #nextTransitionId(): number {
    this.#lastTransitionId =
      this.#lastTransitionId === LAST_TRANSITION ? 1 : this.#lastTransitionId + 1;
    return this.#lastTransitionId;
  }

  #endBatch(): void {
    this.#commitTimer?.cancel();
    this.#batch = undefined;
  }
}
