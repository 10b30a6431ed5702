import type { VoiceRestrictions } from './contract.ts';

const NONE: VoiceRestrictions = { muted: false, deafened: false };

/** Who is kept from speaking or hearing, as the gateway has told. */
export class Restrictions {
  readonly #byMember = new Map<string, VoiceRestrictions>();

  of(guildId: string, userId: string): VoiceRestrictions {
    return this.#byMember.get(memberKey(guildId, userId)) ?? NONE;
  }

  set(guildId: string, userId: string, restrictions: VoiceRestrictions): void {
    const key = memberKey(guildId, userId);
    if (restrictions.muted || restrictions.deafened) this.#byMember.set(key, restrictions);
    else this.#byMember.delete(key);
  }
}

function memberKey(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}
