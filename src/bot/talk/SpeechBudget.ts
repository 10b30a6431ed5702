const HOUR_MS = 3_600_000;

/** What the members of each server have said in the last hour. */
export class SpeechBudget {
  readonly #mostMs: number;
  readonly #turns = new Map<
    string,
    readonly { readonly atMs: number; readonly speechMs: number }[]
  >();

  /** @param mostMs of speech in an hour */
  constructor(mostMs: number) {
    this.#mostMs = mostMs;
  }

  spend(guildId: string, speechMs: number, nowMs: number): void {
    this.#turns.set(guildId, [...this.#recent(guildId, nowMs), { atMs: nowMs, speechMs }]);
  }

  /** How long until somebody may speak again; 0: now. */
  waitMs(guildId: string, nowMs: number): number {
    const turns = this.#recent(guildId, nowMs);
    let spentMs = turns.reduce((sum, { speechMs }) => sum + speechMs, 0);
    if (spentMs < this.#mostMs) return 0;
    for (const { atMs, speechMs } of turns) {
      spentMs -= speechMs;
      if (spentMs < this.#mostMs) return atMs + HOUR_MS - nowMs;
    }
    return HOUR_MS;
  }

  #recent(guildId: string, nowMs: number) {
    return (this.#turns.get(guildId) ?? []).filter(({ atMs }) => nowMs - atMs < HOUR_MS);
  }
}
