/**
 * What can be wrong for a while with the program as a whole, or with one station in a way that its
 * own trouble does not tell, and what that means: `failing`, nobody is served; `degraded`, the
 * music plays but something an operator should know of does not work.
 *
 * A new fault gets a line here and one in docs/self-hosting.md.
 */
export const CONDITIONS = {
  /** The gateway is away: no commands, no votes. What plays goes on. */
  'discord.lost': 'failing',
  /** The log-ins that Discord grants a bot in a day are used up: it waits for the next day. */
  'discord.allowance': 'failing',
  /** The bot was started, or lost its session, so often that it waits before it logs in again. */
  'discord.waiting': 'failing',
  /** Discord has told the bot to wait before it asks again. */
  'discord.rate-limited': 'degraded',
  /** The data folder takes no writes: what changes is held in memory. */
  'store.failing': 'degraded',
  /** The write-ahead log cannot be moved into the database file. */
  'store.checkpoint': 'degraded',
  /** A station has no voice server. */
  'voice.away': 'degraded',
  /** What a station sends reaches no voice server. */
  'voice.no-udp': 'degraded',
} as const satisfies Readonly<Record<string, 'failing' | 'degraded'>>;

export type ConditionName = keyof typeof CONDITIONS;

/**
 * Where any part tells what is wrong and when that is over: `/health` lists it meanwhile, and each
 * of both is one line of the log. Raised again before it is cleared, only its text changes.
 */
export interface Conditions {
  /**
   * @param text for the operator: what was seen, what it means, where to look. No ids, no words of
   * members, no secrets: `/health` shows it to whoever asks.
   * @param guildId whose station it is about; it goes to the log alone
   */
  raise(name: ConditionName, text: string, guildId?: string): void;
  /** It is over; nothing when it was not raised. */
  clear(name: ConditionName, guildId?: string): void;
}

/** Notes nothing: for tests and tools that have nobody to tell. */
export const noConditions: Conditions = { raise: () => {}, clear: () => {} };
