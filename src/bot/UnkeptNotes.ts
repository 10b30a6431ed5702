/** For members: what they change counts, but is in memory only. */
export const UNKEPT =
  'I cannot save anything right now. The music and the votes go on, but what has changed is lost if I restart. Please tell whoever runs this bot.';

/** Tells each member who steers the music meanwhile once, and again the next time it happens. */
export class UnkeptNotes {
  readonly #isBehind: (guildId: string) => boolean;
  readonly #told = new Map<string, Set<string>>();

  constructor(isBehind: (guildId: string) => boolean) {
    this.#isBehind = isBehind;
  }

  /** What to tell somebody who has just done something; undefined: all is kept, or they know. */
  noteFor(guildId: string, userId: string): string | undefined {
    if (!this.#isBehind(guildId)) {
      this.#told.delete(guildId);
      return undefined;
    }
    const told = this.#told.get(guildId) ?? new Set();
    this.#told.set(guildId, told);
    if (told.has(userId)) return undefined;
    told.add(userId);
    return UNKEPT;
  }
}
