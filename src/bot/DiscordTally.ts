import type { LimitKind } from './rest/restLimit.ts';

/** Discord forgets an interaction after 3 s; after 2 s the bot says that it is thinking. */
const ANSWER_BOUNDS_MS = [50, 100, 250, 500, 1_000, 2_000, 2_500, 3_000] as const;

/** What becomes of an interaction: `late` when Discord did not wait for the answer. */
export type InteractionOutcome = 'answered' | 'failed' | 'late';
const OUTCOMES: readonly InteractionOutcome[] = ['answered', 'failed', 'late'];
const KINDS: readonly LimitKind[] = ['route', 'global', 'edge'];

/** How long answers took. */
export interface AnswerTimes {
  readonly boundsMs: readonly number[];
  /** One more than there are bounds. */
  readonly counts: readonly number[];
  readonly sumMs: number;
}

/** What has passed between the bot and Discord since the program began. */
export interface DiscordCounts {
  readonly interactions: ReadonlyMap<InteractionOutcome, AnswerTimes>;
  /** Sessions that went on or began anew after the connection to the gateway was gone. */
  readonly reconnects: number;
  /** Answers with status 429, by who limits. */
  readonly limited: ReadonlyMap<LimitKind, number>;
}

export class DiscordTally {
  readonly #interactions = new Map(OUTCOMES.map((outcome) => [outcome, noTimes()]));
  readonly #limited = new Map<LimitKind, number>(KINDS.map((kind) => [kind, 0]));
  #reconnects = 0;

  /** @param tookMs until Discord had an answer, or heard that the bot is thinking */
  interaction(outcome: InteractionOutcome, tookMs: number): void {
    const times = this.#interactions.get(outcome);
    if (times === undefined) return;
    const above = ANSWER_BOUNDS_MS.findIndex((boundMs) => tookMs <= boundMs);
    const index = above < 0 ? ANSWER_BOUNDS_MS.length : above;
    times.counts[index] = (times.counts[index] ?? 0) + 1;
    times.sumMs += Math.round(tookMs);
  }

  reconnected(): void {
    this.#reconnects += 1;
  }

  limited(kind: LimitKind): void {
    this.#limited.set(kind, (this.#limited.get(kind) ?? 0) + 1);
  }

  counts(): DiscordCounts {
    const interactions = [...this.#interactions].map(
      ([outcome, times]) => [outcome, { boundsMs: ANSWER_BOUNDS_MS, ...times }] as const,
    );
    return {
      interactions: new Map(interactions),
      reconnects: this.#reconnects,
      limited: this.#limited,
    };
  }
}

function noTimes(): { readonly counts: number[]; sumMs: number } {
  return { counts: Array.from({ length: ANSWER_BOUNDS_MS.length + 1 }, () => 0), sumMs: 0 };
}
