import davey from '@snazzah/davey';
import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import * as z from 'zod';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { DAVE_VERSION, type DaveMember } from './DaveMember.ts';

/** `MediaType.AUDIO` and `ProposalsOperationType` of davey, whose types hide their values. */
const AUDIO = 0;
const APPEND = 0;
const REVOKE = 1;
const TRANSITION_ID_BYTES = 2;

const prepareEpochSchema = z.object({ epoch: z.int() });
const prepareTransitionSchema = z.object({ protocol_version: z.int(), transition_id: z.int() });
const executeTransitionSchema = z.object({ transition_id: z.int() });

/** For so long what is not encrypted is still taken after an upgrade, s: some are slower. */
const PASSTHROUGH_S = 10;

/** The way back from a participant to its group. */
export interface DaveReplies {
  receive(member: DaveMember, op: number, transitionId: number): void;
  receiveBinary(member: DaveMember, op: number, payload: Buffer): void;
}

export interface DaveParticipantOptions {
  readonly userId: string;
  readonly channelId: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long each answer takes to reach the server, ms: clients race each other to commit. */
  readonly answerDelayMs: () => number;
}

/** A simulated person's side of DAVE: what a client does, without a network in between. */
export class DaveParticipant implements DaveMember {
  readonly userId: string;
  readonly #options: DaveParticipantOptions;
  readonly #session: davey.DAVESession;
  #replies: DaveReplies | undefined;
  /** The transition that ends encryption, and whether it has. The session does not know it. */
  #downgrade: number | undefined;
  #downgraded = false;
  /** On their way to the server, in order. */
  readonly #answers: ((replies: DaveReplies) => void)[] = [];
  readonly #timers = new Set<Timer>();

  constructor(options: DaveParticipantOptions) {
    this.userId = options.userId;
    this.#options = options;
    this.#session = new davey.DAVESession(DAVE_VERSION, options.userId, options.channelId);
  }

  /** Whether there is a group and this participant has its keys. */
  get ready(): boolean {
    return this.#session.ready && !this.#downgraded;
  }

  /** Undefined while there is no group. */
  get epoch(): bigint | undefined {
    return this.ready ? (this.#session.epoch ?? undefined) : undefined;
  }

  /** The same for everybody in the group and epoch; empty while there is no group. */
  get privacyCode(): string {
    return this.#downgraded ? '' : this.#session.voicePrivacyCode;
  }

  /** Offers itself to the group that gets its answers. */
  start(replies: DaveReplies): void {
    this.#replies = replies;
    this.#sendKeyPackage();
  }

  send(op: number, data: unknown): void {
    switch (op) {
      case VoiceOpcodes.DavePrepareEpoch:
        if (prepareEpochSchema.parse(data).epoch === 1) this.#startOver();
        break;
      case VoiceOpcodes.DavePrepareTransition:
        this.#onPrepareTransition(prepareTransitionSchema.parse(data));
        break;
      case VoiceOpcodes.DaveExecuteTransition:
        this.#onExecuteTransition(executeTransitionSchema.parse(data).transition_id);
        break;
    }
  }

  sendBinary(op: number, payload: Buffer): void {
    switch (op) {
      case VoiceOpcodes.DaveMlsExternalSender:
        this.#session.setExternalSender(payload);
        break;
      case VoiceOpcodes.DaveMlsProposals:
        this.#onProposals(payload);
        break;
      case VoiceOpcodes.DaveMlsAnnounceCommitTransition:
        this.#follow(payload, (commit) => this.#session.processCommit(commit));
        break;
      case VoiceOpcodes.DaveMlsWelcome:
        this.#follow(payload, (welcome) => this.#session.processWelcome(welcome));
        break;
    }
  }

  /** A packet of this participant's own, for the group. */
  encrypt(packet: Buffer): Buffer {
    return this.#session.encryptOpus(packet);
  }

  /** A packet of another member; undefined when its key is not this participant's. */
  decrypt(speakerId: string, packet: Buffer): Buffer | undefined {
    try {
      return this.#session.decrypt(speakerId, AUDIO, packet);
    } catch {
      return undefined;
    }
  }

  close(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    this.#session.reset();
  }

  #onPrepareTransition(data: z.output<typeof prepareTransitionSchema>): void {
    if (data.protocol_version !== 0) return;
    this.#downgrade = data.transition_id;
    this.#session.setPassthroughMode(true);
    this.#answer((replies) =>
      replies.receive(this, VoiceOpcodes.DaveTransitionReady, data.transition_id),
    );
  }

  #onExecuteTransition(id: number): void {
    if (id !== this.#downgrade) return;
    this.#downgraded = true;
    this.#session.reset();
  }

  #onProposals(payload: Buffer): void {
    const operation = payload.readUInt8(0) === APPEND ? APPEND : REVOKE;
    let result: davey.ProposalsResult;
    try {
      result = this.#session.processProposals(operation, payload.subarray(1));
    } catch (error) {
      this.#options.log.warn({ err: error, userId: this.userId }, 'A listener refused a proposal');
      return;
    }
    const { commit, welcome } = result;
    if (commit === undefined) return;
    const answer = welcome === undefined ? commit : Buffer.concat([commit, welcome]);
    this.#answer((replies) =>
      replies.receiveBinary(this, VoiceOpcodes.DaveMlsCommitWelcome, answer),
    );
  }

  #follow(payload: Buffer, process: (message: Buffer) => void): void {
    const transitionId = payload.readUInt16BE(0);
    try {
      process(payload.subarray(TRANSITION_ID_BYTES));
    } catch (error) {
      this.#options.log.warn({ err: error, userId: this.userId }, 'A listener lost its group');
      this.#answer((replies) =>
        replies.receive(this, VoiceOpcodes.DaveMlsInvalidCommitWelcome, transitionId),
      );
      this.#startOver();
      return;
    }
    if (this.#downgrade !== undefined) {
      this.#downgrade = undefined;
      this.#session.setPassthroughMode(true, PASSTHROUGH_S);
      this.#session.setPassthroughMode(false, PASSTHROUGH_S);
    }
    this.#answer((replies) =>
      replies.receive(this, VoiceOpcodes.DaveTransitionReady, transitionId),
    );
  }

  #startOver(): void {
    this.#downgraded = false;
    this.#session.reinit(DAVE_VERSION, this.userId, this.#options.channelId);
    this.#sendKeyPackage();
  }

  #sendKeyPackage(): void {
    const keyPackage = this.#session.getSerializedKeyPackage();
    this.#answer((replies) =>
      replies.receiveBinary(this, VoiceOpcodes.DaveMlsKeyPackage, keyPackage),
    );
  }

  /** Answers do not overtake each other: whichever delay ends, the eldest arrives. */
  #answer(answer: (replies: DaveReplies) => void): void {
    const { clock, answerDelayMs } = this.#options;
    this.#answers.push(answer);
    const timer = clock.after(answerDelayMs(), () => {
      this.#timers.delete(timer);
      const eldest = this.#answers.shift();
      if (this.#replies !== undefined) eldest?.(this.#replies);
    });
    this.#timers.add(timer);
  }
}
