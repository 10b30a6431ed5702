import { endText } from '../effect.ts';
import type { Sleep } from '../StationRecord.ts';
import type { StationState } from '../StationState.ts';
import type { Turn } from '../Turn.ts';
import { stop } from './life.ts';

/** Slow enough that nobody wakes up because it is over. */
const FADE_MS = 60_000;
/** Longer than any night. */
export const LONGEST_TIMER_MS = 24 * 60 * 60_000;
/** A timer that is shorter than two fades fades in its second half. */
const FADE_PART = 0.5;

/** It stops by itself after so long. A restart takes nothing of that back. */
export function setTimer(turn: Turn, inMs: number): void {
  const fadeMs = Math.min(FADE_MS, inMs * FADE_PART);
  turn.keep({ sleep: { untilMs: turn.now.wallMs + inMs, fadeMs } });
  planSleep(turn);
}

export function endTimer(turn: Turn): void {
  turn.keep({ sleep: null });
  planSleep(turn);
}

/** When it stops by itself: as somebody has asked, or as whoever runs the bot bounds it. */
export function sleepOf({ kept, patience }: StationState): (Sleep & { isLimit: boolean }) | null {
  const { sleep, startedAtMs } = kept.record;
  const limitMs = startedAtMs + patience.playLimitMs;
  if (sleep !== null && sleep.untilMs <= limitMs) return { ...sleep, isLimit: false };
  if (!Number.isFinite(limitMs)) return null;
  const fadeMs = Math.min(FADE_MS, patience.playLimitMs * FADE_PART);
  return { untilMs: limitMs, fadeMs, isLimit: true };
}

/** Measured from now on by the clock that only grows; a fade that has begun is taken back. */
export function planSleep(turn: Turn): void {
  const { monoMs, wallMs } = turn.now;
  const sleep = sleepOf(turn.state);
  if (turn.state.sleep?.isFading === true) {
    const { volume } = turn.state.settings;
    turn.send({ type: 'setVolume', guildId: turn.guildId, volume });
  }
  if (sleep === null) {
    turn.change({ sleep: null });
    return;
  }
  // The wall clock may have been set while the program was not there.
  const mostMs = sleep.isLimit ? turn.state.patience.playLimitMs : LONGEST_TIMER_MS;
  const leftMs = Math.min(mostMs, Math.max(0, sleep.untilMs - wallMs));
  turn.change({ sleep: { dueMs: monoMs + leftMs, fadeMs: sleep.fadeMs, isFading: false } });
}

/** When the fade begins, or ends. */
export function sleepDueMs({ sleep, life }: StationState): number | null {
  if (sleep === null || life !== 'playing') return null;
  return sleep.isFading ? sleep.dueMs : sleep.dueMs - sleep.fadeMs;
}

export function wakeSleep(turn: Turn): void {
  const { sleep } = turn.state;
  const { monoMs } = turn.now;
  const dueMs = sleepDueMs(turn.state);
  if (sleep === null || dueMs === null || dueMs > monoMs) return;
  if (sleep.dueMs > monoMs) {
    turn.change({ sleep: { ...sleep, isFading: true } });
    const glideMs = sleep.dueMs - monoMs;
    turn.send({ type: 'setVolume', guildId: turn.guildId, volume: 0, glideMs });
    return;
  }
  if (sleepOf(turn.state)?.isLimit === true) {
    const { textChannelId: channelId } = turn.record;
    turn.effects.push({ do: 'announceEnd', channelId, text: endText('limit') });
  }
  stop(turn);
}
