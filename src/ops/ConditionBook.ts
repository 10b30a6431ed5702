import type { Clock } from '../clock.ts';
import type { ConditionName, Conditions } from '../conditions.ts';
import type { Log } from '../log.ts';

/** One condition that holds, for a glance. Nothing in it says whose station it is about. */
export interface ConditionHealth {
  readonly name: ConditionName;
  /** For how long it has held, for seconds; the longest where it holds of several stations. */
  readonly sinceS: number;
  /** Of how many stations it holds; null: of the program. */
  readonly stations: number | null;
  readonly text: string;
}

interface Entry {
  readonly name: ConditionName;
  readonly guildId: string | undefined;
  readonly sinceMs: number;
  text: string;
}

/** Remembers which conditions hold, and writes a line when one begins and when it is over. */
export class ConditionBook implements Conditions {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #entries = new Map<string, Entry>();
  readonly #raised = new Map<ConditionName, number>();

  constructor(options: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = options.clock;
    this.#log = options.log;
  }

  raise(name: ConditionName, text: string, guildId?: string): void {
    const key = keyOf(name, guildId);
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.text = text;
      return;
    }
    this.#entries.set(key, { name, guildId, sinceMs: this.#clock.now(), text });
    this.#raised.set(name, (this.#raised.get(name) ?? 0) + 1);
    this.#log.warn({ condition: name, ...(guildId !== undefined && { guildId }) }, text);
  }

  clear(name: ConditionName, guildId?: string): void {
    const key = keyOf(name, guildId);
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    const lastedS = this.#seconds(entry);
    const fields = { condition: name, ...(guildId !== undefined && { guildId }), lastedS };
    this.#log.info(fields, `Over: ${entry.text}`);
  }

  /** How often each has begun. */
  get raised(): ReadonlyMap<ConditionName, number> {
    return this.#raised;
  }

  /** The oldest first, each once. */
  health(): ConditionHealth[] {
    const byName = Map.groupBy(this.#entries.values(), ({ name }) => name);
    return [...byName].flatMap(([name, entries]) => {
      const [oldest] = entries;
      if (oldest === undefined) return [];
      const stations = entries.filter(({ guildId }) => guildId !== undefined).length;
      return {
        name,
        sinceS: this.#seconds(oldest),
        stations: stations === 0 ? null : stations,
        text: oldest.text,
      };
    });
  }

  /** To a tenth. */
  #seconds({ sinceMs }: Entry): number {
    return Math.round((this.#clock.now() - sinceMs) / 100) / 10;
  }
}

function keyOf(name: ConditionName, guildId: string | undefined): string {
  return `${name} ${guildId ?? ''}`;
}
