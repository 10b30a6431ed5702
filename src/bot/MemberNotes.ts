import type { StationActor } from '../control/StationActor.ts';

/** For members: what they change counts, but is in memory only. */
export const UNKEPT =
  'I cannot save anything right now. The music and the votes go on, but what has changed is lost if I restart. Please tell whoever runs this bot.';

const WELCOME =
  'You are part of it: 👍 and 👎 count at once, and the same button takes your vote back. **Propose** adds a prompt, **Tune** changes tempo and sound, and `/lyria vote` shows what you chose.';
const WELCOME_SPECTATOR =
  'Only DJs vote on this server. `/lyria now` shows what you hear, and `/lyria settings` who decides.';

/** Has told these members of a guild. */
class Told {
  readonly #guilds = new Map<string, Set<string>>();

  /** True the first time. */
  tell(guildId: string, userId: string): boolean {
    const told = this.#guilds.get(guildId) ?? new Set();
    this.#guilds.set(guildId, told);
    if (told.has(userId)) return false;
    told.add(userId);
    return true;
  }

  forget(guildId: string, userId?: string): void {
    if (userId === undefined) this.#guilds.delete(guildId);
    else this.#guilds.get(guildId)?.delete(userId);
  }
}

/**
 * What there is to tell a member, and nobody else, beside the answer to what they have done: that
 * nothing can be saved, once each time that happens; and, once a visit, what they can do.
 */
export class MemberNotes {
  readonly #isBehind: (guildId: string) => boolean;
  readonly #station: (guildId: string) => StationActor | undefined;
  readonly #unkept = new Told();
  readonly #welcomed = new Told();

  constructor(options: {
    readonly isBehind: (guildId: string) => boolean;
    readonly station: (guildId: string) => StationActor | undefined;
  }) {
    this.#isBehind = options.isBehind;
    this.#station = options.station;
  }

  /** What to tell somebody who has just done something; undefined: nothing, or they know. */
  noteFor(guildId: string, userId: string): string | undefined {
    const notes = [this.#unkeptNote(guildId, userId), this.#welcome(guildId, userId)];
    const told = notes.filter((note) => note !== undefined);
    return told.length === 0 ? undefined : told.join('\n');
  }

  /** They have left the voice channel: the next time is another visit. */
  visitEnded(guildId: string, userId: string): void {
    this.#welcomed.forget(guildId, userId);
  }

  #unkeptNote(guildId: string, userId: string): string | undefined {
    if (!this.#isBehind(guildId)) this.#unkept.forget(guildId);
    else if (this.#unkept.tell(guildId, userId)) return UNKEPT;
    return undefined;
  }

  /** Whoever began the music knows; whoever does not hear it is told so when they press. */
  #welcome(guildId: string, userId: string): string | undefined {
    const state = this.#station(guildId)?.state;
    if (state === undefined || state.kept.record.startedBy === userId) return undefined;
    if (!state.hearers.includes(userId) || !this.#welcomed.tell(guildId, userId)) return undefined;
    const { listeners } = state.kept.vote;
    return listeners.some((one) => one.userId === userId) ? WELCOME : WELCOME_SPECTATOR;
  }
}
