import { CONDITIONS } from '../conditions.ts';
import type { ConditionHealth } from './ConditionBook.ts';

/** One station, for a glance. Nothing in it says whose it is. */
export interface StationHealth {
  readonly state: 'starting' | 'playing' | 'paused' | 'reconnecting';
  /** For how long it has been in that state. */
  readonly sinceS: number;
  /** Music delivered and not yet played. */
  readonly reserveS: number;
  /** Lyria sessions open for it: one, two while one is being replaced. */
  readonly sessions: number;
  /** Sessions that took over from another since it began. */
  readonly handovers: number;
  /** Gaps that a loop stood in for since it began, and for how long in all. */
  readonly bridges: number;
  readonly bridgedS: number;
  /** What is wrong now; null when nothing is. */
  readonly trouble: string | null;
  /** What was wrong last, now included, and how long ago; null when nothing ever was. */
  readonly lastTrouble: { readonly code: string; readonly agoS: number } | null;
}

/** A process in which music plays, and how much more it could do. */
export interface ProcessHealth {
  /** Of its encoders, 5 to 10: less while the machine has little to spare. */
  readonly complexity: number;
  /** Share of the last second in which it was busy, 0 to 1. */
  readonly busy: number;
  /** Share of the last second's frames that left more than 5 ms late, 0 to 1. */
  readonly late: number;
  /** Another station could not be played on time: none is let in. */
  readonly isFull: boolean;
}

/** How members talk to the DJ, since the program began. */
export interface TalkHealth {
  /** Members who are listened to, or answered, at the moment. */
  readonly ears: number;
  /** What they said that was answered. */
  readonly turns: number;
  /** Presses that came to nothing, for whatever reason. */
  readonly failures: number;
  /** From the last word to the first sound of the answer, the median of the last hundred; null before. */
  readonly answerS: number | null;
}

/** What is known of the program at one moment. */
export interface HealthFacts {
  readonly version: string;
  readonly discord: 'connecting' | 'ready' | 'lost';
  readonly uptimeS: number;
  readonly conditions: readonly ConditionHealth[];
  readonly processes: readonly ProcessHealth[];
  readonly talk: TalkHealth;
  readonly stations: readonly StationHealth[];
}

/** What the health endpoint tells. */
export interface Health extends HealthFacts {
  /** `failing`: nobody is served; `degraded`: somebody is, but not as they should be. */
  readonly status: 'ok' | 'degraded' | 'failing';
  /** Decides the status code, 200 or 503: whether a restart by a container platform is in order. */
  readonly ok: boolean;
  /** Why it is not `ok`: names of conditions and codes of stations' troubles, each once. */
  readonly reasons: readonly string[];
}

/** Judges what is known. */
export function healthOf(facts: HealthFacts): Health {
  const { discord, conditions, stations, ...program } = facts;
  const failing = [
    ...(discord === 'ready' ? [] : [`discord.${discord}`]),
    ...conditions.map(({ name }) => name).filter((name) => CONDITIONS[name] === 'failing'),
  ];
  const degraded = [
    ...conditions.map(({ name }) => name).filter((name) => CONDITIONS[name] === 'degraded'),
    ...stations.flatMap(({ trouble }) => trouble ?? []),
  ];
  const ok = failing.length === 0;
  return {
    status: !ok ? 'failing' : degraded.length > 0 ? 'degraded' : 'ok',
    ok,
    reasons: [...new Set([...failing, ...degraded])],
    ...program,
    discord,
    conditions,
    stations,
  };
}
