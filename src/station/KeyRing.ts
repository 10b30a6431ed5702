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

/** The keys of the program, each with a gate of its own: caps, spacing and refusals belong to the key. */
export class KeyRing implements Gates {
  readonly probeMs: number;
  readonly #pool: Gate;

  constructor(options: {
    readonly clock: Clock;
    /** Of each key. */
    readonly limits: Partial<GateLimits>;
    /** None: the service asks for none. */
    readonly keys: readonly string[];
  }) {
    const { clock, limits, keys } = options;
    this.probeMs = limits.probeMs ?? DEFAULT_LIMITS.probeMs;
    const isOneOfSeveral = keys.length > 1;
    const gates = keys.map((apiKey, index) => {
      const name = isOneOfSeveral ? `${index + 1} of ${keys.length}` : 'the only one';
      return new SessionGate(clock, limits, { apiKey, name, isOneOfSeveral });
    });
    const [first = new SessionGate(clock, limits)] = gates;
    this.#pool = isOneOfSeveral ? new KeyPool(gates) : first;
  }

  of(_guildId: string): Gate {
    return this.#pool;
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
