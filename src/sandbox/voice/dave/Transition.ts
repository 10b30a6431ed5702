import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { Clock, Timer } from '#src/clock.ts';
import type { DaveMember } from './DaveMember.ts';

/** How long members may take to say that they are ready for new keys. */
const PATIENCE_MS = 2_000;

/** The time between new keys being handed out and everybody being told to use them. */
export class Transition {
  readonly #id: number;
  readonly #members: readonly DaveMember[];
  readonly #awaited: Set<DaveMember>;
  readonly #onExecuted: () => void;
  readonly #timer: Timer;

  constructor(
    id: number,
    members: readonly DaveMember[],
    options: { readonly clock: Clock; readonly onExecuted: () => void },
  ) {
    this.#id = id;
    this.#members = members;
    this.#awaited = new Set(members);
    this.#onExecuted = options.onExecuted;
    // Also when nobody is awaited: never before the caller has done what comes first.
    const patienceMs = members.length === 0 ? 0 : PATIENCE_MS;
    this.#timer = options.clock.after(patienceMs, () => this.#execute());
  }

  /** A member is ready for the transition with this id. */
  ready(member: DaveMember, id: number): void {
    if (id === this.#id) this.dismiss(member);
  }

  /** Does not wait for this member any longer. */
  dismiss(member: DaveMember): void {
    if (this.#awaited.delete(member) && this.#awaited.size === 0) this.#execute();
  }

  cancel(): void {
    this.#timer.cancel();
  }

  #execute(): void {
    this.#timer.cancel();
    for (const member of this.#members) {
      member.send(VoiceOpcodes.DaveExecuteTransition, { transition_id: this.#id });
    }
    this.#onExecuted();
  }
}
