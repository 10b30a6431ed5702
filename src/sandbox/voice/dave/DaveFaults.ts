import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { DaveDamage } from '../contract.ts';

const DAMAGED: Readonly<Record<DaveDamage, ReadonlySet<number>>> = {
  commits: new Set([VoiceOpcodes.DaveMlsAnnounceCommitTransition, VoiceOpcodes.DaveMlsWelcome]),
  proposals: new Set([VoiceOpcodes.DaveMlsProposals]),
};

/** What goes wrong, on demand, with the end-to-end encryption of connected clients. */
export class DaveFaults {
  /** What clients say of DAVE is not heard. */
  ignoring = false;
  readonly #left: Record<DaveDamage, number> = { commits: 0, proposals: 0 };

  /** Damages the next `times` messages of a kind. */
  damage(kind: DaveDamage, times: number): void {
    this.#left[kind] = times;
  }

  /** A payload as it goes to a client. */
  alter(op: number, payload: Buffer): Buffer {
    const kind = (['commits', 'proposals'] as const).find(
      (each) => this.#left[each] > 0 && DAMAGED[each].has(op),
    );
    if (kind === undefined) return payload;
    this.#left[kind]--;
    const damaged = Buffer.from(payload);
    const last = damaged.length - 1;
    damaged.writeUInt8(damaged.readUInt8(last) ^ 1, last);
    return damaged;
  }
}
