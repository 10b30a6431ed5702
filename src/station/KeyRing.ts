import type { Clock } from '../clock.ts';
import {
  DEFAULT_LIMITS,
  type Entry,
  type Gate,
  type GateLimits,
  type Gates,
  type Purpose,
  SessionGate,
} from './SessionGate.ts';

type Refused = Extract<Entry, { ok: false }>;

/** What is said where no key has a place: the one that is over first. */
const SOONEST: readonly Refused['reason'][] = ['spacing', 'full', 'refused'];

/**
 * The keys of the program and those that servers have brought along, each with a gate of its own: caps,
 * spacing and refusals belong to the key.
 */
export class KeyRing implements Gates {
  readonly probeMs: number;
  readonly #clock: Clock;
  readonly #ownLimits: Partial<GateLimits>;
  readonly #pool: Gate;
  readonly #gates = new Map<string, SessionGate>();
  readonly #keys = new Map<string, string>();

  constructor(options: {
    readonly clock: Clock;
    /** Of each key. */
    readonly limits: Partial<GateLimits>;
    /** None: the service asks for none. */
    readonly keys: readonly string[];
    /** Of each key of a server; the same unless given. */
    readonly ownLimits?: Partial<GateLimits>;
  }) {
    const { clock, limits, keys } = options;
    this.#clock = clock;
    this.#ownLimits = options.ownLimits ?? limits;
    this.probeMs = limits.probeMs ?? DEFAULT_LIMITS.probeMs;
    const isOneOfSeveral = keys.length > 1;
    for (const [index, apiKey] of keys.entries()) {
      const name = isOneOfSeveral ? `${index + 1} of ${keys.length}` : 'the only one';
      this.#gates.set(apiKey, new SessionGate(clock, limits, { apiKey, name, isOneOfSeveral }));
    }
    const gates = [...this.#gates.values()];
    const [first = new SessionGate(clock, limits)] = gates;
    this.#pool = isOneOfSeveral ? new KeyPool(gates) : first;
  }

  of(guildId: string): Gate {
    const { probeMs } = this;
    // Whose key it is may change while a station plays.
    return { probeMs, enter: (purpose, again) => this.#gateOf(guildId).enter(purpose, again) };
  }

  /** Whether sessions are opened with it, for whomever. */
  knows(apiKey: string): boolean {
    return this.#gates.has(apiKey);
  }

  /**
   * From now on the guild's sessions are opened with this key; undefined: with the program's.
   *
   * @returns whether it had one of its own before
   */
  assign(guildId: string, apiKey: string | undefined): boolean {
    const before = this.#keys.get(guildId);
    if (apiKey === undefined) this.#keys.delete(guildId);
    else {
      this.#keys.set(guildId, apiKey);
      this.#ownGate(apiKey);
    }
    return before !== undefined;
  }

  /** Asks for a place for a session that tries a key, whosever it is. */
  trial(apiKey: string): Entry {
    return this.#ownGate(apiKey).enter('successor');
  }

  /** A key that was tried, and that nobody is to have. */
  forget(apiKey: string): void {
    this.#gates.delete(apiKey);
  }

  #gateOf(guildId: string): Gate {
    const apiKey = this.#keys.get(guildId);
    return apiKey === undefined ? this.#pool : this.#ownGate(apiKey);
  }

  /** The same for all servers that have the key, and for the program. */
  #ownGate(apiKey: string): SessionGate {
    const known = this.#gates.get(apiKey);
    if (known !== undefined) return known;
    const key = {
      apiKey,
      name: "the server's own",
      isOneOfSeveral: false,
      isServers: true,
    } as const;
    const gate = new SessionGate(this.#clock, this.#ownLimits, key);
    this.#gates.set(apiKey, gate);
    return gate;
  }
}

/** Several keys as one gate: a session is opened with the key that has the fewest. */
class KeyPool implements Gate {
  readonly probeMs: number;
  readonly #gates: readonly SessionGate[];

  constructor(gates: readonly SessionGate[]) {
    this.#gates = gates;
    this.probeMs = gates[0]?.probeMs ?? DEFAULT_LIMITS.probeMs;
  }

  /** A key that was refused is tried again where the others have no place, not where they soon have one. */
  enter(purpose: Purpose): Entry {
    const inOrder = this.#gates.toSorted(
      (one, other) => Number(one.isRefused) - Number(other.isRefused) || one.open - other.open,
    );
    let best: Refused | undefined;
    for (const gate of inOrder) {
      if (gate.isRefused && best?.reason === 'spacing') break;
      const entry = gate.enter(purpose);
      if (entry.ok) return entry;
      if (best === undefined || rank(entry) < rank(best)) best = entry;
    }
    return best ?? { ok: false, reason: 'full' };
  }
}

function rank({ reason }: Refused): number {
  return SOONEST.indexOf(reason);
}
