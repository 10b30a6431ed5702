import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '../../clock.ts';

/** Discord takes follow-ups for 15 min after an interaction; a minute less to be sure. */
const FOLLOW_UP_MS = 14 * 60_000;

interface Recent {
  readonly interaction: RepliableInteraction;
  readonly answered: Promise<void>;
  readonly atMs: number;
}

/**
 * Each member's last interaction in each guild, for as long as it can still be used to tell them
 * something in private, which works where direct messages are closed.
 */
export class RecentInteractions {
  readonly #clock: Clock;
  readonly #recent = new Map<string, Recent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param answered settles once it has been answered: only then can it be followed up */
  note(interaction: RepliableInteraction, answered: Promise<void>): void {
    const nowMs = this.#clock.now();
    // The oldest come first: each note moves its member to the end.
    for (const [key, { atMs }] of this.#recent) {
      if (nowMs - atMs < FOLLOW_UP_MS) break;
      this.#recent.delete(key);
    }
    const key = keyOf(interaction.guildId ?? '', interaction.user.id);
    this.#recent.delete(key);
    this.#recent.set(key, { interaction, answered, atMs: nowMs });
  }

  /** Tells a member something in private; false when there is no interaction to do it with. */
  async tell(guildId: string, userId: string, content: string): Promise<boolean> {
    const recent = this.#recent.get(keyOf(guildId, userId));
    if (recent === undefined || this.#clock.now() - recent.atMs >= FOLLOW_UP_MS) return false;
    await recent.answered;
    await recent.interaction.followUp({ content, flags: MessageFlags.Ephemeral });
    return true;
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId}:${userId}`;
}
