import { type Told, tell } from '#src/texts/texts.ts';
import type { StationActor } from '../control/StationActor.ts';

/** Has told these members of a guild. */
class ToldOnce {
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
  readonly #unkept = new ToldOnce();
  readonly #welcomed = new ToldOnce();

  constructor(options: {
    readonly isBehind: (guildId: string) => boolean;
    readonly station: (guildId: string) => StationActor | undefined;
  }) {
    this.#isBehind = options.isBehind;
    this.#station = options.station;
  }

  /** What to tell somebody who has just done something, unless they know. */
  notesFor(guildId: string, userId: string): readonly Told[] {
    const notes = [this.#unkeptNote(guildId, userId), this.#welcome(guildId, userId)];
    return notes.filter((note) => note !== undefined);
  }

  /** They have left the voice channel: the next time is another visit. */
  visitEnded(guildId: string, userId: string): void {
    this.#welcomed.forget(guildId, userId);
  }

  #unkeptNote(guildId: string, userId: string): Told | undefined {
    if (!this.#isBehind(guildId)) this.#unkept.forget(guildId);
    else if (this.#unkept.tell(guildId, userId)) return tell('note.unkept');
    return undefined;
  }

  /** Whoever began the music knows; whoever does not hear it is told so when they press. */
  #welcome(guildId: string, userId: string): Told | undefined {
    const state = this.#station(guildId)?.state;
    if (state === undefined || state.kept.record.startedBy === userId) return undefined;
    if (!state.hearers.includes(userId) || !this.#welcomed.tell(guildId, userId)) return undefined;
    const { listeners } = state.kept.vote;
    const isVoter = listeners.some((one) => one.userId === userId);
    return tell(isVoter ? 'note.welcome' : 'note.welcome.spectator');
  }
}
