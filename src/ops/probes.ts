import { CONDITIONS } from '../conditions.ts';
import type { HealthFacts } from './healthOf.ts';

/** What one probe says; `reasons` are empty when it is well. */
export interface Probe {
  readonly ok: boolean;
  readonly reasons: readonly string[];
}

/** A voice connection may need its first packets this long; a pacer that stands still never ends. */
const STUCK_AFTER_S = 30;

/** What makes a service ready for members, beside the gateway. */
const NOT_READY = new Set(['store.failing', 'voice.away', 'voice.no-udp']);

/**
 * Whether a restart would be of use: the event loop turns, since this is answered, and frames leave
 * wherever they could.
 */
export function liveness(stations: readonly StationFlow[]): Probe {
  const isStuck = stations.some(
    ({ isAudible, isSending, state, sinceS }) =>
      state === 'reconnecting' && isAudible && !isSending && sinceS >= STUCK_AFTER_S,
  );
  return isStuck ? { ok: false, reasons: ['voice.stuck'] } : WELL;
}

export interface StationFlow {
  readonly state: string;
  readonly sinceS: number;
  /** Its voice connection stands. */
  readonly isAudible: boolean;
  /** Packets leave. */
  readonly isSending: boolean;
}

const WELL: Probe = { ok: true, reasons: [] };

/** Whether members are served as they should be: gateway, store, and voice wherever it is wanted. */
export function readiness({ discord, conditions }: HealthFacts): Probe {
  const reasons = [
    ...(discord === 'ready' ? [] : [`discord.${discord}`]),
    ...conditions
      .map(({ name }) => name)
      .filter((name) => CONDITIONS[name] === 'failing' || NOT_READY.has(name)),
  ];
  return { ok: reasons.length === 0, reasons: [...new Set(reasons)] };
}
