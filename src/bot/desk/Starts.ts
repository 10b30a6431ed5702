import type { StartRequest } from '#commands/Command.ts';
import { newStation } from '#src/control/openStation.ts';
import { type Outcome, refuse } from '#src/control/outcome.ts';
import { whyNoStart } from '#src/control/parts/conduct.ts';
import type { GuildSettings, Kept } from '#src/control/StationRecord.ts';
import { type Use, withUse } from '#src/crowd/votes/cooldowns.ts';

type Opening =
  | { readonly ok: true; readonly kept: Kept }
  | { readonly ok: false; readonly why: Outcome };

/** Who may begin music, and with what it begins. */
export class Starts {
  /** By guild. A restart takes longer than it saves anybody. */
  readonly #uses = new Map<string, readonly Use[]>();

  /** What a station keeps that begins now, or why it does not. */
  opening(
    request: StartRequest,
    now: {
      readonly settings: GuildSettings;
      readonly listeners: readonly string[];
      readonly atMs: number;
    },
  ): Opening {
    const { guildId, channelId, textChannelId, startedBy, prompts, config = {} } = request;
    const { settings, listeners, atMs } = now;
    const start = { userId: startedBy, atMs, prompts };
    const why = whyNoStart(settings, this.#uses.get(guildId) ?? [], start);
    if (why !== undefined) return { ok: false, why };
    const place = { guildId, channelId, textChannelId, startedBy, startedAtMs: atMs };
    const vote = { listeners, halfLifeMs: settings.voteHalfLifeMs };
    const made = newStation({ prompts, config }, place, vote);
    return made.ok ? made : { ok: false, why: refuse(made.refusal) };
  }

  /** It counts. What failed at once does not: that may be tried again and again. */
  began({ guildId, startedBy }: StartRequest, atMs: number): void {
    const start = { deed: 'start', userId: startedBy, atMs } as const;
    this.#uses.set(guildId, withUse(this.#uses.get(guildId) ?? [], start));
  }

  /** Whoever starts what broke off once more does not overdo it. */
  brokeOff(guildId: string): void {
    this.#uses.delete(guildId);
  }
}
