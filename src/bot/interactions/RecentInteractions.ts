import { type Client, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '#src/clock.ts';
import { showText } from '#src/crowd/typed/memberText.ts';
import type { Log } from '#src/log.ts';
import { type Told, tell, textsFor } from '#src/texts/texts.ts';

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
  async tell(guildId: string, userId: string, told: Told): Promise<boolean> {
    const recent = this.#recent.get(keyOf(guildId, userId));
    if (recent === undefined || this.#clock.now() - recent.atMs >= FOLLOW_UP_MS) return false;
    await recent.answered;
    const content = textsFor(recent.interaction.locale).put(told);
    await recent.interaction.followUp({ content, flags: MessageFlags.Ephemeral });
    return true;
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId}:${userId}`;
}

/** Characters of a prompt, and of what the service says of it. */
const SHOWN_LENGTH = 100;

/** Tells whoever proposed a prompt, and nobody else, that the music service does not take it. */
export function tellFiltered(parts: {
  readonly client: Client;
  readonly recent: RecentInteractions;
  readonly log: Log;
}) {
  const { client, recent, log } = parts;
  return (guildId: string, userId: string, text: string, reason: string): void => {
    const told = tell('note.filtered', {
      prompt: showText(text, SHOWN_LENGTH),
      reason: showText(reason, SHOWN_LENGTH),
    });
    const inform = async (): Promise<void> => {
      if (await recent.tell(guildId, userId, told)) return;
      const { preferredLocale } = client.guilds.cache.get(guildId) ?? {};
      await client.users.send(userId, textsFor(preferredLocale).put(told));
    };
    inform().catch((error: unknown) => log.debug({ error }, 'a member cannot be told in private'));
  };
}

/** Sooner, somebody presses twice; later, they press again because they have heard nothing. */
const MISSED_AFTER_MS = 1_000;
/** Whoever presses again after "This interaction failed" does so soon. */
const FORGOTTEN_AFTER_MS = 60_000;

/**
 * Presses that are carried out and whose member does not know it: the acknowledgement is on its way,
 * or came too late, and Discord said that the press had failed. Whoever presses again means the same
 * press, not its opposite.
 */
export class UnheardPresses {
  readonly #clock: Clock;
  readonly #presses = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  carriedOut(userId: string, customId: string): void {
    const nowMs = this.#clock.now();
    for (const [press, atMs] of this.#presses) {
      if (nowMs - atMs >= FORGOTTEN_AFTER_MS) this.#presses.delete(press);
    }
    this.#presses.set(pressKey(userId, customId), nowMs);
  }

  acknowledged(userId: string, customId: string): void {
    this.#presses.delete(pressKey(userId, customId));
  }

  /** Whether this press repeats one of those. */
  isRepeated(userId: string, customId: string): boolean {
    const atMs = this.#presses.get(pressKey(userId, customId));
    if (atMs === undefined) return false;
    const ageMs = this.#clock.now() - atMs;
    return ageMs >= MISSED_AFTER_MS && ageMs < FORGOTTEN_AFTER_MS;
  }
}

function pressKey(userId: string, customId: string): string {
  return `${userId} ${customId}`;
}
